import Crypto
import Foundation
import GRDB
import Synchronization
import TestDatabases
import Testing

@testable import Journal

@Suite("The keys of a store")
struct KeyTests {
    private let texts = (1...60).map { "entry \($0)" }

    /// A store with an entry about each of 60 subjects.
    private func makeStore(_ kind: StoreKind = .sqlite) throws -> TemporaryStore {
        let store = try TemporaryStore(kind)
        let writes = texts.enumerated().map { number, text in
            let event = NewEvent(text, about: SubjectID(UInt128(number)))
            return StreamWrite(stream: StreamID(number), expectedVersion: 0, events: [event])
        }
        try store.journal.append(writes: writes)
        _ = try store.journal.signCheckpoint()
        return store
    }

    private func isWhole(_ store: TemporaryStore) throws -> Bool {
        try store.journal.allEntries().map(\.text) == texts && store.journal.verifyIntegrity().problems.isEmpty
    }

    // MARK: - The tenant key

    @Test(arguments: StoreKind.all)
    func `a changed tenant key opens all that was sealed before, and the old one is nowhere`(kind: StoreKind) throws {
        let store = try makeStore(kind)
        let old = try store.wrappings()
        let done = try store.journal.rotateTenantKey()
        #expect(done == KeyRotation(generation: 2, wrapped: 60 + KeyStore.Name.allCases.count + 1, unfinished: 0))
        #expect(try isWhole(store))
        #expect(try !store.holds(old))
        try store.reopen()
        #expect(try isWhole(store))
        #expect(try store.journal.rotateTenantKey().generation == 3)
        try store.journal.append("new", to: StreamID(1000), after: 0)
        try store.reopen()
        #expect(try store.journal.allEntries().last?.text == "new")
    }

    @Test(arguments: StoreKind.all)
    func `a change of the tenant key that was cut short is finished by the next`(kind: StoreKind) throws {
        let store = try makeStore(kind)
        let last = try #require(try store.records(.dataKey).max { "\($0.name)" < "\($1.name)" })
        var broken = last
        broken.wrapped = Data(count: 60)
        try store.journal.keys.database.write { tables in try tables.rewrap(.dataKey, [broken]) }
        #expect(throws: JournalError.self) { try store.journal.keys.rotateTenantKey(batch: 7) }
        try store.reopen()
        let cut = try store.journal.keyRotation()
        #expect(cut.generation == 2 && cut.unfinished > 0 && cut.wrapped > 0)
        try store.journal.keys.database.write { tables in try tables.rewrap(.dataKey, [last]) }
        #expect(try isWhole(store), "both tenant keys open what they wrap")
        try store.journal.append("meanwhile", to: StreamID(1000), after: 0)
        #expect(try store.journal.rotateTenantKey().generation == 2)
        #expect(try store.journal.keyRotation().unfinished == 0)
        try store.reopen()
        #expect(try store.journal.allEntries().count == 61)
    }

    @Test(arguments: StoreKind.all)
    func `keys are changed while the store is written to`(kind: StoreKind) async throws {
        let store = try makeStore(kind)
        // Its folder goes with it, so it must outlive the test's last look.
        defer { withExtendedLifetime(store) {} }
        let journal = store.journal
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
        try store.reopen(masterKey: .file("\(store.place)/master-8"))
        let found = try store.journal.allEntries()
        #expect(found.count == 60 + last - 1000)
        #expect(found.allSatisfy { $0.text != nil })
    }

    @Test(arguments: StoreKind.all)
    func `no key and nothing that an old key wraps is in the tables`(kind: StoreKind) throws {
        let store = try makeStore(kind)
        let keys = store.journal.keys
        let destroyed = try store.records(.dataKey).prefix(5)
        var secrets = try destroyed.map { try keys.tenantKeys.open($0, of: keys.tenant) } + keys.tenantKeys.bytes
        let old = try store.wrappings()
        let ids = destroyed.compactMap { record in
            if case .dataKey(let id, _) = record.name { id } else { nil }
        }
        #expect(try store.holds(ids.map(\.blob), besideJournals: true), "what is looked for can be found")
        #expect(try store.holds(destroyed.map(\.wrapped)))
        #expect(try !store.holds(secrets))
        #expect(try store.journal.destroyDataKeys(ids) == 5)
        #expect(try !store.holds(ids.map(\.blob), besideJournals: true))
        #expect(try !store.holds(destroyed.map(\.wrapped) + secrets))
        _ = try store.journal.rotateTenantKey()
        secrets += try keys.tenantKeys.bytes
        #expect(try !store.holds(old + secrets))
    }

    // MARK: - The master key

