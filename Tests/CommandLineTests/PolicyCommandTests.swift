import Foundation
import Testing

@Suite("The policy commands") struct PolicyCommandTests {
    @Test func `say that a policy is sound, or what is wrong and where`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let file = folder.appendingPathComponent("policy.toml")
        let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Rules/approval.toml")
        try FileManager.default.copyItem(at: shipped, to: file)
        let sound = try RecourseProcess.run(["policy", "check", "policy.toml"], in: folder)
        #expect(sound.status == 0 && sound.output == "policy.toml is sound.\n" && sound.errors == "")

        try Data("[[rule]]\nid = \"a\"\nreason = \"b\"\napprovals = \"1\"\n".utf8).write(to: file)
        let wrong = try RecourseProcess.run(["policy", "check", "policy.toml"], in: folder)
        #expect(wrong.status == 64 && wrong.output == "")
        #expect(wrong.errors.contains("policy.toml, line 4, rule.approvals: must be a whole number from 1 to 9"))
        let json = try RecourseProcess.run(["policy", "check", "policy.toml", "--json"], in: folder)
        #expect(json.status == 64)
        let start = "{\"file\":\"policy.toml\",\"problem\":"
        #expect(json.output.split(separator: "\n").allSatisfy { $0.hasPrefix(start) })
        #expect(try RecourseProcess.run(["policy", "check", "absent.toml"], in: folder).status == 65)
    }
}
