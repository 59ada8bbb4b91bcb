#!/bin/sh
# Puts back what backup.sh wrote: deploy/restore.sh /backups/20190613T180000Z
# The databases and their roles must be there (deploy/postgres/10-databases.sh), and the services stopped. What the
# databases hold now is lost.
set -eu

folder=${1:?"usage: restore.sh FOLDER-OF-ONE-BACKUP"}
(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
for dump in "$folder"/*.dump; do
    database=$(basename "$dump" .dump)
    psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname="$database" --command="DROP OWNED BY ${database}_owner"
    pg_restore --exit-on-error --single-transaction --dbname="$database" "$dump"
    echo "restored $database"
done
