import Foundation
import GRDB
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

@Suite("What a disk can do to a journal")
struct DamageTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let files = FileManager.default

    init() throws { store = try TemporaryStore() }

    private func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? JournalError, case .damaged = error else { return false }
        return true
    }

    @Test
    func `a write-ahead log that was cut anywhere leaves a whole beginning of the journal`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for number in 1...30 {
            try journal.append(
                writes: [
                    StreamWrite(
                        stream: StreamID(number),
                        expectedVersion: 0,
                        events: [NewEvent("\(number)a"), NewEvent("\(number)b")]
                    )
                ],
                rows: [InlineRow(number, group: 1, "\(number)")]
            )
        }
        let texts = try journal.allEntries().map(\.text)
        let copy = store.place + "/copy"
        let log = copy + "/tenants/default/journal.sqlite-wal"
        var lengths: Set<Int> = []
        for _ in 0..<25 {
            try? files.removeItem(atPath: copy)
            try files.copyItem(atPath: store.path, toPath: copy)
            let whole = try #require(files.contents(atPath: log))
            let cut = Int.random(in: 0...whole.count, using: &generator)
            // Half of the time the end is not missing but full of other bytes.
            let junk = generator.chance(50) ? Data(repeating: 0xa5, count: whole.count - cut) : Data()
            try (whole.prefix(cut) + junk).write(to: URL(fileURLWithPath: log))
            let folder = try StoreFolder.open(at: copy, masterKey: .file(store.keyFile))
            defer { folder.close() }
            let found: TenantJournal
            do {
                found = try folder.journal(of: "default")
            } catch {
                Issue.record("cut at \(cut) of \(whole.count): \(error)")
                continue
            }
            let entries = try found.allEntries().map(\.text)
            #expect(texts.starts(with: entries), "cut at \(cut)")
            #expect(entries.count.isMultiple(of: 2))
            #expect(try found.rows(table: 1).count == entries.count / 2)
            #expect(try found.verifyIntegrity().problems == [])
            try found.append("more", to: StreamID(1000), after: 0)
            lengths.insert(entries.count)
        }
        #expect(lengths.count > 3, "cuts should differ")
    }

    @Test
    func `a full disk undoes the append and spoils nothing`() throws {
        try journal.append("1", to: StreamID(1), after: 0)
        try journal.sqlite.perform { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 3)")
        }
        let big = NewEvent(type: 1, schema: 1, subject: .tenant, payload: Array(repeating: 7, count: 1 << 20))
        let command = CommandID.random()
        let write = StreamWrite(stream: StreamID(2), expectedVersion: 0, events: [big])
        #expect {
            try journal.append(command, writes: [write], rows: [InlineRow(1, group: 1, "r")])
        } throws: { error in
            guard let error = error as? JournalError, case .storage(let what) = error else { return false }
            return what.contains("full")
        }
        #expect(try journal.head() == 1)
        #expect(try journal.row(table: 1, id: StreamID(1)) == nil)
        try journal.sqlite.perform { db in try db.execute(sql: "PRAGMA max_page_count = 1073741823") }
        #expect(try journal.append(command, writes: [write]).positions == 2..<3)
        try store.reopen()
        #expect(try journal.head() == 2)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: StoreKind.all)
    func `deleted, truncated and reordered entries are reported`(kind: StoreKind) throws {
        let store = try TemporaryStore(kind)
        for number in 1...5 { try store.journal.append("\(number)", to: StreamID(number), after: 0) }
        try store.journal.append("5b", to: StreamID(5), after: 1)
        #expect(try store.journal.verifyIntegrity().entries == 6)
        try store.tamper("DELETE FROM entry WHERE position = 6")
        #expect(try store.journal.verifyIntegrity().problems.map(\.description).contains { $0.contains("up to 6") })
        try store.tamper("DELETE FROM entry WHERE position = 2")
        #expect(try store.journal.verifyIntegrity().firstWrongEntry == 2)
        try store.tamper("UPDATE entry SET position = position + 20")
        #expect(try store.journal.verifyIntegrity().problems.count >= 4)
        #expect(throws: JournalError.self) { try store.journal.entries(from: 1) }
    }

    @Test(arguments: ["journal.sqlite", "keys.sqlite"])
    func `a file that is no database, or not there, is said to be damage`(name: String) throws {
        try journal.append("1", to: StreamID(1), after: 0)
        store.folder.close()
        let path = store.tenantPath + "/" + name
        try Data(repeating: 0x5a, count: 8192).write(to: URL(fileURLWithPath: path))
        let folder = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        defer { folder.close() }
        #expect { try folder.journal(of: "default") } throws: { isDamage($0) }
        try files.removeItem(atPath: path)
        #expect { try folder.journal(of: "default") } throws: { isDamage($0) }
    }

    @Test
    func `flipped bits never give a wrong answer`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for number in 1...40 { try journal.append("entry \(number)", to: StreamID(number), after: 0) }
        let entries = try journal.allEntries()
        store.folder.close()
        let path = store.tenantPath + "/journal.sqlite"
        let whole = try #require(files.contents(atPath: path))
        for _ in 0..<200 {
            var broken = whole
            let offset = Int.random(in: 4096..<whole.count, using: &generator)
            broken[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try broken.write(to: URL(fileURLWithPath: path))
            let folder = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
            defer { folder.close() }
            do throws(JournalError) {
                let journal = try folder.journal(of: "default")
                let found = try journal.allEntries()
                let report = try journal.verifyIntegrity()
                #expect(found == entries || !report.problems.isEmpty, "bit flipped in byte \(offset)")
            } catch {
                #expect(isDamage(error), "bit flipped in byte \(offset): \(error)")
            }
        }
    }

    @Test
    func `a store of a newer format is not touched`() throws {
        try journal.sqlite.perform { db in try db.execute(sql: "PRAGMA user_version = \(Schema.format + 1)") }
        store.folder.close()
        let folder = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        defer { folder.close() }
        #expect(throws: JournalError.tooNew(found: Schema.format + 1, supported: Schema.format)) {
            try folder.journal(of: "default")
        }
    }

    @Test(arguments: [("3.40.1", true), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false), ("4.0.0", false)])
    func `an SQLite with the write-ahead log's fault is warned of`(version: String, isWarned: Bool) {
        #expect(SQLiteDatabase.warnings(version: version).isEmpty != isWarned)
    }

    @Test
    func `errors say what to do and hold nothing that was stored`() throws {
        let errors: [JournalError] = [
            .conflict(stream: StreamID(1), expected: 1, found: 2), .keyTaken(index: 3, holder: StreamID(1)),
            .tooLarge(what: "payload of an event", limit: 5), .noPrincipal, .duplicateStream(StreamID(1)),
            .notAStore(path: "/p"),
            .alreadyExists(path: "/p"), .inUse(path: "/p"), .unknownTenant("t"), .tenantExists("t"),
            .badTenantName("T"),
            .wrongMasterKey, .tooNew(found: Schema.format + 1, supported: Schema.format), .damaged("x"), .storage("x"),
            .closed,
            .keySource("key command", .failed(status: 3)), .keySource("key command", .malformed),
            .keyFile(path: "/k", problem: .openToOthers(mode: 0o644)),
        ]
        for error in errors { #expect(error.description.hasSuffix("."), "\(error)") }
        #expect(errors.last?.description.contains("644") == true)
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}
