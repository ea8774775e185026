import Foundation
import Simulator
import TestDatabases
import Testing

@testable import Journal

@Suite("A disk of PostgreSQL that takes no more", .enabled(if: PostgreSQLProcess.programs != nil))
struct FullServerDiskTests {
    /// What is on the disk.
    enum Contents: CaseIterable, CustomTestStringConvertible {
        case tables, log

        var testDescription: String { "\(self)" }
    }

    @Test(.timeLimit(.minutes(3)), arguments: Contents.allCases)
    func `ends an ingest with 74 and loses nothing`(contents: Contents) throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let disk = folder.appendingPathComponent("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        guard try RecourseProcess.mount(disk, megabytes: 64) else {
            return print("skipped: a file system of its own could not be mounted, so no disk of PostgreSQL was full")
        }
        defer { RecourseProcess.unmount(disk) }
        let inner = disk.appendingPathComponent("postgresql")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        try RecourseProcess.giveAway(disk, keeping: [])
        let server = try Self.server(contents, on: inner.path)
        let month = simulateMonth(seed: 23, claims: 200)
        let x12 = folder.appendingPathComponent("x12")
        try FileManager.default.createDirectory(at: x12, withIntermediateDirectories: true)
        for file in month.files { try Data(file.bytes).write(to: x12.appendingPathComponent(file.name)) }
        try Data(month.payerRules.utf8).write(to: folder.appendingPathComponent("payers.toml"))
        let run = { (words: String...) in
            try RecourseProcess.run(
                words,
                in: folder,
                environment: [
                    "RECOURSE_DATABASE": server.connectionString(),
                    "RECOURSE_KEY_DATABASE": server.connectionString(to: PostgreSQLSchema.keys.name),
                ]
            )
        }
        #expect(try run("init").status == 0)
        #expect(try run("rules", "adopt", "payers.toml").status == 0)

        let ballast = disk.appendingPathComponent("ballast")
        try Self.fill(disk, but: 200_000, with: ballast)
        let full = try run("ingest", "x12")
        #expect(full.status == 74, "\(full.errors)")
        let words =
            switch contents {
            case .tables: ["PostgreSQL's disk is full; make room and try again"]
            // The server ends when it cannot write its log, and does not start before it can.
            case .log:
                [
                    "The connection to the database broke before it said", "broke; look whether the server runs",
                    "is shutting down",
                ]
            }
        #expect(words.contains(where: full.errors.contains), "\(full.errors)")

        try FileManager.default.removeItem(at: ballast)
        try server.awaitConnection().close()
        let audit = try run("audit", "verify", "--deep")
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        #expect(try run("ingest", "x12").status == 1)
        let claims = try run("claims", "--json", "--as-of", month.asOf)
        #expect(claims.output.split(separator: "\n").count == month.truth.count)
        #expect(try run("audit", "verify", "--deep").status == 0)
    }

    /// A server that has the tables of the journals, or its log, in a folder.
    private static func server(_ contents: Contents, on folder: String) throws -> PostgreSQLProcess {
        guard contents == .tables else { return try PostgreSQLProcess(log: folder) }
        let server = try PostgreSQLProcess()
        let root = try server.connect(as: "postgres", to: "postgres")
        defer { root.close() }
        for statement in [
            "CREATE TABLESPACE disk LOCATION '\(folder)'",
            "ALTER DATABASE \(PostgreSQLSchema.journals.name) SET TABLESPACE disk",
        ] {
            try root.send(statement)
            _ = try root.finish()
        }
        return server
    }

    /// Fills a disk but for so many bytes.
    private static func fill(_ disk: URL, but bytes: Int, with ballast: URL) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: disk.path)
        let free = try #require(attributes[.systemFreeSize] as? Int)
        #expect(free > bytes, "the disk is as large as it needs to be")
        try Data(count: free - bytes).write(to: ballast)
    }
}
