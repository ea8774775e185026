import Foundation
import Simulator
import Testing

@Suite("The commands for proposals and effects") final class ProposalCommandTests {
    private let folder: URL

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    deinit { RecourseProcess.remove(folder) }

    private func run(_ words: String..., status: Int32 = 0) throws -> [[String: Any]] {
        try RecourseProcess.rows(words, in: folder, status: status)
    }

    private func text(_ words: String...) throws -> String { try RecourseProcess.text(words, in: folder) }

    @Test func `take an answer to a patient from its proposal to its receipt`() throws {
        for file in simulateMonth(seed: 72, claims: 40).files.prefix(4) {
            try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
        }
        _ = try run("init")
        #expect([0, 1].contains(try RecourseProcess.run(["ingest", "."], in: folder).status))
        let claim = try #require(try run("claims").first?["claim"] as? String)
        let user = "user:\(NSUserName())"
        let reason = ["--reason", "A test."]
        _ = try run("users", "add", user, "--person", "me", reason[0], reason[1])
        _ = try run("users", "grant", user, "patientSupport", reason[0], reason[1])
        #expect(try run("users").first?["roles"] as? [String] == ["owner", "patientSupport"])
        let outbox = folder.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try run("destinations", "set", "mail", "--folder", outbox.path, reason[0], reason[1])
        _ = try run("sensitive", claim, "--none", reason[0], reason[1])
        try Data("Your insurer has paid.".utf8).write(to: folder.appendingPathComponent("answer.txt"))
        let propose = ["propose", "message", claim, "--text", "answer.txt", "--to", "mail", "--why", "They asked."]
        let proposed = try RecourseProcess.run(propose + ["--json"], in: folder)
        #expect(proposed.status == 0, "\(proposed.errors)")
        let id = try #require(try run("proposals", "list", "--status", "open").first?["proposal"] as? String)
        #expect(proposed.output.contains(id))
        let shown = try #require(try run("proposals", "show", id).first)
        #expect(shown["document"] as? String == "Your insurer has paid.\n")
        let seen = try #require(shown["seen"] as? String)
        _ = try run("proposals", "approve", id, "--seen", "0000000000000000", status: 64)
        let approved = try #require(try run("proposals", "approve", id, "--seen", seen).first)
        let effect = try #require(approved["effect"] as? String)
        #expect(try text("effects", "run").contains("Delivered to mail."))
        #expect(FileManager.default.fileExists(atPath: "\(outbox.path)/\(effect).txt"))
        try Data("accepted\n".utf8).write(to: outbox.appendingPathComponent("\(effect).receipt"))
        #expect(try run("effects", "receipts").first?["taken"] as? Bool == true)
        let named = try #require(try run("effects", "list", "--stage", "delivered").first)
        #expect(named["receipts"] as? [String] == ["accepted"])
        let patient = try #require((named["patients"] as? [String])?.first)
        #expect(try run("audit", "disclosures", patient).first?["effect"] as? String == effect)
        #expect(try text("effects", "show", effect).contains("receipt: accepted"))
        #expect(try text("audit", "disclosures", patient).contains("yes"))
        #expect(try text("proposals", "show", id).contains("released"))
        #expect(try text("destinations").contains(outbox.path))
        #expect(try run("jobs", "list").isEmpty)
        _ = try run("audit", "verify", "--deep")
        let composed = try #require(try run("explain", claim, "--message", "billExplanation").first)
        #expect((composed["body"] as? String)?.contains("This is the full price of your visit") == true)
        #expect((composed["missing"] as? [String])?.contains("contact") == true)
        let contact = "call 555-0100"
        let words = try run("propose", "message", claim, "--to", "mail", "--why", "Asked.", "--contact", contact).first
        let written = try #require(words?["proposal"] as? String)
        let message = try #require(try run("proposals", "show", written).first)
        #expect((message["document"] as? String)?.contains("talk to us: call 555-0100.") == true)
        #expect((message["missing"] as? [String])?.isEmpty == false)
        let note = try run("propose", "note", claim, "--why", "The next shift.").first
        let noted = try #require(note?["proposal"] as? String)
        let shownNote = try #require(try run("proposals", "show", noted).first)
        #expect((shownNote["change"] as? [String])?.last?.contains("Outstanding") == true)
        _ = try run("propose", "message", claim, "--to", "mail", "--why", "x", "--channel", "email", status: 64)
        _ = try run("propose", "records", claim, "--to", "mail", "--why", "x", "--by", "soon", status: 64)
        _ = try run("propose", "query", claim, "--question", "Isn't it sepsis?", "--why", "x", status: 64)
    }

