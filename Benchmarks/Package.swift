// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who uses Recourse builds it. Strict memory safety is left off: it spawns child
// processes and reads their resource use through C.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "recourse", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // All that speaks to libpq.
        .target(name: "PostgreSQLRows", dependencies: ["CLibPQ"], swiftSettings: settings),
        .executableTarget(
            name: "bench",
            dependencies: [
                "PostgreSQLRows",
                .product(name: "X12", package: "recourse"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
    ]
)
