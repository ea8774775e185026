import Foundation
import Simulator
import Testing

@Suite("The commands for cases") final class CaseCommandTests {
    private let folder: URL

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    deinit { RecourseProcess.remove(folder) }

    private func run(_ words: String..., status: Int32 = 0) throws -> [[String: Any]] {
        try RecourseProcess.rows(words, in: folder, status: status)
    }

    private func text(_ words: String...) throws -> String { try RecourseProcess.text(words, in: folder) }

    private func ingest() throws {
        for file in simulateMonth(seed: 72, claims: 40).files {
            try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
        }
        _ = try run("init")
        #expect([0, 1].contains(try RecourseProcess.run(["ingest", "."], in: folder).status))
    }

    @Test func `take a case from its finding to its end`() throws {
        try ingest()
        #expect(try #require(run("cases", "refresh").first?["opened"] as? Int) > 0)
        #expect(try run("cases", "refresh").first?["opened"] as? Int == 0)
        let rows = try run("cases", "--kind", "denial", "--limit", "3")
        try #require(rows.count == 3)
        let ids = try rows.map { try #require($0["case"] as? String) }
        let user = "user:\(NSUserName())"
        _ = try run("case", "assign", ids[0], "--to", user)
        #expect(try run("cases", "--mine").map { $0["case"] as? String } == [ids[0]])
        _ = try run("case", "assign", ids[0], "--queue", "second-look")
        #expect(
            try run("cases", "--queue", "second-look").contains {
                $0["case"] as? String == ids[0]
            }
        )
        _ = try run("case", "link", ids[0], ids[1], ids[2], "--reason", "One cause.")
        #expect(try run("case", "note", ids[1], "Seen.", "--linked").count == 3)
        _ = try run(
            "case",
            "call",
            ids[0],
            "--representative",
            "D. Lane",
            "--reference",
            "88213",
            "--outcome",
            "In review."
        )
        _ = try run("case", "follow-up", ids[0], "--on", "2099-01-01")
        _ = try run("case", "due", ids[0], "--on", "2098-01-01")
        _ = try run("case", "snooze", ids[0], "--until", "2098-01-02", status: 64)
        try Data("We were wrong.".utf8).write(to: folder.appendingPathComponent("letter.txt"))
        _ = try run(
            "case",
            "record",
            ids[0],
            "appealOutcome",
            "--appeal",
            "overturned",
            "--text",
            "They pay.",
            "--file",
            "letter.txt"
        )
        let shown = try #require(try run("case", "show", ids[0]).first)
        #expect((shown["calls"] as? [[String: Any]])?.first?["reference"] as? String == "88213")
        #expect((shown["answers"] as? [[String: Any]])?.first?["hasEvidence"] as? Bool == true)
        #expect((shown["chance"] as? [String: Any])?["percent"] as? Int == 67)
        #expect((shown["linked"] as? [String])?.count == 2)
        #expect(try text("case", ids[0]).contains("Call by \(user) with D. Lane, number 88213: In review."))
        let close = ["--outcome", "recovered", "--reason", "Paid."]
        #expect(try run("case", "close", ids[2], close[0], close[1], close[2], close[3], "--linked").count == 3)
        #expect(try run("cases", "--mine").isEmpty)
        #expect(try text("cases", "--mine", "--closed").contains("closed: recovered"))
        _ = try run("case", "reopen", ids[1], "--reason", "Not all of it.")
        _ = try run("case", "unlink", ids[0], ids[1], "--reason", "It is another.")
        _ = try run("audit", "verify", "--deep")
        _ = try run("rebuild")
        _ = try run("audit", "verify", "--deep")
        #expect(try run("case", "show", ids[1]).first?["status"] as? String == "open")
    }

    @Test func `refuse what is not there, says nothing or says two things, and say what to do`() throws {
        _ = try run("init")
        _ = try run("case", "show", "k_1", status: 64)
        _ = try run("case", "note", "k_1", "x", status: 64)
        _ = try run("case", "assign", "k_1", status: 64)
        _ = try run("case", "assign", "k_1", "--nobody", "--to", "user:x", status: 64)
        _ = try run("case", "snooze", "k_1", "--until", "tomorrow", status: 64)
        _ = try run("case", "record", "k_1", "satisfaction", "--text", "x", status: 64)
        _ = try run("case", "record", "k_1", "payerLetter", "--text", "x", "--file", "absent", status: 65)
        _ = try run("case", "open", "c_1", "--kind", "appeal", "--reason", "x", status: 64)
        _ = try run("case", "close", "k_1", "--outcome", "won", "--reason", "x", status: 64)
        _ = try run("cases", "--mine", "--assignee", "user:x", status: 64)
        _ = try run("cases", "--due-before", "soon", status: 64)
        #expect(try run("cases").isEmpty)
    }
}
