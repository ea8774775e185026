#!/usr/bin/env bash
# Writes simulated months and holds their files against readers that others wrote: check-simulated-months.sh CLAIMS SEED…
# A file that is not damaged on purpose and cannot be read fails it, and so does a month of which nothing was read.
set -euo pipefail
cd "$(dirname "$0")/.."
claims=$1
shift
[ $# -gt 0 ] || { echo "No seed was given, so no month would be checked." >&2; exit 64; }
python=.tools/x12-readers/bin/python
[ -x "$python" ] || { echo "The X12 readers are not installed: run 'make setup'." >&2; exit 1; }
recourse=$(swift build --show-bin-path)/recourse
[ -x "$recourse" ] || { echo "$recourse is not built." >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for seed in "$@"; do
    "$recourse" simulate "$folder/$seed" --seed "$seed" --claims "$claims"
    "$python" scripts/check-x12.py "$folder/$seed/x12" --damaged "$folder/$seed/damaged" --errors --quiet
done
