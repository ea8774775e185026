import Crypto
import Dispatch
import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Journal

@Suite("Two nodes that share a tenant's keys", .enabled(if: PostgreSQLProcess.programs != nil))
struct SharedKeyTests {
    private let store: TemporaryStore
    private let clock = SteppedClock()
    /// How the second node is called in PostgreSQL.
    private let name = "two-\(StreamID.random())"
    private let one: TenantJournal
    private let two: TenantJournal

    init() throws {
        store = try TemporaryStore(.postgreSQL)
        one = store.journal
        two = try store.anotherNode(name, now: clock.reading)
    }

    /// A clock that stands still until it is set forward.
    private final class SteppedClock: Sendable {
        private let instant = Mutex(ContinuousClock.now)

        var reading: @Sendable () -> ContinuousClock.Instant { { self.instant.withLock { $0 } } }

        func advance(by duration: Duration) { instant.withLock { $0 = $0.advanced(by: duration) } }
    }

    private static func append(
        _ text: String,
        to stream: Int,
        about subject: SubjectID,
        on journal: TenantJournal
    ) throws {
        let event = NewEvent(text, about: subject)
        try journal.append(
            writes: [StreamWrite(stream: StreamID(stream), expectedVersion: 0, events: [event])]
        )
    }

    private func destroy(_ subject: SubjectID, on journal: TenantJournal) throws -> Bool {
        try journal.destroyDataKeys(of: subject, retention: .claims, year: 2025)
    }

