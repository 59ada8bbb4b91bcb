"""The tables and functions behind numbering, idempotency, outbox, audit chain and change feed.

Revision ID: boardkit_0001
"""

from alembic import op

revision = "boardkit_0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE counters (
    series text NOT NULL,
    year integer NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (series, year)
);
CREATE TABLE idempotency_keys (
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY NOT NULL UNIQUE,
    neighbour text NOT NULL,
    ordering_key text NOT NULL,
    event text NOT NULL,
    method text NOT NULL,
    path text NOT NULL,
    body jsonb NOT NULL,
    context jsonb NOT NULL,
    acting_caller jsonb NOT NULL,
    traceparent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    last_failure text
);
CREATE INDEX outbox_undelivered ON outbox (neighbour, ordering_key, position) WHERE delivered_at IS NULL;
CREATE TABLE audit_entries (
    board text NOT NULL,
    seq bigint NOT NULL,
    entry text NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (board, seq)
);
CREATE TABLE audit_heads (
    board text PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE changes (
    board text NOT NULL,
    seq bigint NOT NULL,
    position bigint UNIQUE,
    event text NOT NULL,
    resource text NOT NULL,
    resource_id text NOT NULL,
    version integer NOT NULL,
    scope text NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    snapshot jsonb,
    PRIMARY KEY (board, seq)
);
CREATE INDEX changes_unsequenced ON changes (board, seq) WHERE position IS NULL;
CREATE TABLE feed_cursors (
    feed text PRIMARY KEY,
    cursor bigint NOT NULL,
    read_at timestamptz
);
"""

# Runs as the owner of the tables, so that the service's own role needs no right to write the chain. The hash
# must equal boardkit.db.audit.seal; the genesis must equal boardkit.db.audit.genesis.
APPEND_AUDIT_ENTRIES = """
CREATE FUNCTION append_audit_entries(p_board text, p_entries text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_heads%ROWTYPE;
    one_entry text;
BEGIN
    INSERT INTO public.audit_heads (board, seq, hash)
    VALUES (p_board, 0, sha256(convert_to('kansli audit chain ' || p_board, 'UTF8')))
    ON CONFLICT (board) DO NOTHING;
    SELECT * INTO head FROM public.audit_heads WHERE board = p_board FOR UPDATE;
    FOREACH one_entry IN ARRAY p_entries LOOP
        head.seq := head.seq + 1;
        head.hash := sha256(head.hash || convert_to(head.seq || E'\\n' || one_entry, 'UTF8'));
        INSERT INTO public.audit_entries (board, seq, entry, hash)
        VALUES (p_board, head.seq, one_entry, head.hash);
    END LOOP;
    UPDATE public.audit_heads SET seq = head.seq, hash = head.hash WHERE board = p_board;
    RETURN head.seq;
END $$;
"""

# Even the owner's own mistakes are stopped; only dropping the trigger, which leaves traces, gets past it.
REFUSE_AUDIT_CHANGE = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit chain is append-only';
END $$
"""
PROTECT_AUDIT = """
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""


def upgrade() -> None:
    """Create the mechanisms."""
    for statement in (*TABLES.strip().split(";\n"), APPEND_AUDIT_ENTRIES, REFUSE_AUDIT_CHANGE, PROTECT_AUDIT):
        op.execute(statement)


def downgrade() -> None:
    """Remove the mechanisms and everything in them."""
    op.execute("DROP TABLE counters, idempotency_keys, outbox, audit_entries, audit_heads, changes, feed_cursors")
    op.execute("DROP FUNCTION append_audit_entries")
    op.execute("DROP FUNCTION refuse_audit_change")
