import Foundation
import Testing

/// The rooms and their doors: what each target may import, held against the package and the sources.
@Suite("A room") struct RoomTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each room may import beside the standard library.
    static let doors: [String: Set<String>] = [
        "X12": [],
        "RevenueCycle": [],
        "Access": ["RevenueCycle"],
        "Assist": ["RevenueCycle"],
        "CArgon2": [],
        "CPostgreSQL": [],
        "CZlib": [],
        "Journal": [
            "CPostgreSQL", "Crypto", "Dispatch", "GRDB", "GRDBSQLite", "Foundation", "Synchronization", "Glibc", "Musl",
            "Darwin",
        ],
        "Intake": ["X12", "RevenueCycle"],
        "Connect": [
            "X12", "RevenueCycle", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "Foundation",
        ],
        "ControlPlane": [
            "CArgon2", "X12", "RevenueCycle", "Access", "Assist", "Journal", "Intake", "Connect", "Crypto", "TOMLKit",
            "Foundation",
            "Dispatch", "Synchronization",
        ],
        "Simulator": ["X12"],
        "Server": [
            "RevenueCycle", "Access", "Assist", "Journal", "Connect", "ControlPlane", "Hummingbird", "HummingbirdCore",
            "HummingbirdTLS", "HTTPTypes", "JWTKit", "Logging", "Mustache",
            "NIOCore", "NIOPosix", "NIOSSL", "NIOHTTPTypes", "CZlib", "ServiceLifecycle", "Foundation",
            "Synchronization",
        ],
        "recourse": [
            "X12", "RevenueCycle", "Access", "Assist", "Journal", "Intake", "ControlPlane", "Simulator", "Server",
            "ArgumentParser", "Foundation", "Synchronization", "Glibc",
        ],
    ]

    private static func sources(of room: String) throws -> [(path: String, text: String)] {
        let folder = root.appendingPathComponent("Sources/\(room)")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { ("\(room)/\($0)", try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
    }

    @Test(arguments: doors.keys.sorted())
    func `imports only what its row allows`(room: String) throws {
        let allowed = try #require(Self.doors[room])
        for (path, text) in try Self.sources(of: room) {
            for line in text.split(separator: "\n") {
                guard
                    let match = line.firstMatch(
                        of: /^(?:@testable )?(?:package |public |internal )?import (?:struct |enum |func |class )?(\w+)/
                    )
                else { continue }
                #expect(allowed.contains(String(match.1)), "\(path) imports \(match.1)")
            }
        }
    }

    @Test func `that keeps the journal speaks to a database only in the folders of its drivers`() throws {
        let drivers = [
            "CPostgreSQL": ["Journal/PostgreSQL/LibPQ/"], "GRDB": ["Journal/SQLite/"],
            "GRDBSQLite": ["Journal/SQLite/PackedRows.swift"],
        ]
        for (path, text) in try Self.sources(of: "Journal") {
            for (library, folders) in drivers where text.contains("import \(library)\n") {
                #expect(folders.contains { path.hasPrefix($0) }, "\(path) imports \(library)")
            }
        }
    }

    /// What is known of patients leaves the control plane by an inquiry alone, which puts each look on record.
    @Test func `that joins the others answers about patients only through an inquiry`() throws {
        let patients =
            /NamedAccount|NamedPatient|NamedRemittance|HeldItem|NamedEffect|NamedCase|Disclosure|Work\b|TimelineEntry|RecordedLook|UInt8/
        for (path, text) in try Self.sources(of: "ControlPlane") {
            for match in text.matches(of: /package func (\w+)\([^{]*?\)[^{()]*? -> ([^{\n]*)/)
            where match.2.contains(patients) {
                #expect(path.contains("/Access/Inquiry"), "\(path): \(match.1) answers without a look on record")
            }
        }
    }

    @Test func `is a folder of Sources, and each folder is a room`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path
        )
        #expect(Set(folders) == Set(Self.doors.keys))
    }

    @Test func `depends in the package on no more than its row allows`() throws {
        let description = Self.root.appendingPathComponent(".build/package-description.json")
        guard let data = FileManager.default.contents(atPath: description.path) else {
            print("skipped: `make test` writes .build/package-description.json")
            return
        }
        let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for target in try #require(package["targets"] as? [[String: Any]]) {
            guard let name = target["name"] as? String, let allowed = Self.doors[name] else { continue }
            let named =
                (target["target_dependencies"] as? [String] ?? [])
                + (target["product_dependencies"] as? [String] ?? [])
            for dependency in named { #expect(allowed.contains(dependency), "\(name) depends on \(dependency)") }
        }
    }

    @Test(arguments: ["X12", "RevenueCycle", "Access", "Assist", "Intake"])
    func `that is pure knows no clock, chance or environment`(room: String) throws {
        let forbidden = /\b(Date\(\)|UUID\(\)|ProcessInfo|FileManager|SystemRandomNumberGenerator)|\.random\(/
        for (path, text) in try Self.sources(of: room) {
            #expect(text.firstMatch(of: forbidden) == nil, "\(path) reaches outside")
        }
    }

    @Test func `that keeps the journal has unsafe code only where it speaks to C, or copies a hash`() throws {
        let folders = [
            "Journal/PostgreSQL/LibPQ/", "Journal/SQLite/PackedRows.swift", "Journal/Keys/",
            "Journal/Store/FolderLock.swift", "Journal/Store/PrivateFile.swift",
            "Journal/Entry/SHA256Digest+Bytes.swift",
        ]
        for (path, text) in try Self.sources(of: "Journal") where !folders.contains(where: path.hasPrefix) {
            #expect(!text.contains(" unsafe "), "\(path) has unsafe code")
        }
    }

    @Test func `that joins the others has unsafe code only where it hashes passwords, or asks the system for a path`()
        throws
    {
        let places = ["ControlPlane/SignIn/Argon2id.swift", "ControlPlane/Ingest/DocumentPath.swift"]
        for (path, text) in try Self.sources(of: "ControlPlane") {
            #expect(!text.contains(" unsafe ") || places.contains(path), "\(path) has unsafe code")
            #expect(!text.contains("import CArgon2") || path == places[0], "\(path) imports CArgon2")
        }
    }

    /// Secrets are compared by `isTheSecret`, which takes as long whichever byte differs.
    @Test func `compares no secret in a time that tells of it`() throws {
        let comparison = /(?i)(secret|digest|token)\b[^\n]{0,20}(==|!=)|(==|!=)[^\n]{0,20}\b(secret|token)/
        for room in ["ControlPlane/Roster", "ControlPlane/SignIn", "Server"] {
            for (path, text) in try Self.sources(of: room) {
                for line in text.split(separator: "\n") where !line.contains(".count") {
                    #expect(line.firstMatch(of: comparison) == nil, "\(path): \(line)")
                }
            }
        }
    }

    /// A command may be run by the process that serves the store, in another folder than the one in which it was given.
    @Test func `that is the command line reads what somebody names only where relative paths are followed`() throws {
        for (path, text) in try Self.sources(of: "recourse") where path != "recourse/GivenFile.swift" {
            #expect(!text.contains("contents(atPath:"), "\(path) reads a file by a path of its own")
            #expect(
                !text.contains("FileHandle.standard") || path == "recourse/Console.swift",
                "\(path) has an output of its own"
            )
        }
    }

    @Test(arguments: doors.keys.sorted())
    func `takes no shortcut round the language's checks`(room: String) throws {
        let forbidden = ["try!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"]
        for (path, text) in try Self.sources(of: room) {
            for word in forbidden { #expect(!text.contains(word), "\(path) uses \(word)") }
        }
    }
}
