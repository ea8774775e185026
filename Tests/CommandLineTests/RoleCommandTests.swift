import Foundation
import Testing

@Suite("The command for roles") struct RoleCommandTests {
    private static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Rules/roles.toml")

    @Test func `lists what each role may do, without a store`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let table = try RecourseProcess.run(["access", "roles"], in: folder)
        #expect(table.status == 0)
        let lines = table.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(
            lines.contains { $0.starts(with: ["biller", "heldItem", "release", "payment", "up", "to", "1000.00"]) }
        )
        #expect(lines.contains { $0.starts(with: ["administrator", "claim", "never", "anything"]) })
        #expect(lines.contains { $0.starts(with: ["everybody", "anything", "never", "export"]) })
        let one = try RecourseProcess.run(["access", "roles", "--role", "auditor", "--json"], in: folder)
        let rows = try one.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(rows.allSatisfy { $0["role"] as? String == "auditor" || $0["role"] is NSNull })
        #expect(rows.contains { $0["action"] as? String == "verify" && $0["resource"] as? String == "journal" })
        #expect(!rows.contains { $0["action"] as? String == "approve" && $0["permitted"] as? Bool == true })
    }

    @Test func `says what is wrong with a file, and where`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let text = try String(contentsOf: Self.shipped, encoding: .utf8)
        try Data(text.utf8).write(to: folder.appendingPathComponent("own.toml"))
        let sound = try RecourseProcess.run(["access", "check", "own.toml"], in: folder)
        #expect(sound.status == 0)
        #expect(sound.output == "own.toml is sound.\n")
        let bad = text.replacing(
            "id = \"agent-draft\"\nactions = [\"draft\"",
            with: "id = \"agent-draft\"\nactions = [\"approve\""
        )
        try Data(bad.utf8).write(to: folder.appendingPathComponent("bad.toml"))
        let told = try RecourseProcess.run(["access", "check", "bad.toml"], in: folder)
        #expect(told.status == 64)
        #expect(told.errors.contains("role.agent.permit: rule agent-draft: approve proposal: only people may do this"))
        #expect(told.errors.hasPrefix("bad.toml, line "))
        let json = try RecourseProcess.run(["access", "check", "bad.toml", "--json"], in: folder)
        #expect(json.status == 64)
        #expect(json.output.split(separator: "\n").count == 1)
        #expect(try RecourseProcess.run(["access", "roles", "--file", "bad.toml"], in: folder).status == 64)
        #expect(try RecourseProcess.run(["access", "check", "absent.toml"], in: folder).status == 65)
        #expect(try RecourseProcess.run(["access", "roles", "--role", "nobody"], in: folder).status == 64)
    }
}