    @Test(arguments: StoreKind.all)
    func `a changed master key alone opens the store`(kind: StoreKind) throws {
        let store = try makeStore(kind)
        let old = try store.tenantKeyRecords().map(\.wrapped)
        let new = MasterKeySource.file(store.place + "/new.key")
        try store.folder.changeMasterKey(to: new)
        #expect(try isWhole(store))
        let other = try store.folder.createTenant("other")
        try other.append("text", to: StreamID(1), after: 0)
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) { try store.open() }
        try store.reopen(masterKey: new)
        for tenant in ["default", "other"] { #expect(try !store.folder.journal(of: tenant).allEntries().isEmpty) }
        #expect(try !store.holds(old))
    }

    @Test(arguments: StoreKind.all)
    func `a change of the master key that was cut short leaves one that opens the store`(kind: StoreKind) throws {
        let store = try makeStore(kind)
        let new = MasterKeySource.file(store.place + "/new.key")
        let masterKey = try new.make(outside: store.path)
        let old = try MasterKeySource.file(store.keyFile).read(outside: store.path)
        // What others share is not tidied by whoever opens it, who may come in the middle of another's change.
        let afterOpening = kind == .sqlite ? 1 : 2
        // Cut before the store was told.
        try store.journal.keys.addMasterKey(masterKey)
        #expect(try store.tenantKeyRecords().count == 2)
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) { try store.open(masterKey: new) }
        try store.reopen()
        #expect(try store.tenantKeyRecords().count == afterOpening)
        #expect(try isWhole(store))
        try store.journal.keys.keepOnly(old)
        // Cut after.
        try store.journal.keys.addMasterKey(masterKey)
        let told = StoreDescription(
            storeID: store.folder.storeID,
            masterKey: masterKey,
            journals: store.folder.journals
        )
        try PrivateFile.replace(at: store.path + "/store", contents: Data(told.text.utf8))
        store.folder.close()
        #expect(throws: JournalError.wrongMasterKey) { try store.open() }
        try store.reopen(masterKey: new)
        #expect(try isWhole(store))
        #expect(try store.tenantKeyRecords().count == afterOpening)
        try store.journal.keys.keepOnly(masterKey)
        #expect(try store.tenantKeyRecords().map(\.master) == [TenantKeys.name(of: masterKey)])
    }

    @Test
    func `a generation that the master key does not open is damage, where nobody else could have added it`() throws {
        let store = try makeStore()
        try store.journal.keys.database.write { tables in
            var record = try tables.tenantKeys()[0]
            record.generation += 1
            record.master = Data(record.master.reversed())
            try tables.replace(tenantKey: record)
        }
        store.folder.close()
        #expect {
            try store.reopen()
        } throws: { error in
            if case .damaged? = error as? JournalError { true } else { false }
        }
    }

    @Test
    func `an older copy is restored with the keys, and the master key, of today`() throws {
        let store = try makeStore()
        let backup = StoreBackup(folder: store.place + "/backup", keys: store.place + "/kept-keys")
        _ = try store.folder.backUp(to: backup)
        let new = MasterKeySource.file(store.place + "/new.key")
        try store.folder.changeMasterKey(to: new)
        _ = try store.journal.rotateTenantKey()
        store.folder.close()
        _ = try backup.drill(in: store.place + "/drill", masterKey: .file(store.keyFile))
        let present = StoreBackup(folder: backup.folder, keys: store.path)
        #expect(throws: JournalError.wrongMasterKey) {
            try present.drill(in: store.place + "/drill", masterKey: .file(store.keyFile))
        }
        #expect(try present.drill(in: store.place + "/drill", masterKey: new).first?.head.size == 60)
    }

    @Test(arguments: StoreKind.all)
    func `asked for many at once are those of the asked that are not destroyed, however few are kept at hand`(
        kind: StoreKind
    ) throws {
        let store = try makeStore(kind)
        let gone = SubjectID(7)
        #expect(try store.journal.destroyDataKeys(of: gone, retention: .claims, year: 2025))
        let kept = store.journal.keys
        let few = try KeyStore(
            opening: kept.database,
            masterKey: try #require(kept.masterKeys.withLock { $0.first }),
            cacheLimit: 4
        )
        let headers = try store.journal.allEntries().map(\.header)
        let asked = Set(headers.map(\.dataKey))
        #expect(asked.count == 60)
        for keys in [few, kept] {
            let found = try keys.keys(asked)
            #expect(found.count == 59)
            #expect(found.allSatisfy { $0.key == $0.value.id && $0.value.scope.subject != gone })
            // Nobody gets more than was asked for.
            let one = try #require(found.keys.first)
            #expect(try Set(keys.keys([one, DataKeyID(1)]).keys) == [one])
        }
        #expect(try store.journal.allEntries().count { $0.payload == nil } == 1)
    }

    // MARK: - Where the master key comes from

    @Test
    func `a command prints the key, or is told what is wrong with it`() throws {
        let store = try makeStore()
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
        let store = try makeStore()
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
        #expect(try isWhole(store))
        #expect(try store.journal.rotateTenantKey().generation == 2)
        try store.reopen()
        #expect(try isWhole(store))
    }
}
