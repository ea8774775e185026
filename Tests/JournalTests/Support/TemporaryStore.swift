import Foundation
import SeededRandomness
import Testing

@testable import Journal

/// A store in a folder of its own, which is removed with this object.
final class TemporaryStore {
    let place: String
    private(set) var folder: StoreFolder
    private(set) var journal: TenantJournal

    var path: String { place + "/data" }
    var keyFile: String { place + "/keys/store.key" }
    var tenantPath: String { path + "/tenants/default" }

    init(idKey: [UInt8]? = nil) throws {
        place = Self.newPlace()
        folder = try StoreFolder.create(at: place + "/data", masterKey: .file(place + "/keys/store.key"))
        journal = try folder.createTenant("default", idKey: idKey)
    }

    deinit {
        folder.close()
        try? FileManager.default.removeItem(atPath: place)
    }

    func reopen() throws {
        folder.close()
        folder = try StoreFolder.open(at: path, masterKey: .file(keyFile))
        journal = try folder.journal(of: "default")
    }

    /// All files of the data folder, by path in it.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            if let contents = FileManager.default.contents(atPath: "\(path)/\(name)") { files[name] = contents }
        }
        return files
    }

    static func newPlace() -> String {
        FileManager.default.temporaryDirectory.path + "/journal-tests-\(StreamID.random())"
    }
}

extension Timestamp {
    /// 2025-03-01T00:00:00Z.
    static let march2025 = Timestamp(microsecondsSince1970: 1_740_787_200_000_000)
}

extension StreamID {
    init(_ number: Int) { self.init(UInt128(number)) }
}

extension NewEvent {
    init(_ text: String, about subject: SubjectID = .tenant) {
        self.init(type: 1, schema: 1, subject: subject, payload: Array(text.utf8))
    }
}

extension InlineRow {
    init(table: UInt16 = 1, _ id: Int, group: Int, _ text: String, about subject: SubjectID = .tenant) {
        self.init(
            table: table,
            id: StreamID(id),
            group: StreamID(group),
            evolveVersion: 1,
            subject: subject,
            payload: Array(text.utf8)
        )
    }
}

extension TenantJournal {
    /// The file behind the journal, for tests that reach into it.
    var sqlite: SQLiteDatabase { get throws { try #require(database as? SQLiteDatabase) } }

    @discardableResult
    func append(
        _ command: CommandID = .random(),
        writes: [StreamWrite] = [],
        asserting: [StreamID: UInt64] = [:],
        claiming: [KeyClaim] = [],
        lookups: [Lookup] = [],
        regroup: [Regroup] = [],
        rows: [InlineRow] = [],
        removing: [RowID] = []
    ) throws(JournalError) -> AppendReceipt {
        let append = Append(
            command: command,
            principal: "tester",
            purpose: "test",
            writes: writes,
            asserting: asserting,
            claiming: claiming,
            lookups: lookups,
            regroup: regroup,
            rows: rows,
            removing: removing
        )
        return try self.append(append, at: .march2025)
    }

    @discardableResult
    func append(_ texts: String..., to stream: StreamID, after version: UInt64) throws(JournalError) -> AppendReceipt {
        try append(writes: [StreamWrite(stream: stream, expectedVersion: version, events: texts.map { NewEvent($0) })])
    }

    func allEntries() throws(JournalError) -> [Entry] {
        var entries: [Entry] = []
        while true {
            let batch = try self.entries(from: (entries.last?.header.position ?? 0) + 1, limit: 7)
            if batch.isEmpty { return entries }
            entries += batch
        }
    }
}

extension Entry {
    var text: String? { payload.map { String(decoding: $0, as: UTF8.self) } }
}

extension StoredRow {
    var text: String? { payload.map { String(decoding: $0, as: UTF8.self) } }
}

extension String {
    /// The bytes of a text in hexadecimal digits.
    var fromHexadecimal: [UInt8] {
        let digits = Array(utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension SeededGenerator {
    /// True in so many of a hundred draws.
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
