import Foundation
import Synchronization

/// A served store with a month in it, people who review, and proposals for them to approve.
final class ReviewOffice {
    let server: ServerProcess
    /// The public ids of the claims.
    let claims: [String]
    /// What each reviewer asks.
    let reviewers: [Traffic.Ask]
    /// What somebody of another tenant asks.
    let noisy: Traffic.Ask
    private let store: MeasuredStore

    /// Makes the store, accounts and proposals, and serves them.
    ///
    /// - Throws: ``BenchError``.
    init(_ recourse: Recourse, month: String, reviewers: Int, proposals: Int) throws {
        store = MeasuredStore(recourse, "load-store")
        let store = store
        try store.make(rulesOf: month)
        _ = try store.ingest(month)
        let outbox = "\(recourse.folder)/load-outbox"
        try FileManager.default.createDirectory(
            atPath: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let why = ["--reason", "Load"]
        try recourse.run(
            ["destinations", "set", "patients", "--folder", URL(fileURLWithPath: outbox).path] + why + store.options
        )
        func key(_ name: String, _ role: String) throws -> String {
            try recourse.run(["users", "add", "user:\(name)", "--person", name] + why + store.options)
            try recourse.run(["users", "grant", "user:\(name)", role] + why + store.options)
            let issued = try recourse.run(["api-keys", "issue", "user:\(name)", "--days", "2"] + why + store.options)
            return issued.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let author = try key("author", "patientSupport")
        let supervisor = try key("lead", "supervisor")
        let keys = try (0..<reviewers).map { try key("reviewer\($0)", "supervisor") }
        // Somebody else's part of the same data folder, with the same month in it.
        let elsewhere = store.options + ["--tenant", "elsewhere"]
        try recourse.run(["tenants", "add", "elsewhere"] + store.options)
        try recourse.run(["rules", "adopt", "\(month)/payers.toml"] + elsewhere)
        _ = try store.ingest(month, tenant: "elsewhere")
        try recourse.run(["users", "add", "user:loud", "--person", "loud"] + why + elsewhere)
        try recourse.run(["users", "grant", "user:loud", "supervisor"] + why + elsewhere)
        let loud = try recourse.run(["api-keys", "issue", "user:loud", "--days", "2"] + why + elsewhere).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        server = try ServerProcess(
            recourse.path,
            ["serve", "--port", "0", "--all-tenants"] + store.options,
            log: "\(recourse.folder)/serve.log"
        ) { log in
            guard let line = log.split(separator: "\n").first(where: { $0.contains("\"listening\"") }),
                let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            else { return nil }
            return fields["port"] as? Int
        }
        let rows = try Self.rows(port: server.port, key: supervisor)
        claims = rows.map(\.claim)
        let waiting = try Self.propose(proposals, about: claims, port: server.port, author: author, marker: supervisor)
        let pile = Pile(waiting)
        self.reviewers = keys.map { key in
            let reviewer = Reviewer(key: key, rows: rows, pile: pile)
            return { try reviewer.ask($0) }
        }
        let theirs = try Self.rows(port: server.port, key: loud).map(\.claim)
        noisy = { connection in
            let answer = try connection.ask("GET /v1/claims/\(theirs.randomElement() ?? "")", [Self.bearer(loud)])
            return answer.status == 200 ? .read : nil
        }
    }

    /// Ends the server and removes the store.
    func close() {
        server.stop()
        store.remove()
    }

    static func bearer(_ key: String) -> (String, String) { ("Authorization", "Bearer \(key)") }

    /// The claims that are there, each with its account.
    private static func rows(port: Int, key: String) throws -> [(claim: String, account: String)] {
        let connection = try HTTPConnection(port: port)
        var rows: [(claim: String, account: String)] = []
        var cursor = ""
        while true {
            let answer = try connection.ask("GET /v1/claims?limit=500\(cursor)", [bearer(key)])
            guard answer.status == 200,
                let part = try? JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any],
                let items = part["items"] as? [[String: Any]]
            else { throw BenchError("GET claims was answered by \(answer.status): \(answer.body)") }
            for item in items {
                if let claim = item["claim"] as? String, let account = item["account"] as? String {
                    rows.append((claim, account))
                }
            }
            guard let next = part["next"] as? String else { return rows }
            cursor = "&cursor=\(next)"
        }
    }

    /// Has an author propose messages about claims of which somebody has said that they touch nothing sensitive.
    private static func propose(
        _ count: Int,
        about claims: [String],
        port: Int,
        author: String,
        marker: String
    ) throws -> [String] {
        let connection = try HTTPConnection(port: port)
        func post(_ path: String, _ key: String, _ body: String) throws -> [String: Any] {
            let fields = [bearer(key), ("Idempotency-Key", UUID().uuidString)]
            var answer = try connection.ask("POST /v1/\(path)", fields, body: body)
            // One author asks for more than a key is granted at a time.
            while answer.status == 429 {
                Thread.sleep(forTimeInterval: 1)
                answer = try connection.ask("POST /v1/\(path)", fields, body: body)
            }
            guard answer.status == 200,
                let object = try? JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            else { throw BenchError("POST \(path) was answered by \(answer.status): \(answer.body)") }
            return object
        }
        let subjects = Array(claims.prefix(300))
        for claim in subjects {
            _ = try post("claims/\(claim)/sensitivities", marker, #"{"subjects": [], "reason": "Load"}"#)
        }
        return try (0..<count).compactMap { number in
            let body = """
                {"kind": "patientMessage", "subject": "\(subjects[number % subjects.count])", "destination": "patients", \
                "why": "Load", "text": "We have looked into it and will write again by the end of the week. \(number)"}
                """
            return try post("proposals", author, body)["proposal"] as? String
        }
    }
}
