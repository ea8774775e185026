#!/usr/bin/env bash
# Installs what a fresh Debian 12 machine with Swift 6.3 lacks; with `tests`, also what only the tests need. Costs nothing
# when it was done before.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v swift >/dev/null || { echo "Swift 6.3 is needed: see swift.org/install." >&2; exit 1; }
mkdir -p .tools
stamp=.tools/setup-6
packages=(libsqlite3-dev libpq-dev libargon2-dev zlib1g-dev pkg-config binutils python3 python3-venv)
# Tests start a server of their own from the programs of this package; none need run, and without them only SQLite is tested.
if [ "${1:-}" = tests ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    packages+=(postgresql-15)
    rm -f "$stamp"
fi
# The guide to the API is run as it stands.
if [ "${1:-}" = tests ] && ! { command -v curl && command -v jq; } >/dev/null; then
    packages+=(curl jq)
    rm -f "$stamp"
fi
# Pages are tried in a real browser.
if [ "${1:-}" = tests ] && ! command -v chromium >/dev/null; then
    packages+=(chromium fonts-liberation)
    rm -f "$stamp"
fi
# The unit of the Debian package is tried by systemd's own tool; it need not run.
if [ "${1:-}" = tests ] && ! command -v systemd-analyze >/dev/null; then
    packages+=(systemd)
    rm -f "$stamp"
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
if [ ! -f "$stamp" ]; then
    missing=()
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing+=("$package")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        $as_root apt-get update -qq
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
    fi
    touch "$stamp"
fi

[ "${1:-}" = tests ] || exit 0

# A provider by which the tests sign in, where it can be had. Installed, it would serve by itself, which nobody here asked for.
if ! command -v glewlwyd >/dev/null && [ ! -f .tools/no-glewlwyd ]; then
    if { $as_root apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends glewlwyd openssl; } >/dev/null
    then
        [ ! -d /run/systemd/system ] || $as_root systemctl disable --now glewlwyd || true
    else
        echo "glewlwyd cannot be installed; nobody signs in by it in the tests. Remove .tools/no-glewlwyd to try again." >&2
        touch .tools/no-glewlwyd
    fi
fi

# What others wrote and our output is held against, each in an environment of its own: readers of X12
# and of webhooks, what asks the API, a provider by which to sign in, and what drives a browser.
for name in x12-readers webhook-readers api-fuzzer identity-provider browser; do
    readers=.tools/$name
    wanted=scripts/$name.txt
    if ! cmp -s "$wanted" "$readers/installed.txt"; then
        rm -rf "$readers"
        python3 -m venv "$readers"
        if ! "$readers/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted"; then
            echo "What $wanted names could not be installed from PyPI, and the tests need it." >&2
            echo "Run 'make test' again where PyPI can be reached." >&2
            exit 1
        fi
        cp "$wanted" "$readers/installed.txt"
    fi
done
