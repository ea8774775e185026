import Foundation
import Testing

@Suite("The keys commands") struct KeyCommandTests {
    private let folder: URL

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    private func run(_ arguments: String..., key: String? = nil) throws -> RecourseProcess.Result {
        let environment = key.map { ["RECOURSE_MASTER_KEY": $0] } ?? [:]
        return try RecourseProcess.run(arguments, in: folder, environment: environment)
    }

    @Test func `take the master key from the environment or a command, and never write it anywhere`() throws {
        defer { RecourseProcess.remove(folder) }
        let key = Data((0..<32).map { UInt8($0) &+ 77 }).base64EncodedString()
        #expect(try run("init", key: key).status == 0)
        #expect(try run("doctor").status == 64, "no key is given, and there is no file")
        #expect(try run("doctor", key: "short").errors.contains("RECOURSE_MASTER_KEY"))
        #expect(try run("doctor", key: key).status == 0)
        #expect(try run("doctor", "--key-command", "echo \(key)").status == 0)
        let failed = try run("doctor", "--key-command", "echo denied >&2; exit 9")
        #expect(failed.status == 64)
        #expect(failed.errors.contains("denied") && failed.errors.contains("status 9"))
        #expect(try run("doctor", "--key-command", "true", "--key-file", "k").status == 64)
        #expect(try run("doctor", "--key-command", "head -c 32 /dev/zero | base64").status == 64)
        let written = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            FileManager.default.contents(atPath: folder.appendingPathComponent($0).path)?.range(of: Data(key.utf8))
                != nil
        }
        #expect(written == [])
    }

    @Test func `change the tenant key and the master key, and say so in the journal`() throws {
        defer { RecourseProcess.remove(folder) }
        #expect(try run("init", "--key-file", "key").status == 0)
        #expect(try run("keys", "status", "--key-file", "key").output.hasPrefix("Tenant key 1 "))
        #expect(try run("keys", "rotate", "--key-file", "key").output.hasPrefix("Tenant key 2 "))
        #expect(try run("keys", "change-master", "--key-file", "key").status == 64)
        #expect(try run("keys", "change-master", "--key-file", "key", "--new-key-file", "key").status == 64)
        #expect(try run("keys", "change-master", "--key-file", "key", "--new-key-file", "new").status == 0)
        #expect(try run("keys", "status", "--key-file", "key").status == 64)
        #expect(try run("keys", "status", "--key-file", "new").output.hasPrefix("Tenant key 2 "))
        #expect(try run("audit", "verify", "--deep", "--key-file", "new").status == 0)
    }
}
