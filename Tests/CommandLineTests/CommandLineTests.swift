import Foundation
import Simulator
import Testing

@Suite("The command line") struct CommandLineTests {
    private static func month(in folder: URL, seed: UInt64) throws -> SimulatedMonth {
        let month = simulateMonth(seed: seed, claims: 200)
        let x12 = folder.appendingPathComponent("x12")
        try FileManager.default.createDirectory(at: x12, withIntermediateDirectories: true)
        try Data(month.payerRules.utf8).write(to: folder.appendingPathComponent("payers.toml"))
        for file in month.files { try Data(file.bytes).write(to: x12.appendingPathComponent(file.name)) }
        return month
    }

    @Test func `exits as documented`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays costs only space.
        #expect(try RecourseProcess.run(["claims"], in: folder).status == 64)
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        #expect(try RecourseProcess.run(["init"], in: folder).status == 64)
        #expect(try RecourseProcess.run(["nonsense"], in: folder).status == 64)
        #expect(try RecourseProcess.run(["claims", "--as-of", "2026-02-30"], in: folder).status == 64)
        #expect(try RecourseProcess.run(["ingest", "absent.x12"], in: folder).status == 65)
        try Data("words".utf8).write(to: folder.appendingPathComponent("words.txt"))
        #expect(try RecourseProcess.run(["ingest", "words.txt"], in: folder).status == 65)
        let month = try Self.month(in: folder, seed: 21)
        #expect(try RecourseProcess.run(["rules", "adopt", "payers.toml"], in: folder).status == 0)
        let ingest = try RecourseProcess.run(["ingest", "x12", "--json"], in: folder)
        #expect(ingest.status == 1)
        for identifier in month.identifiers { #expect(!ingest.errors.contains(identifier)) }
        let claims = try RecourseProcess.run(["claims", "--json", "--as-of", month.asOf], in: folder)
        #expect(claims.status == 0)
        #expect(claims.output.split(separator: "\n").count == month.truth.count)
        #expect(try RecourseProcess.run(["doctor"], in: folder).status == 0)
        #expect(try RecourseProcess.run(["claim", "nobody"], in: folder).status == 64)
    }

    @Test func `answers in JSON, one object a line, whatever it is asked`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let month = try Self.month(in: folder, seed: 22)
        let run = { (words: String) in
            try RecourseProcess.run(words.split(separator: " ").map(String.init) + ["--json"], in: folder)
        }
        var answers = [
            try run("init"), try run("rules check payers.toml"), try run("rules adopt payers.toml"),
            try run("ingest x12"), try run("rules show"), try run("doctor"), try run("rebuild"),
            try run("claims --as-of \(month.asOf)"), try run("accounts"), try run("remittances"), try run("held list"),
            try run("worklist --limit 7 --as-of \(month.asOf)"), try run("report denials"), try run("report aging"),
            try run("x12 show x12/\(month.files[0].name)"), try run("x12 validate x12/\(month.files[0].name)"),
        ]
        #expect(answers[11].output.split(separator: "\n").count == 7)
        let held = try #require(
            try answers[10].output.split(separator: "\n").map(Self.object).first { $0["kind"] as? String == "payment" }
        )
        let id = try #require(held["id"] as? String)
        answers.append(try run("held show \(id)"))
        answers.append(try run("held release \(id) --reason balanced-by-letter"))
        for (index, answer) in answers.enumerated() {
            #expect([0, 1, 2].contains(answer.status), "answer \(index): \(answer.errors)")
            #expect(index == 1 || index == 15 || !answer.output.isEmpty, "answer \(index)")
            for line in answer.output.split(separator: "\n") {
                #expect(throws: Never.self, "answer \(index)") { try Self.object(line) }
            }
        }
    }

    private static func object(_ line: Substring) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `keeps the master key outside the data folder, for its owner alone`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays costs only space.
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        let keys = folder.appendingPathComponent(".config/recourse")
        let names = try FileManager.default.contentsOfDirectory(atPath: keys.path)
        #expect(names.count == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: keys.appendingPathComponent(names[0]).path)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }

    /// `RECOURSE_KILLS` says how often; the quick form kills six times.
    @Test func `ended by kill in the middle of an ingest, completes it when run again`() throws {
        let kills = ProcessInfo.processInfo.environment["RECOURSE_KILLS"].flatMap { Int($0) } ?? 6
        let folder = try RecourseProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays costs only space.
        let month = try Self.month(in: folder, seed: 22)
        var expected: String?
        var state: UInt64 = 22
        for round in 0...kills {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent("recourse-data"))  // Absent at first.
            #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
            if round > 0 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let process = try RecourseProcess.start(["ingest", "x12"], in: folder)
                usleep(20_000 + UInt32(state >> 33) % 600_000)
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            // Some of the month is held; when the kill came after all of it was taken in, there is nothing left to hold.
            let status = try RecourseProcess.run(["ingest", "x12"], in: folder).status
            #expect(status == 1 || round > 0 && status == 0)
            #expect(try RecourseProcess.run(["doctor"], in: folder).status == 0)
            let claims = try RecourseProcess.run(["claims", "--json", "--as-of", month.asOf], in: folder)
            let rows = Self.withoutIDs(claims.output)
            if let expected { #expect(rows == expected, "after kill \(round)") } else { expected = rows }
        }
    }

    /// Rows without public ids, which differ between stores, sorted.
    private static func withoutIDs(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            line.replacing(/"(claim|account|id)":"[caf]_[0-9a-z]{16}"/, with: "")
        }.sorted().joined(separator: "\n")
    }
}
