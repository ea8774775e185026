#!/usr/bin/env bash
# Runs the store on a disk that fails, for COUNT seeds from FIRST on, on every core; then some of the seeds again in other
# processes, which must do exactly the same. Fails when a store did what it must not; the seed that is named does it again.
#
# usage: check-simulated-store.sh COUNT [FIRST] [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
count=$1
first=${2:-1}
program=${3:-.build/debug/StoreSimulation}
workplace=$(mktemp -d)
trap 'rm -rf "$workplace"' EXIT

# Runs the seeds in as many processes as there are cores, and leaves their lines in order in the file.
simulate() {
    local from=$1 many=$2 output=$3 cores share part pids=() failed=0
    cores=$(nproc)
    share=$(((many + cores - 1) / cores))
    for ((part = 0; part < cores && part * share < many; part++)); do
        local size=$((many - part * share < share ? many - part * share : share))
        "$program" $((from + part * share)) "$size" >"$output.$part" 2>"$output.$part.said" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
    for ((part = 0; part < ${#pids[@]}; part++)); do
        cat "$output.$part" >>"$output"
        cat "$output.$part.said" >&2
    done
    grep FAILED "$output" >&2 || true
    return $failed
}

start=$(date +%s)
simulate "$first" "$count" "$workplace/first"
again=$(((count + 19) / 20))
simulate "$first" "$again" "$workplace/again"
if ! diff <(head -n "$again" "$workplace/first") "$workplace/again" >&2; then
    echo "The same seeds did not do the same in another process: something depends on chance." >&2
    exit 1
fi
echo "$count seeds from $first agree with the model after every crash, $again of them twice, in $(($(date +%s) - start)) s"
