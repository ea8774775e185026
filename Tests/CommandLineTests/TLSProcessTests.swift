import Foundation
import Testing

/// `recourse serve` with a certificate of its own, asked by curl; it needs openssl to make the certificate.
@Suite("A server with a certificate") struct TLSProcessTests {
    /// A folder with a store, and a certificate for `localhost` with its key.
    private struct Place {
        let folder: URL

        init() throws {
            folder = try RecourseProcess.temporaryFolder()
            #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
            try openssl(
                "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            )
            try openssl("genpkey -algorithm RSA -out other.pem")
        }

        private func openssl(_ words: String) throws {
            let files = words.hasPrefix("req") ? ["-keyout", "key.pem", "-out", "certificate.pem"] : []
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = words.split(separator: " ").map(String.init) + files
            process.currentDirectoryURL = folder
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
        }

        /// The options of a server with the certificate.
        func options(key: String = "key.pem") -> [String] {
            [
                "serve", "--port", "0", "--no-work", "--origin", "https://localhost", "--tls-certificate",
                "certificate.pem", "--tls-key", key,
            ]
        }
    }

    /// What curl says: its exit code, and what it was answered.
    private func curl(_ words: [String], in folder: URL) throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments = ["-s", "-m", "20"] + words
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private static let hasTools = ["openssl", "curl"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    @Test(.enabled(if: hasTools, "openssl and curl are needed"), .timeLimit(.minutes(2)))
    func `speaks TLS of today and nothing else`() throws {
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        let server = try RecourseProcess.start(place.options(), in: place.folder)
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let port = try #require(try RecourseProcess.port(of: server, in: place.folder))
        let address = "https://localhost:\(port)/v1/readiness"
        let known = ["--cacert", "certificate.pem"]
        let answer = try curl(known + [address, "-w", " %{http_code} %{ssl_verify_result}"], in: place.folder)
        #expect(answer.code == 0 && answer.text.hasSuffix(" 200 0"), "\(answer)")
        let page = try curl(known + ["-D", "-", "https://localhost:\(port)/sign-in"], in: place.folder)
        #expect(page.text.lowercased().contains("strict-transport-security: max-age="))
        #expect(try curl([address], in: place.folder).code == 60, "a certificate that is not known is not taken")
        #expect(try curl(known + ["--tls-max", "1.1", address], in: place.folder).code != 0)
        #expect(try curl(["http://localhost:\(port)/v1/readiness"], in: place.folder).code != 0)
    }

    @Test(.enabled(if: hasTools, "openssl and curl are needed"), .timeLimit(.minutes(2)))
    func `is not begun with a wrong certificate, nor without one where others could listen`() throws {
        let place = try Place()
        defer { RecourseProcess.remove(place.folder) }
        let whole = place.options()
        for (words, said) in [
            (place.options(key: "other.pem"), "not that of the certificate"),
            (place.options(key: "certificate.pem"), "The key of the certificate"),
            (place.options(key: "absent.pem"), "absent.pem"), (whole.dropLast(2), "belong together"),
            (whole.filter { $0 != "--origin" && $0 != "https://localhost" }, "--origin"),
            (["serve", "--port", "0", "--listen", "0.0.0.0"], "in the open"),
        ] {
            let told = try RecourseProcess.run(Array(words), in: place.folder)
            #expect(told.status != 0 && told.errors.contains(said), "\(said): \(told.errors)")
        }
    }
}
