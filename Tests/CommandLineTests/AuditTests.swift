import Foundation
import Simulator
import Testing

@Suite("The audit commands") struct AuditTests {
    /// Runs a command of a line of words.
    private static func run(_ words: String, in folder: URL) throws -> RecourseProcess.Result {
        try RecourseProcess.run(words.split(separator: " ").map(String.init), in: folder)
    }

    private static func save(_ text: String, _ name: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    @Test func `prove to others with the public key alone`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        for file in simulateMonth(seed: 41, claims: 200).files.prefix(3) {
            try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
        }
        #expect(try Self.run("init", in: folder).status == 0)
        try Self.save(try Self.run("audit key", in: folder).output, "key", in: folder)
        try Self.save(try Self.run("audit checkpoint", in: folder).output, "old", in: folder)
        #expect([0, 1].contains(try Self.run("ingest .", in: folder).status))
        try Self.save(try Self.run("audit checkpoint", in: folder).output, "new", in: folder)
        let verified = try Self.run("audit verify --deep --checkpoint old --checkpoint new", in: folder)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(try Self.run("audit consistency old new", in: folder).status == 0)
        #expect(try Self.run("audit consistency new old", in: folder).status == 2)
        try Self.save(try Self.run("audit prove 2", in: folder).output, "proof", in: folder)
        #expect(try Self.run("audit export proofs", in: folder).status == 0)
        // What follows needs no store.
        try FileManager.default.removeItem(at: folder.appendingPathComponent("recourse-data"))
        let source = "--export proofs --key key"
        #expect(try Self.run("audit verify \(source) --checkpoint old", in: folder).status == 0)
        #expect(try Self.run("audit consistency old new \(source)", in: folder).status == 0)
        #expect(
            try Self.run("audit prove 2 \(source)", in: folder).output
                == String(contentsOf: folder.appendingPathComponent("proof"), encoding: .utf8)
        )
        let checked = try Self.run("audit check proof --key key", in: folder)
        #expect(checked.status == 0)
        #expect(checked.output.hasPrefix("Proven: entry 2"))
        #expect(try Self.run("audit prove 100000 \(source)", in: folder).status == 2)
        #expect(try Self.run("audit verify --export proofs", in: folder).status == 64)
        #expect(try Self.run("audit verify --deep \(source)", in: folder).status == 64)
        #expect(try Self.run("audit check key --key key", in: folder).status == 2)
        #expect(try Self.run("audit check absent --key key", in: folder).status == 65)
        let entries = folder.appendingPathComponent("proofs/tile/0/000.p")
        let tile = try #require(try FileManager.default.contentsOfDirectory(atPath: entries.path).last)
        try Data("no tile".utf8).write(to: entries.appendingPathComponent(tile))
        #expect(try Self.run("audit verify \(source)", in: folder).status == 2)
    }

    @Test func `and a backup that was restored has the same root`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        #expect(try Self.run("init --key-file key", in: folder).status == 0)
        let made = try Self.run("backup make copy --keys keys --key-file key --json", in: folder)
        #expect(made.status == 0)
        #expect(try Self.run("backup make copy --keys keys --key-file key", in: folder).status == 64)
        #expect(try Self.run("backup check copy --keys keys --key-file key --json", in: folder).output == made.output)
        let restored = try Self.run("backup restore copy --keys keys --key-file key --data new --json", in: folder)
        #expect(restored.output == made.output)
        #expect(try Self.run("audit verify --deep --key-file key --data new", in: folder).status == 0)
        #expect(try Self.run("backup check copy --keys absent --key-file key", in: folder).status == 74)
        #expect(try Self.run("backup check absent --keys keys --key-file key", in: folder).status == 64)
    }

    @Test func `tell when an older copy was put back, and go on only when somebody answers for it`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        try Self.save(simulateMonth(seed: 42, claims: 200).payerRules, "payers.toml", in: folder)
        #expect(try Self.run("init", in: folder).status == 0)
        let journal = folder.appendingPathComponent("recourse-data/tenants/default/journal.sqlite")
        let older = try Data(contentsOf: journal)
        let adopted = try Self.run("rules adopt payers.toml", in: folder)
        #expect(adopted.status == 0, "\(adopted.errors)")
        try older.write(to: journal)
        #expect(try Self.run("claims", in: folder).status == 0, "it can still be read")
        let refused = try Self.run("rules adopt payers.toml", in: folder)
        #expect(refused.status == 74)
        #expect(refused.errors.contains("audit accept"))
        let verified = try Self.run("audit verify", in: folder)
        #expect(verified.status == 2)
        #expect(verified.output.contains("first wrong entry is 2"))
        #expect(try Self.run("audit checkpoint", in: folder).status == 74)
        #expect(try RecourseProcess.run(["audit", "accept", "--reason", " "], in: folder).status != 0)
        #expect(
            try RecourseProcess.run(["audit", "accept", "--reason", "restored after a lost disk"], in: folder).status
                == 0
        )
        #expect(try Self.run("rules adopt payers.toml", in: folder).status == 0)
        #expect(try Self.run("audit verify --deep", in: folder).status == 0)
        let again = try RecourseProcess.run(["audit", "accept", "--reason", "once more"], in: folder)
        #expect(again.status != 0)
        #expect(again.errors.contains("nothing to accept"))
    }
}