    @Test
    func `make one key for what both want to seal at once`() async throws {
        let scopes = Set((0..<40).map { DataKeyScope(subject: SubjectID($0), retention: .claims, year: 2025) })
        let stores = [one.keys, two.keys, try store.anotherNode().keys, try store.anotherNode().keys]
        let made = try await withThrowingTaskGroup(of: [DataKeyScope: DataKeyID].self) { group in
            for keys in stores {
                group.addTask { try keys.sealingKeys(for: scopes).mapValues(\.id) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(made).count == 1)
        #expect(try one.dataKeys().map(\.id).sorted() == made.first?.values.sorted())
    }

    @Test(.timeLimit(.minutes(10)))
    func `take turns, so that the later finds what the earlier has made`() throws {
        let scope = DataKeyScope(subject: SubjectID(7), retention: .claims, year: 2025)
        let made = DataKeyID.random()
        let keys = one.keys
        let wrapped = try keys.tenantKeys.wrap(
            KeyMaterial.draw(),
            as: .dataKey(made, scope),
            of: keys.tenant,
            nonce: keys.nonces.next()
        )
        let found = Mutex<DataKeyID?>(nil)
        // On a thread of its own, since those of tasks may all be busy with other tests.
        let later = DispatchGroup()
        try keys.database.write { tables in
            try tables.insert(dataKeys: [wrapped])
            #expect(try tables.dataKeys([made]).count == 1)
            DispatchQueue.global().async(group: later) { [two] in
                let keys = try? two.keys.sealingKeys(for: [scope])
                found.withLock { $0 = keys?[scope]?.id }
            }
            try waitUntilTwoWaits()
        }
        later.wait()
        #expect(found.withLock { $0 } == made)
    }

    /// Waits until the second node waits for the right to write.
    private func waitUntilTwoWaits() throws {
        let root = try PostgreSQLProcess.shared.get().connect(as: "postgres")
        defer { root.close() }
        let waiting = "SELECT FROM pg_stat_activity WHERE application_name = '\(name)' AND wait_event_type = 'Lock'"
        let end = ContinuousClock.now + .seconds(30)
        repeat { try root.send(waiting) } while try root.finish().last?.count == 0 && ContinuousClock.now < end
    }

    @Test
    func `seal nothing with a key that the other has destroyed`() throws {
        let patient = SubjectID(7)
        try Self.append("1", to: 1, about: patient, on: two)
        #expect(try destroy(patient, on: one))
        try Self.append("2", to: 2, about: patient, on: two)
        #expect(try one.allEntries().map(\.text) == [nil, "2"])
        #expect(try two.allEntries().map(\.text) == [nil, "2"])
    }

    @Test
    func `open nothing with a key that the other destroyed a second ago`() throws {
        let patient = SubjectID(7)
        try Self.append("1", to: 1, about: patient, on: two)
        try Self.append("other", to: 2, about: SubjectID(8), on: two)
        #expect(try two.allEntries().map(\.text) == ["1", "other"])
        #expect(try destroy(patient, on: one))
        #expect(try one.allEntries().map(\.text) == [nil, "other"])
        #expect(try two.allEntries().map(\.text) == ["1", "other"], "it does not look more often than once a second")
        clock.advance(by: .seconds(KeyStore.secondsToFollow))
        #expect(try two.allEntries().map(\.text) == [nil, "other"])
        // What was found before does not come back when the key is looked for again.
        #expect(try two.keys.key(try #require(one.allEntries().first).header.dataKey) == nil)
    }

    @Test
    func `go on when the other has changed the tenant key, once or twice`() throws {
        for number in 1...20 { try Self.append("\(number)", to: number, about: SubjectID(UInt128(number)), on: one) }
        _ = try one.signCheckpoint()
        let reader = try store.anotherNode()
        for generation in 2...3 {
            #expect(try one.rotateTenantKey().generation == generation)
        }
        // A node that only reads meets keys that it has not seen.
        #expect(try reader.signedHead()?.size == 20)
        #expect(try reader.allEntries().allSatisfy { $0.text != nil })
        // What this node writes now is wrapped by a key that it has not seen yet.
        try Self.append("new", to: 100, about: SubjectID(100), on: two)
        _ = try two.signCheckpoint()
        #expect(try store.records(.dataKey).allSatisfy { $0.generation == 3 })
        #expect(try store.records(.signedHead).allSatisfy { $0.generation == 3 })
        #expect(try two.allEntries().allSatisfy { $0.text != nil })
        #expect(try two.rotateTenantKey().generation == 4)
        #expect(try one.rotateTenantKey().generation == 5)
        try store.reopen()
        #expect(try store.journal.allEntries().count == 21)
        #expect(try store.journal.allEntries().allSatisfy { $0.text != nil })
        #expect(try store.journal.keyRotation().unfinished == 0)
    }

    @Test
    func `change the tenant key at once, while both append`() async throws {
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for (number, journal) in [one, two].enumerated() {
                group.addTask {
                    for round in 0..<4 {
                        let rotation = try journal.keys.rotateTenantKey(batch: 3)
                        #expect(rotation.generation > 1, "round \(round)")
                    }
                    return 0
                }
                group.addTask {
                    for round in 0..<40 {
                        let place = 1000 * (number + 1) + round
                        try Self.append("\(place)", to: place, about: SubjectID(UInt128(place)), on: journal)
                    }
                    return 40
                }
            }
            return try await group.reduce(0, +)
        }
        let rotation = try one.rotateTenantKey()
        #expect(rotation.unfinished == 0)
        #expect(Set(try store.tenantKeyRecords().map(\.generation)) == [rotation.generation])
        try store.reopen()
        let entries = try store.journal.allEntries()
        #expect(entries.count == done)
        #expect(entries.allSatisfy { $0.text != nil })
    }

    @Test
    func `know what either has signed last`() throws {
        try Self.append("1", to: 1, about: .tenant, on: one)
        _ = try one.signCheckpoint()
        #expect(try two.signedHead()?.size == 1)
        try Self.append("2", to: 2, about: .tenant, on: two)
        _ = try two.signCheckpoint()
        #expect(try one.signedHead()?.size == 2)
        #expect(try one.signCheckpoint() == two.signCheckpoint())
    }

    @Test
    func `lose no tenant key when the master key is changed while the other has the old one`() throws {
        try Self.append("1", to: 1, about: .tenant, on: one)
        let new = MasterKeySource.file(store.place + "/new.key")
        try store.folder.changeMasterKey(to: new)
        // It goes on with the tenant key that it has, but does not make one that the new master key would not open.
        try Self.append("2", to: 2, about: SubjectID(2), on: two)
        #expect(throws: JournalError.self) { try two.rotateTenantKey() }
        #expect(throws: JournalError.self, "nothing is removed for a key that opens nothing") {
            try two.keys.keepOnly(SymmetricKey(size: .bits256))
        }
        #expect(try one.rotateTenantKey().generation == 2)
        #expect(throws: JournalError.wrongMasterKey, "it wraps nothing by a tenant key that is gone") {
            try Self.append("3", to: 3, about: SubjectID(3), on: two)
        }
        #expect(throws: JournalError.wrongMasterKey) { try store.anotherNode() }
        try store.reopen(masterKey: new)
        #expect(try store.journal.allEntries().map(\.text) == ["1", "2"])
    }

    @Test
    func `make no tenant key while the other is changing the master key`() throws {
        try Self.append("1", to: 1, about: .tenant, on: one)
        let new = MasterKeySource.file(store.place + "/new.key")
        let masterKey = try new.make(outside: store.path)
        try one.keys.addMasterKey(masterKey)
        #expect {
            try two.rotateTenantKey()
        } throws: { error in
            guard case .storage(let what)? = error as? JournalError else { return false }
            return what.contains("does not know")
        }
        try one.keys.keepOnly(masterKey)
        #expect(try one.rotateTenantKey().generation == 2)
    }

    @Test
    func `have a folder each, which tells the tenants and holds no key`() throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: store.path).sorted()
        #expect(names == ["lock", "store", "tenants", "tenants/default", "tenants/default/tenant"])
        try Self.append("1", to: 1, about: SubjectID(1), on: one)
        let copy = store.place + "/another-node"
        try FileManager.default.copyItem(atPath: store.path, toPath: copy)
        let server = try PostgreSQLProcess.shared.get()
        let (journals, keys) = (PostgreSQLServer(server.connectionString()), server.keys())
        defer {
            journals.close()
            keys.close()
        }
        let folder = try StoreFolder.open(
            at: copy,
            masterKey: .file(store.keyFile),
            journals: .postgreSQL(journals),
            keys: .postgreSQL(keys)
        )
        defer { folder.close() }
        let journal = try folder.journal(of: "default")
        try Self.append("2", to: 2, about: SubjectID(1), on: journal)
        #expect(try one.allEntries().map(\.text) == ["1", "2"])
        #expect(try journal.dataKeys().count == 1)
        let access = try folder.journal(of: "default", .access)
        try Self.append("look", to: 3, about: SubjectID(1), on: access)
        #expect(try store.folder.journal(of: "default", .access).allEntries().map(\.text) == ["look"])
        #expect(throws: JournalError.self, "keys are not copied out of their database") {
            try folder.backUp(to: StoreBackup(folder: store.place + "/b", keys: store.place + "/k"))
        }
    }

    @Test
    func `are told when the folder does not say which tenant it is`() throws {
        store.folder.close()
        try FileManager.default.removeItem(atPath: store.tenantPath + "/tenant")
        let folder = try store.open()
        defer { folder.close() }
        #expect {
            try folder.journal(of: "default")
        } throws: { error in
            guard case .damaged(let what)? = error as? JournalError else { return false }
            return what.contains("which tenant")
        }
    }
}
