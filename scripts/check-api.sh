#!/usr/bin/env bash
# Serves a store of made-up people and has schemathesis, which shares no code with recourse, ask it everything that its own
# document describes and much that it does not, by a key of each kind of right. Then sends ten gigabytes of zeros, packed.
#
# usage: scripts/check-api.sh [SECONDS for each key, 0 for until everything was asked] [SEED]
#
# Without schemathesis it fails; with RECOURSE_SKIP_MISSING=1 it says that it skips.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-5}
seed=${2:-1}
recourse=${RECOURSE:-$(swift build --show-bin-path)/recourse}
[ -x "$recourse" ] || { echo "$recourse is not built." >&2; exit 1; }
fuzzer=.tools/api-fuzzer/bin/schemathesis
if [ ! -x "$fuzzer" ]; then
    [ "${RECOURSE_SKIP_MISSING:-}" != 1 ] || { echo "skipped: schemathesis is not installed."; exit 0; }
    echo "schemathesis is not installed: 'make setup-tests' does that." >&2
    exit 69
fi
folder=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
store=(--data "$folder/store" --key-file "$folder/master.key")
"$recourse" simulate "$folder/month" --seed "$seed" --claims 20 >/dev/null
"$recourse" init "${store[@]}" 2>/dev/null
"$recourse" ingest "$folder/month/x12" "${store[@]}" >/dev/null 2>&1 || [ $? = 1 ]
declare -A keys
issue() { # account role
    "$recourse" users add "$1" ${3:+--person "$3"} --reason check "${store[@]}" 2>/dev/null
    [ -z "$2" ] || "$recourse" users grant "$1" "$2" --reason check "${store[@]}" 2>/dev/null
    keys[$1]=$("$recourse" api-keys issue "$1" --days 1 --reason check "${store[@]}" 2>/dev/null)
}
issue user:supervisor supervisor supervisor
issue user:compliance compliance compliance
issue user:auditor auditor auditor
issue service:feed integration
issue user:nobody "" nobody
issue user:administrator administrator administrator
"$recourse" serve --port 0 "${store[@]}" 2>"$folder/serve.log" &
server=$!
port=
for _ in $(seq 100); do
    port=$(sed -n 's/.*"event":"listening","port":\([0-9]*\).*/\1/p' "$folder/serve.log")
    [ -z "$port" ] || break
    sleep 0.1
done
[ -n "$port" ] || { echo "The server does not listen." >&2; cat "$folder/serve.log" >&2; exit 1; }
api=http://127.0.0.1:$port
echo "schemathesis, $seconds seconds for each of ${#keys[@]} keys, seed $seed"
# Not asked: that what fits its schema is always taken (most of it names what is not there, or is refused by the rules), and
# what the tests of the package ask with two tenants.
excluded=positive_data_acceptance,use_after_free,ensure_resource_availability,object_level_authorization
failed=0
bound="--max-time $seconds"
[ "$seconds" != 0 ] || bound="--max-examples 3"
for account in "${!keys[@]}"; do
    code=0
    "$fuzzer" run "$api/v1/openapi.json" --url "$api" -H "Authorization: Bearer ${keys[$account]}" \
        --checks all --exclude-checks "$excluded" --phases coverage,fuzzing $bound --workers 4 --seed "$seed" \
        --generation-database none --request-timeout 20 --warnings off --suppress-health-check all --no-color \
        >"$folder/report" 2>&1 || code=$?
    echo "$account: $(grep -E "^ *Test cases|generated|passed" "$folder/report" | tr -s " \n" " ")"
    if [ "$code" != 0 ]; then
        echo "As $account:" >&2
        tail -n "${LINES_SHOWN:-60}" "$folder/report" >&2
        failed=1
    fi
done
# Ten gigabytes of zeros in ten megabytes: 640 times one block of 16 MiB of them, which says that it is not the last.
python3 - "$folder/bomb" <<'PYTHON'
import sys, zlib
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
block = packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
with open(sys.argv[1], "wb") as bomb:
    bomb.write(b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + block * 640)
PYTHON
memory() { sed -n 's/^VmRSS: *\([0-9]*\) kB/\1/p' "/proc/$server/status"; }
before=$(memory)
status=$(curl -sS -o "$folder/answer" -w '%{http_code}' -H "Authorization: Bearer ${keys[service:feed]}" \
    -H 'Content-Type: application/edi-x12' -H 'Content-Encoding: gzip' -H 'Idempotency-Key: bomb' -H 'Expect:' \
    -H 'Transfer-Encoding: chunked' --data-binary "@$folder/bomb" "$api/v1/documents" || true)
growth=$((($(memory) - before) / 1024))
echo "ten gigabytes of zeros: $status, $growth MiB more in memory"
[ "$status" = 413 ] && [ "$growth" -lt 32 ] || failed=1
if grep -q '"event":"fault"' "$folder/serve.log"; then
    echo "The server had faults:" >&2
    grep '"event":"fault"' "$folder/serve.log" | sort | uniq -c | head >&2
    failed=1
fi
kill "$server"
wait "$server" || failed=1
server=
"$recourse" audit verify "${store[@]}" >/dev/null || failed=1
[ "$failed" = 0 ] && echo "nothing found"
exit "$failed"