    @Test func `refuse what is not there or lacks a reason, and say what to do`() throws {
        _ = try run("init")
        _ = try run("effects", "show", "e_1", status: 64)
        _ = try run("effects", "resolve", "e_1", "delivered", "--reason", "x", status: 64)
        _ = try run("jobs", "retry", "zz", "--reason", "x", status: 64)
        _ = try run("destinations", "set", "mail", "--folder", "relative", "--reason", "x", status: 64)
        _ = try run("destinations", "set", "mail", "--folder", "/srv/mail", "--reason", " ", status: 64)
        _ = try run("proposals", "show", "o_1", status: 64)
        _ = try run("users", "grant", "user:nobody", "supervisor", "--reason", "x", status: 64)
        _ = try run("sensitive", "c_1", "--reason", "x", status: 64)
        _ = try run("policy", "adopt", "absent.toml", "--reason", "x", status: 65)
        #expect(try text("policy", "show").contains("[[rule]]"))
        #expect(try run("effects", "run").isEmpty)
    }

    @Test func `compose an appeal that nobody can approve until a person has given what is missing`() throws {
        for file in simulateMonth(seed: 5, claims: 60).files {
            try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
        }
        _ = try run("init")
        #expect([0, 1].contains(try RecourseProcess.run(["ingest", "."], in: folder).status))
        let letters = try run("claims", "--status", "denied").compactMap { $0["claim"] as? String }.flatMap {
            try run("explain", $0, "--appeal")
        }
        let letter = try #require(letters.first)
        let claim = try #require(letter["claim"] as? String)
        #expect((letter["letter"] as? String)?.contains("We ask you to review and reverse your decision.") == true)
        #expect((letter["missing"] as? [String])?.contains("signature") == true)
        #expect((letter["sentences"] as? [Any])?.isEmpty == false)
        _ = try run("explain", claim, "--appeal", "--patient", status: 64)
        let user = "user:\(NSUserName())"
        let reason = ["--reason", "A test."]
        _ = try run("users", "add", user, "--person", "me", reason[0], reason[1])
        _ = try run("users", "grant", user, "supervisor", reason[0], reason[1])
        let outbox = folder.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        _ = try run("destinations", "set", "payer", "--folder", outbox.path, reason[0], reason[1])
        let ground = "The patient came by ambulance."
        let proposed = try #require(
            try run("propose", "appeal", claim, "--to", "payer", "--ground", ground, "--why", "An emergency.").first
        )
        let id = try #require(proposed["proposal"] as? String)
        let shown = try #require(try run("proposals", "show", id).first)
        #expect((shown["document"] as? String)?.contains(ground) == true)
        let seen = try #require(shown["seen"] as? String)
        let refused = try RecourseProcess.run(["proposals", "approve", id, "--seen", seen], in: folder)
        #expect(refused.status == 64 && refused.errors.contains("signature of who files"), "\(refused.errors)")
        try Data("Dear payer.\n".utf8).write(to: folder.appendingPathComponent("letter.txt"))
        _ = try run(
            "propose",
            "appeal",
            claim,
            "--to",
            "payer",
            "--ground",
            ground,
            "--letter",
            "letter.txt",
            "--why",
            "Signed.",
            "--revise",
            id
        )
        #expect(try run("proposals", "show", id).first?["document"] as? String == "Dear payer.\n")
    }
}
