import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

/// The worked pairs: X12 in, rows out, written by hand from the claims contract before the engine.
@Suite("A worked pair") struct WorkedPairTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("WorkedPairs")

    static let names: [String] = {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return entries.filter { $0.first?.isNumber == true }.sorted()
    }()

    /// Everything that a store with the pair's documents answers.
    @Test("gives the answers that were worked by hand", arguments: names)
    func answers(name: String) throws {
        let pair = Self.folder.appendingPathComponent(name)
        let store = try TemporaryStore()
        defer { store.remove() }
        let rules = pair.appendingPathComponent("payers.toml")
        if let text = try? String(contentsOf: rules, encoding: .utf8) {  // Most pairs need no rules of their own.
            try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: text)])
        }
        let documents = try FileManager.default.contentsOfDirectory(atPath: pair.path)
            .filter { $0.hasSuffix(".x12") }.sorted().map { pair.appendingPathComponent($0).path }
        let report = try Ingestion.ingest(documents, into: store.plane)
        let asOf = try String(contentsOf: pair.appendingPathComponent("as-of"), encoding: .utf8)
        let day = try #require(CalendarDate(iso: asOf.trimmingCharacters(in: .whitespacesAndNewlines)))
        let accounts = try store.plane.accounts(asOf: day)
        let rows = store.plane.claimRows(accounts).map { StrippedRow.claim($0) }
        #expect(rows.sorted() == (try Self.lines("claims.jsonl", of: pair)))
        if let expected = try Self.lines("accounts.jsonl", of: pair) {
            #expect(accounts.map { StrippedRow.account($0, of: store.plane) }.sorted() == expected)
        }
        if let expected = try Self.lines("remittances.jsonl", of: pair) {
            let rows = try store.plane.remittances().map {
                StrippedRow.without(["remittance"], store.plane.remittanceRow($0))
            }
            #expect(rows.sorted() == expected)
        }
        if let expected = try Self.lines("ingest.json", of: pair) {
            #expect([StrippedRow.without(["reason", "place"], report.json)] == expected)
        }
    }

    /// The sorted lines of a file of the pair; nil when the pair has none of that name.
    private static func lines(_ name: String, of pair: URL) throws -> [String]? {
        let file = pair.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init).sorted()
    }
}

/// A row without what depends on the store's id key.
enum StrippedRow {
    /// A row of `claims`.
    static func claim(_ row: JSONValue) -> String { without(["claim", "account", "id"], row) }

    /// A row of `accounts`, in which a claim is named by its sequence.
    static func account(_ account: NamedAccount, of plane: ControlPlane) -> String {
        var text = without(["account"], plane.accountRow(account))
        for (id, claim) in zip(account.claimIDs, account.position.claims) {
            text = text.replacingOccurrences(of: id, with: claim.claim.sequence.code)
        }
        return text
    }

    /// A row without some of its keys, at any depth but that of a payer's own `id`.
    static func without(_ hidden: Set<String>, _ row: JSONValue) -> String { strip(row, hidden, under: "").text }

    private static func strip(_ value: JSONValue, _ hidden: Set<String>, under parent: String) -> JSONValue {
        switch value {
        case .object(let members):
            return .object(
                members.filter { !hidden.contains($0.0) || ($0.0 == "id" && parent == "payer") }
                    .map { ($0, strip($1, hidden, under: $0)) }
            )
        case .array(let values): return .array(values.map { strip($0, hidden, under: parent) })
        case .string, .number, .bool, .null: return value
        }
    }
}
