#!/usr/bin/env bash
# Checks a Debian package, or the unit of this folder alone where none is given: check-package.sh [PACKAGE]
# The unit must be one that systemd takes and must open little to the service; the program of the package must make a store and answer.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unit=packaging/recourse.service
if [[ $# -gt 0 ]]; then
    dpkg-deb --extract "$1" "$folder/root"
    unit="$folder/root/usr/lib/systemd/system/recourse.service"
    for script in postinst prerm postrm; do sh -n "packaging/$script"; done
    recourse="$folder/root/usr/bin/recourse"
    for command in init doctor; do
        "$recourse" "$command" --data "$folder/data" --key-file "$folder/key" > "$folder/log" 2>&1 ||
            { cat "$folder/log" >&2; exit 1; }
    done
    [[ -z $(find "$folder/root" -perm /022 ! -type l) ]] || { echo "The package has files that others may write." >&2; exit 1; }
fi
# systemd looks whether the program is there.
sed "s|/usr/bin/recourse|/bin/true|" "$unit" > "$folder/recourse.service"
faults=$(systemd-analyze verify "$folder/recourse.service" 2>&1 | grep -F recourse.service || true)
[[ -z $faults ]] || { echo "$faults" >&2; exit 1; }
systemd-analyze security --offline=true --threshold=20 "$folder/recourse.service" > "$folder/security" ||
    { cat "$folder/security" >&2; exit 1; }
if [[ $# -gt 0 ]] && command -v lintian > /dev/null; then lintian --fail-on error "$1"; fi
echo "The unit is as it must be: $(tail -1 "$folder/security" | sed 's/^[^O]*//; s/ [^ ]*$//')"
