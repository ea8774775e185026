#!/usr/bin/env bash
# Changes each condition of the code that decides who may do what, one at a time, in a copy of its own, and demands that some test
# fails each time: check-access-mutations.sh [FIRST [LAST]]
# What does not compile counts as no change. A change that no test finds is printed, and fails it.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/Sources" "$folder/Tests"
cp -r Sources/Access Sources/RevenueCycle "$folder/Sources/"
cp -r Sources/Access scripts/mutate-access.py "$folder/"
cp -r Tests/AccessModel Tests/AccessTests Tests/SeededRandomness "$folder/Tests/"
cat > "$folder/Package.swift" <<'PACKAGE'
// swift-tools-version: 6.2
import PackageDescription

let upcoming = [
    "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
    "InferIsolatedConformances", "ImmutableWeakCaptures",
]
let settings: [SwiftSetting] = upcoming.map { .enableUpcomingFeature($0) }
let package = Package(
    name: "recourse",
    targets: [
        .target(name: "RevenueCycle", swiftSettings: settings),
        .target(name: "Access", dependencies: ["RevenueCycle"], swiftSettings: settings),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: settings),
        .target(
            name: "AccessModel",
            dependencies: ["Access", "RevenueCycle", "SeededRandomness"],
            path: "Tests/AccessModel",
            swiftSettings: settings
        ),
        .testTarget(
            name: "AccessTests",
            dependencies: ["Access", "AccessModel", "RevenueCycle", "SeededRandomness"],
            swiftSettings: settings
        ),
    ]
)
PACKAGE
cd "$folder"
unset RECOURSE_SEEDS
export RECOURSE_QUESTIONS=10000
# The examples first, which are quick; what they do not find, the model must.
run() {
    timeout 120 swift test --skip-build --disable-xctest --skip DifferentialTests > "$folder/test.log" 2>&1 &&
        timeout 120 swift test --skip-build --disable-xctest --filter DifferentialTests > "$folder/test.log" 2>&1
}
swift build --build-tests > "$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
run || { echo "The tests fail before anything is changed." >&2; exit 1; }
python3 mutate-access.py Sources/Access > "$folder/changes.txt"
first=${1:-0}
last=${2:-$(($(wc -l < "$folder/changes.txt") - 1))}
found=0 missed=0 unbuilt=0
for number in $(seq "$first" "$last"); do
    change=$(sed -n "$((number + 1))p" "$folder/changes.txt")
    python3 mutate-access.py Sources/Access "$number"
    if ! swift build --build-tests > "$folder/build.log" 2>&1; then
        unbuilt=$((unbuilt + 1))
        echo "does not compile: $change"
    elif run; then
        missed=$((missed + 1))
        echo "not found: $change"
    else
        found=$((found + 1))
    fi
    (cd Access && find . -name '*.swift') | while read -r path; do
        cmp -s "Access/$path" "Sources/Access/$path" || cp "Access/$path" "Sources/Access/$path"
    done
done
echo "$((last - first + 1)) changes: $found found, $missed not found, $unbuilt do not compile."
[ "$missed" -eq 0 ]
