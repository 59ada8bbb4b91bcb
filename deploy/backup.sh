#!/bin/sh
# One dump per database into a new folder under the one given: deploy/backup.sh /backups
# Needs pg_dump of the server's version and the usual PG* variables of a superuser, for example inside the
# postgres container of docker-compose.yml, where both are in place.
set -eu

folder=${1:?"usage: backup.sh FOLDER"}/$(date -u +%Y%m%dT%H%M%SZ)
umask 077
mkdir -p "$folder"
# case-registry last: what a neighbour says it has delivered there is then surely in the registry's dump, and what
# the registry has in addition is only delivered to it once more after a restore (the event id is the key).
for database in gateway delegation_rules referral_tracking financial_follow_up case_registry; do
    pg_dump --format=custom --file="$folder/$database.dump" --dbname="$database"
done
(cd "$folder" && sha256sum -- *.dump > SHA256SUMS)
echo "$folder"
