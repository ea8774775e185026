#!/usr/bin/env bash
# Takes a simulated month in, into a store in its folder and into one in PostgreSQL, the second of them ended by kill -9 KILLS times
# on the way by turns on two nodes, and compares what all of them answer: check-postgresql-store.sh CLAIMS KILLS
set -euo pipefail
cd "$(dirname "$0")/.."
claims=$1
kills=$2
if [ -z "${RECOURSE_DATABASE:-}" ]; then
    scripts/with-postgresql.sh "$0" "$@" || { code=$?; [ "$code" = 69 ] && exit 0; exit "$code"; }
    exit 0
fi
recourse=$(swift build --show-bin-path)/recourse
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$recourse" simulate "$folder/month" --seed 3 --claims "$claims" 2>/dev/null
day=$(cat "$folder/month/as-of")
"$recourse" database install --owner "$RECOURSE_DATABASE_OWNER" --role recourse_app 2>/dev/null
"$recourse" database install --keys --owner "$RECOURSE_KEY_DATABASE_OWNER" --role recourse_app 2>/dev/null

# What a store answers, without the ids that each store draws.
answers() {
    for question in "claims" "accounts" "worklist --limit 1000" "report denials" "report aging" "held list"; do
        # shellcheck disable=SC2086
        "$recourse" $question "$@" --as-of "$day" --json |
            sed -E 's/"[a-z]_[0-9a-z]{16}"/"id"/g; s/"[a-z]_[0-9a-z]{26}"/"id"/g' | sort
    done
}

plain=(--data "$folder/plain" --key-file "$folder/plain.key")
shared=(--data "$folder/shared" --key-file "$folder/shared.key")
(
    unset RECOURSE_DATABASE RECOURSE_KEY_DATABASE
    "$recourse" init "${plain[@]}" 2>/dev/null
    "$recourse" ingest "$folder/month/x12" "${plain[@]}" >/dev/null 2>&1 || [ $? = 1 ]
    answers "${plain[@]}" >"$folder/plain.answers"
    "$recourse" doctor --json "${plain[@]}" | grep -q '"database": *"SQLite '
)
"$recourse" init "${shared[@]}" 2>/dev/null
# A second node: the same databases and master key, and a folder of its own.
cp -a "$folder/shared" "$folder/other"
rm -f "$folder/other/lock"
other=(--data "$folder/other" --key-file "$folder/shared.key")
for ((kill = 0; kill < kills; kill++)); do
    if ((kill % 2)); then node=("${other[@]}"); else node=("${shared[@]}"); fi
    "$recourse" ingest "$folder/month/x12" "${node[@]}" >/dev/null 2>&1 &
    victim=$!
    sleep "0.$((RANDOM % 9 + 1))"
    kill -9 "$victim" 2>/dev/null || true
    wait "$victim" 2>/dev/null || true
    "$recourse" audit verify "${shared[@]}" >/dev/null
done
"$recourse" ingest "$folder/month/x12" "${shared[@]}" >/dev/null 2>&1 || [ $? = 1 ]
"$recourse" keys rotate "${other[@]}" >/dev/null
answers "${shared[@]}" >"$folder/shared.answers"
answers "${other[@]}" | cmp -s - "$folder/shared.answers" || { echo "Two nodes answer otherwise." >&2; exit 1; }
if ! diff "$folder/plain.answers" "$folder/shared.answers" | head -n 5; then
    echo "The store in PostgreSQL answers otherwise than the one in its folder." >&2
    exit 1
fi
cmp -s "$folder/plain.answers" "$folder/shared.answers"
"$recourse" audit verify --deep "${shared[@]}" >/dev/null
"$recourse" doctor --json "${shared[@]}" | grep -q '"database": *"PostgreSQL '
if (unset RECOURSE_DATABASE RECOURSE_KEY_DATABASE; "$recourse" doctor "${shared[@]}" >/dev/null 2>&1); then
    echo "A store in PostgreSQL was opened as if it were in its folder." >&2
    exit 1
fi
echo "$(wc -l <"$folder/shared.answers") rows are the same in PostgreSQL and on both of its nodes, after $kills kills"
