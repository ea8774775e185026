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

    @Test("gives the rows that were worked by hand", arguments: names)
    func rows(name: String) throws {
        let pair = Self.folder.appendingPathComponent(name)
        let store = try TemporaryStore()
        defer { store.remove() }
        let rules = pair.appendingPathComponent("payers.toml")
        if let text = try? String(contentsOf: rules, encoding: .utf8) {
            try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: text)])
        }
        _ = try Ingestion.ingest([pair.path], into: store.plane)
        let asOf = try String(contentsOf: pair.appendingPathComponent("as-of"), encoding: .utf8)
        let day = try #require(CalendarDate(iso: asOf.trimmingCharacters(in: .whitespacesAndNewlines)))
        let rows = store.plane.claimRows(try store.plane.accounts(asOf: day)).map { StrippedRow.text(of: $0) }.sorted()
        let expected = try String(contentsOf: pair.appendingPathComponent("claims.jsonl"), encoding: .utf8)
            .split(separator: "\n").map(String.init).sorted()
        #expect(rows == expected)
    }
}

/// A row without what depends on the store's id key.
enum StrippedRow {
    static func text(of row: JSONValue) -> String { strip(row, isFinding: false).text }

    private static func strip(_ value: JSONValue, isFinding: Bool) -> JSONValue {
        switch value {
        case .object(let members):
            let hidden: Set<String> = isFinding ? ["id"] : ["claim", "account"]
            return .object(
                members.filter { !hidden.contains($0.0) }.map { key, value in
                    (key, key == "findings" ? findings(value) : value)
                }
            )
        case .string, .number, .bool, .array, .null: return value
        }
    }

    private static func findings(_ value: JSONValue) -> JSONValue {
        guard case .array(let values) = value else { return value }
        return .array(values.map { strip($0, isFinding: true) })
    }
}

/// A store in a folder of its own, for one test.
struct TemporaryStore {
    let root: URL
    let plane: ControlPlane

    init(idKey: [UInt8]? = nil) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("recourse-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        plane = try ControlPlane.create(
            at: root.appendingPathComponent("data").path,
            tenant: "default",
            storeID: StoreFolder.newStoreID(),
            masterKeyFile: root.appendingPathComponent("master.key").path,
            idKey: idKey,
            principal: "user:test",
            clock: { Timestamp(microsecondsSince1970: 1_790_000_000_000_000) }
        )
    }

    func remove() {
        plane.close()
        try? FileManager.default.removeItem(at: root)  // A folder that stays costs nothing but space.
    }
}
