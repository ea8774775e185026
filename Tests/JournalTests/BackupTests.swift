import Foundation
import SeededRandomness
import Testing

@testable import Journal

@Suite("A backup")
struct BackupTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private var backup: StoreBackup { StoreBackup(folder: store.place + "/backup", keys: store.place + "/kept-keys") }
    private var target: String { store.place + "/restored" }
    private let files = FileManager.default

    init() throws {
        store = try TemporaryStore()
        for number in 1...300 {
            let event = NewEvent("entry \(number)", about: SubjectID(UInt128(number % 7)))
            try journal.append(
                writes: [StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [event])],
                rows: [InlineRow(number, group: 1, "row \(number)")]
            )
        }
    }

    @Test
    func `made while the store is written to is whole, and proves what was signed`() async throws {
        // Its folder goes with it, so it must outlive the test's last look.
        defer { withExtendedLifetime(store) {} }
        let journal = journal
        let writer = Task.detached {
            var number = 1000
            while !Task.isCancelled {
                number += 1
                try journal.append("meanwhile", to: StreamID(number), after: 0)
                if number % 50 == 0 { _ = try journal.signCheckpoint() }
            }
        }
        try await Task.sleep(for: .milliseconds(30))
        let copied = try store.folder.backUp(to: backup)
        writer.cancel()
        try await writer.value
        #expect(try backup.drill(in: store.place + "/drill", masterKey: .file(store.keyFile)).count == 2)
        #expect(!files.fileExists(atPath: store.place + "/drill"))
        let (restored, tenants) = try backup.restore(to: target, masterKey: .file(store.keyFile))
        defer { restored.close() }
        let found = try restored.journal(of: "default")
        #expect(tenants[0].head.size >= copied[0].head.size)
        let entries = try found.allEntries()
        #expect(entries == Array(try journal.allEntries().prefix(entries.count)))
        #expect(try found.rows(table: 1).count == 300)
        #expect(try found.verifyIntegrity().problems == [])
        // It goes on where the copy was made.
        try found.append("more", to: StreamID(5_000_000), after: 0)
        _ = try found.signCheckpoint()
        for path in try files.subpathsOfDirectory(atPath: store.place) where path.contains("/") {
            let mode = try files.attributesOfItem(atPath: "\(store.place)/\(path)")[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0, "\(path) is open to others")
        }
    }

    @Test
    func `does not bring back what was destroyed, when the present keys are used`() throws {
        _ = try store.folder.backUp(to: backup)
        let subject = SubjectID(UInt128(3))
        #expect(try journal.destroyDataKeys(of: subject, retention: .claims, year: 2025))
        _ = try journal.signCheckpoint()
        store.folder.close()
        let present = StoreBackup(folder: backup.folder, keys: store.path)
        let (restored, _) = try present.restore(to: target, masterKey: .file(store.keyFile))
        defer { restored.close() }
        let found = try restored.journal(of: "default")
        let opened = try found.allEntries().filter { $0.payload != nil }.count
        #expect(opened == 300 - (1...300).filter { $0 % 7 == 3 }.count)
        #expect(try found.verifyIntegrity().problems == [], "proofs hold without the content")
    }

    @Test
    func `older than what was signed is read, and written to only when somebody answers for it`() throws {
        _ = try store.folder.backUp(to: backup)
        try journal.append("later", to: StreamID(1000), after: 0)
        _ = try journal.signCheckpoint()
        store.folder.close()
        let present = StoreBackup(folder: backup.folder, keys: store.path)
        let (restored, tenants) = try present.restore(to: target, masterKey: .file(store.keyFile))
        defer { restored.close() }
        #expect(tenants[0].head.size == 300)
        let found = try restored.journal(of: "default")
        #expect(throws: JournalError.otherHistory(signed: 301, found: 300)) {
            try found.append("more", to: StreamID(2000), after: 0)
        }
    }

    @Test
    func `that was changed is refused`() throws {
        _ = try store.folder.backUp(to: backup)
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let path = backup.folder + "/tenants/default/journal.sqlite"
        let whole = try #require(files.contents(atPath: path))
        var isRefused = 0
        for _ in 0..<20 {
            var broken = whole
            let offset = Int.random(in: 4096..<whole.count, using: &generator)
            broken[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try broken.write(to: URL(fileURLWithPath: path))
            do throws(JournalError) {
                // A bit of a free page, or of a row or key, which the entries do not vouch for, may be another.
                _ = try backup.drill(in: target, masterKey: .file(store.keyFile))
            } catch {
                isRefused += 1
            }
            #expect(!files.fileExists(atPath: target))
        }
        #expect(isRefused > 0)
        try whole.write(to: URL(fileURLWithPath: path))
        _ = try backup.drill(in: target, masterKey: .file(store.keyFile))
    }

    @Test
    func `is never made or restored over something, nor into the store`() throws {
        let inside = StoreBackup(folder: store.path + "/backup", keys: store.place + "/kept-keys")
        #expect(throws: JournalError.self) { try store.folder.backUp(to: inside) }
        let nested = StoreBackup(folder: backup.folder, keys: backup.folder + "/keys")
        #expect(throws: JournalError.self) { try store.folder.backUp(to: nested) }
        #expect(throws: JournalError.self) {
            try store.folder.backUp(to: StoreBackup(folder: backup.folder, keys: backup.folder))
        }
        _ = try store.folder.backUp(to: backup)
        #expect(throws: JournalError.alreadyExists(path: backup.folder)) { try store.folder.backUp(to: backup) }
        #expect(throws: JournalError.alreadyExists(path: store.path)) {
            try backup.restore(to: store.path, masterKey: .file(store.keyFile))
        }
        // Keys of a store that is open may lie in its write-ahead log.
        #expect(throws: JournalError.self) {
            try StoreBackup(folder: backup.folder, keys: store.path).restore(
                to: target,
                masterKey: .file(store.keyFile)
            )
        }
        try files.removeItem(atPath: backup.keys + "/tenants/default/keys.sqlite")
        #expect(throws: JournalError.self) {
            try backup.drill(in: store.place + "/drill", masterKey: .file(store.keyFile))
        }
    }
}
