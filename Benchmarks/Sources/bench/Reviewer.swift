import Foundation
import Synchronization

/// Proposals that nobody has looked at yet.
final class Pile: Sendable {
    private let waiting: Mutex<[String]>

    init(_ proposals: [String]) { waiting = Mutex(proposals) }

    /// Takes one; nil when there is none left.
    func take() -> String? { waiting.withLock { $0.popLast() } }
}

/// One reviewer's day, by chance.
final class Reviewer: Sendable {
    private let key: String
    private let rows: [(claim: String, account: String)]
    private let pile: Pile
    /// The proposal that was looked at last, and the word for what was seen.
    private let inHand = Mutex<(proposal: String, tag: String)?>(nil)

    /// A reviewer who acts by a key.
    init(key: String, rows: [(claim: String, account: String)], pile: Pile) {
        self.key = key
        self.rows = rows
        self.pile = pile
    }

    /// Asks the next thing.
    ///
    /// - Returns: what it was; nil when it was not answered as it should be.
    /// - Throws: ``BenchError`` when the connection fails.
    func ask(_ connection: HTTPConnection) throws -> Traffic.Kind? {
        let row = rows[Int.random(in: rows.indices)]
        switch Int.random(in: 0..<10) {
        case 0..<3: return try get("claims/\(row.claim)", connection)
        case 3..<5: return try get("accounts/\(row.account)", connection)
        case 5: return try get("worklist?limit=20", connection)
        case 6: return try get("claims?limit=20", connection)
        case 7..<9: return try look(connection)
        default:
            guard
                let seen = inHand.withLock({ seen in
                    defer { seen = nil }
                    return seen
                })
            else { return try look(connection) }
            let fields = [
                ReviewOffice.bearer(key), ("Idempotency-Key", UUID().uuidString), ("If-Match", seen.tag),
            ]
            let path = "POST /v1/proposals/\(seen.proposal)/decisions"
            let answer = try connection.ask(path, fields, body: #"{"decision": "approve"}"#)
            return answer.status == 200 ? .decision : nil
        }
    }

    private func get(_ path: String, _ connection: HTTPConnection) throws -> Traffic.Kind? {
        let answer = try connection.ask("GET /v1/\(path)", [ReviewOffice.bearer(key)])
        return answer.status == 200 ? .read : nil
    }

    private func look(_ connection: HTTPConnection) throws -> Traffic.Kind? {
        guard let proposal = pile.take() else { return try get("proposals?limit=20", connection) }
        let answer = try connection.ask("GET /v1/proposals/\(proposal)", [ReviewOffice.bearer(key)])
        guard answer.status == 200, let tag = answer.fields["etag"] else { return nil }
        inHand.withLock { $0 = (proposal, tag) }
        return .read
    }
}
