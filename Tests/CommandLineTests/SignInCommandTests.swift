import Foundation
import FoundationNetworking
import Testing

@Suite("The commands for signing in") struct SignInCommandTests {
    @Test func `set a password from a file of its owner's alone, and show a second factor once`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let why = ["--reason", "A test."]
        let run = { (words: [String]) in try RecourseProcess.run(words + why, in: folder) }
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        #expect(try run(["users", "add", "user:ada", "--person", "ada"]).status == 0)
        let file = folder.appendingPathComponent("password")
        try Data("vier kleine Boote\nand no more\n".utf8).write(to: file)
        let set = ["users", "password", "user:ada", "--from", file.path]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(try run(set).status == 64)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let done = try run(set)
        #expect(done.status == 0 && done.output.isEmpty)
        #expect(!done.errors.contains("Boote"))
        // Nobody is asked where there is no terminal.
        #expect(try run(["users", "password", "user:ada"]).status == 64)
        #expect(try run(["users", "password", "user:ada", "--from", "absent"]).status == 65)
        try Data("short\n".utf8).write(to: file)
        let short = try run(set)
        #expect(short.status == 64 && !short.errors.contains("short\n"))
        let shown = try run(["users", "totp", "user:ada", "--json"])
        let row = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
        let address = try #require(row["address"] as? String)
        #expect(address.hasPrefix("otpauth://totp/Recourse:default%2Fuser%3Aada?secret="))
        #expect((row["recoveryCodes"] as? [String])?.count == 10)
        #expect(try run(["users", "sign-out", "user:ada"]).status == 0)
        #expect(try run(["users", "sign-out", "user:nobody"]).status == 64)
        let identity = ["users", "link-identity", "user:ada", "--issuer", "https://id.example", "--subject", "s1"]
        #expect(try run(identity).status == 0)
        #expect(try run(identity).status == 64)
        #expect(try run(identity + ["--unlink"]).status == 0)
        #expect(try run(["users", "totp", "user:ada", "--remove"]).status == 0)
        #expect(try run(["users", "totp", "user:ada", "--remove"]).status == 64)
    }

    @Test func `serve browsers by TLS alone where an origin is named`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        for origin in ["http://recourse.example", "https://recourse.example/", "recourse.example", "https://", ""] {
            let told = try RecourseProcess.run(["serve", "--port", "0", "--origin", origin], in: folder)
            #expect(told.status != 0 && told.errors.contains("--origin"), "\(origin)")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `let a password alone open nothing, unless the server's file says so`() async throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let why = ["--reason", "A test."]
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        #expect(try RecourseProcess.run(["users", "add", "user:ada", "--person", "ada"] + why, in: folder).status == 0)
        let password = folder.appendingPathComponent("password")
        try Data("vier kleine Boote\n".utf8).write(to: password)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password.path)
        let set = ["users", "password", "user:ada", "--from", password.path] + why
        #expect(try RecourseProcess.run(set, in: folder).status == 0)
        let file = folder.appendingPathComponent("sign-in.toml")
        try Data("second_factor = \"never\"\n".utf8).write(to: file)
        let told = try RecourseProcess.run(["serve", "--port", "0", "--sign-in", file.path], in: folder)
        #expect(told.status == 64 && told.errors.contains("second_factor"), "\(told.errors)")
        #expect(try await Self.signIn(in: folder, []) == 401)
        try Data("second_factor = \"whereEnrolled\"\n".utf8).write(to: file)
        #expect(try await Self.signIn(in: folder, ["--sign-in", file.path]) == 200)
        try Data("second_factor = \"always\"\n".utf8).write(to: file)
        #expect(try await Self.signIn(in: folder, ["--sign-in", file.path]) == 401)
    }

    /// Serves a store, and gives the status of a sign-in with a password alone.
    private static func signIn(in folder: URL, _ options: [String]) async throws -> Int {
        let server = try RecourseProcess.start(["serve", "--port", "0", "--no-work"] + options, in: folder)
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let port = try #require(try RecourseProcess.port(of: server, in: folder))
        let address = "http://127.0.0.1:\(port)/v1/session"
        var request = URLRequest(url: try #require(URL(string: address)), timeoutInterval: 60)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(#"{"name":"ada","password":"vier kleine Boote"}"#.utf8)
        let (_, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        return try #require(response as? HTTPURLResponse).statusCode
    }
}
