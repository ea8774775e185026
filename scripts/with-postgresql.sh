#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, which is ended and removed after it: with-postgresql.sh COMMAND…
# The command finds in RECOURSE_DATABASE and RECOURSE_KEY_DATABASE how the application connects to the databases of journals and of
# keys, in RECOURSE_DATABASE_OWNER and RECOURSE_KEY_DATABASE_OWNER how the owner of the tables does.
# Exit code 69 when PostgreSQL is not installed.
set -euo pipefail
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$programs" ] || { echo "skipped: PostgreSQL is not installed." >&2; exit 69; }
place=$(mktemp -d /tmp/recourse-pg-XXXXXX)
# Root may not run PostgreSQL.
as=()
if [ "$(id -u)" = 0 ]; then
    chown nobody "$place"
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
cd /tmp
"${as[@]}" "$programs/initdb" -D "$place/data" -U postgres -A trust -E UTF8 --locale=C >"$place/log" 2>&1
"${as[@]}" "$programs/postgres" -D "$place/data" -c listen_addresses= -c unix_socket_directories="$place" \
    -c shared_buffers=128MB >"$place/server.log" 2>&1 &
server=$!
finish() {
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
ask() { "$programs/psql" -h "$place" -U postgres -d "$1" -qtA -v ON_ERROR_STOP=1 -c "$2"; }
for _ in $(seq 100); do
    ask postgres "SELECT 1" >/dev/null 2>&1 && break
    sleep 0.1
done
ask postgres "CREATE ROLE recourse_owner LOGIN"
ask postgres "CREATE ROLE recourse_app LOGIN"
ask postgres "CREATE DATABASE recourse OWNER recourse_owner"
ask postgres "CREATE DATABASE recourse_keys OWNER recourse_owner"
cd - >/dev/null
export RECOURSE_DATABASE="host=$place user=recourse_app dbname=recourse"
export RECOURSE_DATABASE_OWNER="host=$place user=recourse_owner dbname=recourse"
export RECOURSE_KEY_DATABASE="host=$place user=recourse_app dbname=recourse_keys"
export RECOURSE_KEY_DATABASE_OWNER="host=$place user=recourse_owner dbname=recourse_keys"
"$@"
