"""Classifications, cases, documents, citizen proposals, meetings, decisions, minutes and notices.

Revision ID: case_registry_0002
"""

from alembic import op

revision = "case_registry_0002"
down_revision = "case_registry_0001"
branch_labels = None
depends_on = None

CASES = """
CREATE TABLE classifications (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    code text NOT NULL,
    title text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (board, code)
);
CREATE TABLE cases (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    year smallint NOT NULL,
    serial integer NOT NULL CHECK (serial > 0),
    body_code text,
    diary_number text NOT NULL,
    title text NOT NULL,
    case_type text NOT NULL,
    status text NOT NULL,
    classification text,
    registered_on date NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (board, year, serial),
    FOREIGN KEY (board, classification) REFERENCES classifications (board, code)
);
CREATE TABLE case_numbers (
    case_id uuid NOT NULL REFERENCES cases (id),
    place smallint NOT NULL,
    board text NOT NULL REFERENCES boards (slug),
    as_written text NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    body_code text,
    PRIMARY KEY (case_id, place)
);
CREATE INDEX case_numbers_by_number ON case_numbers (year, serial);
"""

# EXTERNAL: document contents are compressed already more often than not, and are read chunk by chunk.
DOCUMENTS = """
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    case_id uuid NOT NULL REFERENCES cases (id),
    title text NOT NULL,
    kind text NOT NULL,
    dated date NOT NULL,
    sender text,
    recipient text,
    media_type text NOT NULL,
    filename text NOT NULL,
    access text NOT NULL,
    size bigint,
    sha256 bytea,
    registered_on date NOT NULL,
    registered_by text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((size IS NULL) = (sha256 IS NULL))
);
CREATE INDEX documents_of_case ON documents (case_id);
CREATE INDEX documents_by_date ON documents (board, dated);
CREATE TABLE document_chunks (
    document_id uuid NOT NULL REFERENCES documents (id),
    place integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (document_id, place)
);
ALTER TABLE document_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
"""

PROPOSALS = """
CREATE TABLE citizen_proposals (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    case_id uuid NOT NULL UNIQUE REFERENCES cases (id),
    document_id uuid NOT NULL UNIQUE REFERENCES documents (id),
    receipt_sha256 bytea NOT NULL UNIQUE,
    received_on date NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE TABLE proposal_authors (
    proposal_id uuid PRIMARY KEY REFERENCES citizen_proposals (id),
    board text NOT NULL REFERENCES boards (slug),
    name text NOT NULL,
    address text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    phone text,
    email text
);
"""

MEETINGS = """
CREATE TABLE meetings (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    number smallint NOT NULL,
    year smallint NOT NULL,
    starts_at timestamptz NOT NULL,
    held_on date NOT NULL,
    place text NOT NULL,
    title text,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (board, year, number)
);
CREATE INDEX meetings_by_date ON meetings (board, held_on);
CREATE TABLE agenda_items (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    meeting_id uuid NOT NULL REFERENCES meetings (id),
    number smallint NOT NULL CHECK (number > 0),
    agenda_group text,
    title text NOT NULL,
    case_id uuid REFERENCES cases (id),
    closed boolean NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (meeting_id, number) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE decisions (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    meeting_id uuid NOT NULL REFERENCES meetings (id),
    agenda_item_id uuid NOT NULL UNIQUE REFERENCES agenda_items (id),
    year smallint NOT NULL,
    paragraph integer NOT NULL CHECK (paragraph > 0),
    outcome text NOT NULL,
    text text NOT NULL,
    decided_on date NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (board, year, paragraph)
);
CREATE INDEX decisions_of_meeting ON decisions (meeting_id);
CREATE TABLE minutes (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    meeting_id uuid NOT NULL UNIQUE REFERENCES meetings (id),
    chair text NOT NULL,
    secretary text NOT NULL,
    adjusters text[] NOT NULL,
    present text[] NOT NULL,
    adjust_by date NOT NULL,
    adjusted_on date,
    adjusted_late boolean,
    adjustment_reasons jsonb,
    registered_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE notices (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    board text NOT NULL REFERENCES boards (slug),
    minutes_id uuid NOT NULL UNIQUE REFERENCES minutes (id),
    minutes_kept_at text NOT NULL,
    announced_on date NOT NULL,
    announce_by date NOT NULL,
    announced_late boolean NOT NULL,
    last_appeal_day date NOT NULL,
    legal_force_on date NOT NULL,
    take_down_earliest date NOT NULL,
    reasons jsonb NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);
"""


def upgrade() -> None:
    """Create the tables of the registry."""
    for group in (CASES, DOCUMENTS, PROPOSALS, MEETINGS):
        for statement in group.strip().split(";\n"):
            op.execute(statement)


def downgrade() -> None:
    """Drop them and everything in them."""
    op.execute(
        "DROP TABLE notices, minutes, decisions, agenda_items, meetings, proposal_authors, citizen_proposals, "
        "document_chunks, documents, case_numbers, cases, classifications"
    )
