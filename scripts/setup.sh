#!/usr/bin/env bash
# Installs what a fresh Debian 12 machine with Swift 6.3 lacks. Costs nothing when it was done before.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v swift >/dev/null || { echo "Swift 6.3 is needed: see swift.org/install." >&2; exit 1; }
mkdir -p .tools
stamp=.tools/setup-1
[ -f "$stamp" ] && exit 0
missing=()
for package in libsqlite3-dev binutils python3; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
touch "$stamp"
