#!/bin/sh
# A database for each service and for the gateway, with a role that owns it (migrations) and a role that works in
# it. Run once by the postgres image when its data directory is empty; safe to run again, also by hand with the
# usual PG* variables of a superuser. Passwords come from the environment: see deploy/env.example.
set -eu

ensure_database() {
    name=$1 owner_password=$2 runtime_password=$3
    psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname "${POSTGRES_DB:-postgres}" \
        --set name="$name" --set owner="${name}_owner" \
        --set owner_password="$owner_password" --set runtime_password="$runtime_password" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', role) FROM unnest(ARRAY[:'owner', :'name']) AS role
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"name" PASSWORD :'runtime_password';
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8''', :'name', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;
SQL
}

ensure_database case_registry "$CASE_REGISTRY_OWNER_PASSWORD" "$CASE_REGISTRY_PASSWORD"
ensure_database delegation_rules "$DELEGATION_RULES_OWNER_PASSWORD" "$DELEGATION_RULES_PASSWORD"
ensure_database referral_tracking "$REFERRAL_TRACKING_OWNER_PASSWORD" "$REFERRAL_TRACKING_PASSWORD"
ensure_database financial_follow_up "$FINANCIAL_FOLLOW_UP_OWNER_PASSWORD" "$FINANCIAL_FOLLOW_UP_PASSWORD"
ensure_database gateway "$GATEWAY_OWNER_PASSWORD" "$GATEWAY_PASSWORD"
