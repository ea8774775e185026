// swift-tools-version: 6.2

import PackageDescription

// The same rules for every room: Swift 6, strict memory safety, warnings are errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let package = Package(
    name: "recourse",
    products: [
        .library(name: "X12", targets: ["X12"]),
        .executable(name: "recourse", targets: ["recourse"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.0.0"),
    ],
    targets: [
        .target(name: "X12", swiftSettings: strict),
        .target(name: "RevenueCycle", swiftSettings: strict),
        .target(name: "Access", dependencies: ["RevenueCycle"], swiftSettings: strict),
        .target(name: "Assist", dependencies: ["RevenueCycle"], swiftSettings: strict),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .target(
            name: "Journal",
            dependencies: [
                "CPostgreSQL",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Intake", dependencies: ["X12", "RevenueCycle"], swiftSettings: strict),
        .target(
            name: "Connect",
            dependencies: [
                "X12", "RevenueCycle",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ControlPlane",
            dependencies: [
                "CArgon2", "X12", "RevenueCycle", "Access", "Assist", "Journal", "Intake", "Connect",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Server",
            dependencies: [
                "CZlib", "RevenueCycle", "Access", "Assist", "Journal", "Connect", "ControlPlane",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Simulator", dependencies: ["X12"], swiftSettings: strict),
        .executableTarget(
            name: "recourse",
            dependencies: [
                "X12", "RevenueCycle", "Access", "Assist", "Journal", "Intake", "ControlPlane", "Simulator", "Server",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: strict),
        .target(name: "NaiveCalendar", path: "Tests/NaiveCalendar", swiftSettings: strict),
        .testTarget(name: "X12Tests", dependencies: ["X12", "SeededRandomness"], swiftSettings: strict),
        .testTarget(
            name: "RevenueCycleTests",
            dependencies: ["NaiveCalendar", "RevenueCycle", "SeededRandomness"],
            exclude: ["Encoding/Golden"],
            swiftSettings: strict
        ),
        .target(
            name: "AccessModel",
            dependencies: ["Access", "RevenueCycle", "SeededRandomness"],
            path: "Tests/AccessModel",
            swiftSettings: strict
        ),
        .testTarget(
            name: "AccessTests",
            dependencies: ["Access", "AccessModel", "RevenueCycle", "SeededRandomness"],
            swiftSettings: strict
        ),
        .target(
            name: "StoreDamage",
            dependencies: ["SeededRandomness", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/StoreDamage",
            swiftSettings: strict
        ),
        .target(name: "TestDatabases", dependencies: ["Journal"], path: "Tests/TestDatabases", swiftSettings: strict),
        .target(name: "StoreFailure", dependencies: ["Journal"], path: "Tests/StoreFailure", swiftSettings: strict),
        .target(
            name: "JournalModel",
            dependencies: ["Journal", "SeededRandomness"],
            path: "Tests/JournalModel",
            swiftSettings: strict
        ),
        // C, because SQLite's file systems are; only tests link it.
        .target(
            name: "SimulatedDisk",
            path: "Tests/SimulatedDisk",
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
        .executableTarget(
            name: "StoreSimulation",
            dependencies: [
                "Connect", "ControlPlane", "Journal", "JournalModel", "RevenueCycle", "SeededRandomness",
                "SimulatedDisk", .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/StoreSimulation",
            swiftSettings: strict
        ),
        // Not a test: `make bench` runs it, and it calls what only targets of this package may.
        .executableTarget(
            name: "DurableCommands",
            dependencies: [
                "Access", "ControlPlane", "Journal", "RevenueCycle", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Benchmarks/Sources/DurableCommands",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "BareServer",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Benchmarks/Sources/BareServer",
            swiftSettings: strict
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: [
                "Journal", "JournalModel", "SeededRandomness", "StoreDamage", "StoreFailure", "TestDatabases",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "ConnectTests", dependencies: ["Connect", "SeededRandomness"], swiftSettings: strict),
        .testTarget(
            name: "ControlPlaneTests",
            dependencies: [
                "Access", "AccessModel", "Assist", "Connect", "ControlPlane", "Journal", "Intake", "NaiveCalendar",
                "RevenueCycle",
                "SeededRandomness", "Simulator", "StoreDamage", "StoreFailure", "TestDatabases", "X12",
            ],
            exclude: ["WorkedPairs", "Access/Golden"],
            swiftSettings: strict
        ),
        .testTarget(name: "SimulatorTests", dependencies: ["Simulator", "X12"], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Access", "ControlPlane", "Journal", "RevenueCycle", "SeededRandomness", "Server", "Simulator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["recourse", "Journal", "SeededRandomness", "Simulator", "TestDatabases"],
            swiftSettings: strict
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    ]
)
