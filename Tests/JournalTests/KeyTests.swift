import Crypto
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite("The keys of a store")
struct KeyTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let texts = (1...60).map { "entry \($0)" }

    init() throws {
        store = try TemporaryStore()
        for (number, text) in texts.enumerated() {
            let event = NewEvent(text, about: SubjectID(UInt128(number)))
            try journal.append(writes: [StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [event])])
        }
        _ = try journal.signCheckpoint()
    }

    private func keysFile() throws -> DatabaseQueue { try DatabaseQueue(path: store.tenantPath + "/keys.sqlite") }

    private func wrappings() throws -> [Data] {
        try journal.keys.database.read { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT wrapped FROM data_key UNION ALL SELECT wrapped FROM named_key UNION ALL
                    SELECT sealed FROM signed_head UNION ALL SELECT wrapped FROM tenant_key
                    """
            )
        }
    }

    private func isWhole() throws -> Bool {
        try journal.allEntries().map(\.text) == texts && journal.verifyIntegrity().problems.isEmpty
    }

    // MARK: - The tenant key

    @Test
    func `a changed tenant key opens all that was sealed before, and the old one is in no file`() throws {
        let old = try wrappings()
        let done = try journal.rotateTenantKey()
        #expect(done == KeyRotation(generation: 2, wrapped: 60 + KeyStore.Name.allCases.count + 1, unfinished: 0))
        #expect(try isWhole())
        let files = try store.files()
        for (name, contents) in files {
            #expect(!old.contains { contents.range(of: $0) != nil }, "\(name) holds what the old key wrapped")
        }
        try store.reopen()
        #expect(try isWhole())
        #expect(try journal.rotateTenantKey().generation == 3)
        try journal.append("new", to: StreamID(1000), after: 0)
        try store.reopen()
        #expect(try journal.allEntries().last?.text == "new")
    }

    @Test
    func `a change of the tenant key that was cut short is finished by the next`() throws {
        let broken = try journal.keys.database.write { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT id, wrapped FROM data_key ORDER BY id DESC"))
            try db.execute(sql: "UPDATE data_key SET wrapped = zeroblob(60) WHERE id = ?", arguments: [row[0] as Data])
            return (id: row[0] as Data, wrapped: row[1] as Data)
        }
        #expect(throws: JournalError.self) { try journal.keys.rotateTenantKey(batch: 7) }
        try store.reopen()
        let cut = try journal.keyRotation()
        #expect(cut.generation == 2 && cut.unfinished > 0 && cut.wrapped > 0)
        try journal.keys.database.write { db in
            try db.execute(
                sql: "UPDATE data_key SET wrapped = ? WHERE id = ?",
                arguments: [broken.wrapped, broken.id]
            )
        }
        #expect(try isWhole(), "both tenant keys open what they wrap")
        try journal.append("meanwhile", to: StreamID(1000), after: 0)
        #expect(try journal.rotateTenantKey().generation == 2)
        #expect(try journal.keyRotation().unfinished == 0)
        try store.reopen()
        #expect(try journal.allEntries().count == 61)
    }

    @Test
    func `keys are changed while the store is written to`() async throws {
        // Its folder goes with it, so it must outlive the test's last look.
        defer { withExtendedLifetime(store) {} }
        let journal = journal
        let writer = Task.detached {
            var number = 1000
            while !Task.isCancelled {
                number += 1
                let event = NewEvent("meanwhile \(number)", about: SubjectID(UInt128(number)))
                try journal.append(
                    writes: [StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [event])]
                )
            }
            return number
        }
        for round in 1...8 {
            _ = try journal.keys.rotateTenantKey(batch: 5)
            try store.folder.changeMasterKey(to: .file("\(store.place)/master-\(round)"))
        }
        writer.cancel()
        let last = try await writer.value
        store.folder.close()
        let folder = try StoreFolder.open(at: store.path, masterKey: .file("\(store.place)/master-8"))
        defer { folder.close() }
        let found = try folder.journal(of: "default").allEntries()
        #expect(found.count == 60 + last - 1000)
        #expect(found.allSatisfy { $0.text != nil })
    }

    // MARK: - The master key

    @Test
    func `a changed master key alone opens the store`() throws {
        let old = try wrappings()
        let new = MasterKeySource.file(store.place + "/new.key")
        try store.folder.changeMasterKey(to: new)
        #expect(try isWhole())
        let other = try store.folder.createTenant("other")
        try other.append("text", to: StreamID(1), after: 0)
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) {
            try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        }
        let folder = try StoreFolder.open(at: store.path, masterKey: new)
        defer { folder.close() }
        for tenant in ["default", "other"] { #expect(try !folder.journal(of: tenant).allEntries().isEmpty) }
        let wrappedByOld = try #require(old.last)
        for (name, contents) in try store.files() {
            #expect(contents.range(of: wrappedByOld) == nil, "\(name) holds what the old master key wrapped")
        }
    }

    @Test
    func `a change of the master key that was cut short leaves one that opens the store`() throws {
        let new = MasterKeySource.file(store.place + "/new.key")
        let masterKey = try new.make(outside: store.path)
        let count = {
            try journal.keys.database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM tenant_key") }
        }
        // Cut before the store was told.
        try journal.keys.addMasterKey(masterKey)
        #expect(try count() == 2)
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) { try StoreFolder.open(at: store.path, masterKey: new) }
        try store.reopen()
        #expect(try count() == 1)
        #expect(try isWhole())
        // Cut after.
        try journal.keys.addMasterKey(masterKey)
        let told = StoreDescription(storeID: store.folder.storeID, masterKey: masterKey, journals: .folder)
        try PrivateFile.replace(at: store.path + "/store", contents: Data(told.text.utf8))
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) {
            try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        }
        let folder = try StoreFolder.open(at: store.path, masterKey: new)
        defer { folder.close() }
        let found = try folder.journal(of: "default")
        #expect(try found.allEntries().map(\.text) == texts)
        let left = try found.keys.database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM tenant_key")
        }
        #expect(left == 1)
    }

    @Test
    func `an older copy is restored with the keys, and the master key, of today`() throws {
        let backup = StoreBackup(folder: store.place + "/backup", keys: store.place + "/kept-keys")
        _ = try store.folder.backUp(to: backup)
        let new = MasterKeySource.file(store.place + "/new.key")
        try store.folder.changeMasterKey(to: new)
        _ = try journal.rotateTenantKey()
        store.folder.close()
        _ = try backup.drill(in: store.place + "/drill", masterKey: .file(store.keyFile))
        let present = StoreBackup(folder: backup.folder, keys: store.path)
        #expect(throws: JournalError.wrongMasterKey) {
            try present.drill(in: store.place + "/drill", masterKey: .file(store.keyFile))
        }
        #expect(try present.drill(in: store.place + "/drill", masterKey: new).first?.head.size == 60)
    }

    // MARK: - Where the master key comes from

    @Test
    func `a command prints the key, or is told what is wrong with it`() throws {
        let command = MasterKeySource.command("cat '\(store.keyFile)'")
        store.folder.close()
        let folder = try StoreFolder.open(at: store.path, masterKey: command)
        #expect(try folder.journal(of: "default").allEntries().count == 60)
        folder.close()
        for (command, problem) in [
            ("exit 3", KeySourceProblem.failed(status: 3)), ("true", .malformed), ("echo short", .malformed),
            ("yes", .malformed), ("head -c 32 /dev/zero", .malformed),
        ] {
            #expect(throws: JournalError.keySource("key command", problem), "\(command)") {
                try StoreFolder.open(at: store.path, masterKey: .command(command))
            }
        }
        #expect(throws: JournalError.keySource("key command", .tookTooLong(seconds: 1))) {
            try MasterKeySource.output(of: "sleep 5", seconds: 1)
        }
        #expect(throws: JournalError.wrongMasterKey) {
            try StoreFolder.open(at: store.path, masterKey: .command("head -c 32 /dev/zero | base64"))
        }
        #expect(throws: JournalError.keySource("environment variable RECOURSE_NO_SUCH_KEY", .missing)) {
            try StoreFolder.open(at: store.path, masterKey: .environment("RECOURSE_NO_SUCH_KEY"))
        }
    }

    // MARK: - Earlier formats

    @Test(arguments: [1, 2])
    func `of an earlier format are brought to the newest when they are opened`(format: Int) throws {
        store.folder.close()
        try OlderKeys.make(of: store, format: format)
        if format == 1 {
            // What that format knew of no tree has none.
            let file = try DatabaseQueue(path: store.tenantPath + "/journal.sqlite")
            try file.write { db in
                try OlderJournal.make(of: db, format: 1)
            }
            try file.close()
        }
        try store.reopen()
        #expect(try isWhole())
        #expect(try journal.rotateTenantKey().generation == 2)
        try store.reopen()
        #expect(try isWhole())
    }
}
