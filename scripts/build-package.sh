#!/usr/bin/env bash
# Makes a Debian package of a program that was built for it, and checks it: build-package.sh PROGRAM VERSION [FOLDER]
# The package lies in the folder (default .build/package). What it asks of the machine is read from the program.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "$1")
version=$2
folder=$(mkdir -p "${3:-.build/package}" && realpath "${3:-.build/package}")
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 0755 "$root"

install -D -m 0755 "$program" "$root/usr/bin/recourse"
strip --strip-unneeded "$root/usr/bin/recourse"
install -D -m 0644 packaging/recourse.service "$root/usr/lib/systemd/system/recourse.service"
install -D -m 0644 packaging/recourse.sysusers "$root/usr/lib/sysusers.d/recourse.conf"
documents="$root/usr/share/doc/recourse"
for document in docs/*.md; do install -D -m 0644 "$document" "$documents/$(basename "$document")"; done
printf 'Recourse\n\nLicence: Apache-2.0; see /usr/share/common-licenses/Apache-2.0\n' > "$documents/copyright"
gzip -9nc CHANGELOG.md > "$documents/changelog.gz"
chmod 0644 "$documents/copyright" "$documents/changelog.gz"

# The packages that have the libraries which the program names.
needed=()
for library in $(objdump -p "$root/usr/bin/recourse" | sed -n 's/^ *NEEDED *//p'); do
    path=$(ldconfig -p | sed -n "s|^\t$library (.*x86-64.*) => ||p; s|^\t$library (.*AArch64.*) => ||p" | head -1)
    owner=$(dpkg -S "$(realpath "$path")" 2>/dev/null || dpkg -S "$path")
    needed+=("${owner%%:*}")
done
depends=$(printf '%s\n' "${needed[@]}" systemd | sort -u | paste -sd, | sed 's/,/, /g')

mkdir -m 0755 "$root/DEBIAN"
cat > "$root/DEBIAN/control" <<CONTROL
Package: recourse
Version: $version
Architecture: $architecture
Maintainer: The Recourse authors <recourse@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Section: misc
Priority: optional
Description: control plane that lets AI work a hospital's revenue cycle
 Reads claims, remittances, bills, records and payer rules; finds and explains
 denials; drafts appeals and patient answers with every figure traced to its
 evidence; changes nothing until the right person has approved exactly that.
CONTROL
for script in postinst prerm postrm; do install -m 0755 "packaging/$script" "$root/DEBIAN/$script"; done
package="$folder/recourse_${version}_$architecture.deb"
dpkg-deb --root-owner-group --build "$root" "$package" > /dev/null

scripts/check-package.sh "$package"
echo "$package"
