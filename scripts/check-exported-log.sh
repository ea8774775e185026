#!/usr/bin/env bash
# Exports what a small store proves and has a verifier that shares no code with recourse check it: all of it, some proofs,
# and that no export with a byte changed, and no proof of another entry, passes.
set -euo pipefail
cd "$(dirname "$0")/.."
recourse=$(swift build --show-bin-path)/recourse
[ -x "$recourse" ] || { echo "$recourse is not built." >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=(--data "$folder/store" --key-file "$folder/master.key")
"$recourse" simulate "$folder/month" --seed 5 --claims 200 >/dev/null
"$recourse" init "${store[@]}" 2>/dev/null
# 1: some of the month's files are damaged on purpose and held.
"$recourse" ingest "$folder/month/x12" "${store[@]}" >/dev/null 2>&1 || [ $? = 1 ]
"$recourse" audit key "${store[@]}" >"$folder/key"
"$recourse" audit export "$folder/export" "${store[@]}" 2>/dev/null
proofs=()
for entry in 1 2 255 256 257 400; do
    "$recourse" audit prove "$entry" "${store[@]}" >"$folder/$entry.tlog-proof"
    proofs+=("$folder/$entry.tlog-proof")
done
python3 scripts/verify-log.py "$folder/export" "$folder/key" "${proofs[@]}"
refused=0
refuses() {
    if python3 scripts/verify-log.py "$folder/export" "$folder/key" "$@" >/dev/null 2>&1; then
        echo "The verifier accepted $what." >&2
        exit 1
    fi
    refused=$((refused + 1))
}
while read -r file; do
    cp "$file" "$folder/whole"
    what="$file with a byte changed"
    size=$(stat -c %s "$file")
    printf '\x7e' | dd of="$file" bs=1 seek=$((size * 2 / 3)) conv=notrunc status=none
    cmp -s "$file" "$folder/whole" || refuses
    what="$file cut short"
    head -c $((size - 1)) "$folder/whole" >"$file"
    refuses
    cp "$folder/whole" "$file"
done < <(find "$folder/export" -type f ! -name key | sort | awk 'NR % 4 == 1')
what="a proof of another entry"
sed 's/^index 255$/index 254/' "$folder/256.tlog-proof" >"$folder/forged"
refuses "$folder/forged"
echo "and $refused forgeries were refused"
