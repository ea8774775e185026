import Foundation
import Testing

@testable import Journal

@Suite("A data folder")
struct StoreFolderTests {
    private let files = FileManager.default

    private func mode(_ path: String) throws -> Int {
        try #require((try files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue)
    }

    @Test
    func `is for its owner alone, with every file in it and the key`() throws {
        let store = try TemporaryStore()
        try store.journal.append("1", to: StreamID(1), after: 0)
        #expect(try mode(store.path) == 0o700)
        #expect(try mode(store.keyFile) == 0o600)
        #expect(try mode(store.place + "/keys") == 0o700)
        for name in try files.subpathsOfDirectory(atPath: store.path) {
            let type = try files.attributesOfItem(atPath: "\(store.path)/\(name)")[.type] as? FileAttributeType
            #expect(try mode("\(store.path)/\(name)") == (type == .typeDirectory ? 0o700 : 0o600), "\(name)")
        }
    }

    @Test
    func `keeps what was appended over closing and opening`() throws {
        let store = try TemporaryStore()
        try store.journal.append("1", "2", to: StreamID(1), after: 0)
        try store.reopen()
        #expect(try store.journal.allEntries().map(\.text) == ["1", "2"])
        #expect(try StoreFolder.storeID(at: store.path) == store.folder.storeID)
        #expect(store.folder.storeID.count == 32)
    }

    @Test
    func `is open once`() throws {
        let store = try TemporaryStore()
        #expect(throws: JournalError.inUse(path: store.path)) {
            try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        }
        store.folder.close()
        let again = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        again.close()
    }

    @Test
    func `stays locked while a journal of it is held`() throws {
        let store = try TemporaryStore()
        store.folder.close()
        var journal: TenantJournal? = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
            .journal(of: "default")
        #expect(try journal?.head() == 0)
        #expect(throws: JournalError.inUse(path: store.path)) {
            try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        }
        journal = nil
        try store.reopen()
    }

    @Test
    func `closed answers no more`() throws {
        let store = try TemporaryStore()
        let journal = store.journal
        store.folder.close()
        store.folder.close()
        #expect(throws: JournalError.closed) { try journal.head() }
        #expect(throws: JournalError.closed) { try journal.append("1", to: StreamID(1), after: 0) }
        #expect(throws: JournalError.closed) { try store.folder.journal(of: "default") }
    }

    @Test
    func `is not made where something is`() throws {
        let store = try TemporaryStore()
        #expect(throws: JournalError.alreadyExists(path: store.path)) {
            try StoreFolder.create(at: store.path, masterKey: .file(store.place + "/other.key"))
        }
        #expect(!files.fileExists(atPath: store.place + "/other.key"))
        let empty = store.place + "/empty"
        #expect(throws: JournalError.notAStore(path: empty)) {
            try StoreFolder.open(at: empty, masterKey: .file(store.keyFile))
        }
    }

    @Test
    func `does not keep its key, also not through a link`() throws {
        let place = TemporaryStore.newPlace()
        defer { try? files.removeItem(atPath: place) }
        try files.createDirectory(atPath: place, withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: place + "/link", withDestinationPath: place + "/data")
        let paths = [place + "/data/key", place + "/link/deep/key", place + "/data/../data/x/key"]
        for path in paths {
            #expect(throws: JournalError.keyFile(path: path, problem: .insideDataFolder)) {
                try StoreFolder.create(at: place + "/data", masterKey: .file(path))
            }
        }
        #expect(throws: Never.self) {
            try StoreFolder.create(at: place + "/data", masterKey: .file(place + "/data-keys/key")).close()
        }
    }

    @Test
    func `never overwrites a key file`() throws {
        let place = TemporaryStore.newPlace()
        defer { try? files.removeItem(atPath: place) }
        try files.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: place + "/key"))
        #expect(throws: JournalError.keyFile(path: place + "/key", problem: .alreadyExists)) {
            try StoreFolder.create(at: place + "/data", masterKey: .file(place + "/key"))
        }
        #expect(files.contents(atPath: place + "/key") == Data("precious".utf8))
    }

    @Test
    func `opens only with its own key, whole and for its owner alone`() throws {
        let store = try TemporaryStore()
        let stranger = try TemporaryStore()
        store.folder.close()
        let open = { try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile)) }
        #expect(throws: JournalError.wrongMasterKey) {
            try StoreFolder.open(at: store.path, masterKey: .file(stranger.keyFile))
        }
        for wide in [0o604, 0o640, 0o644, 0o700] {
            try files.setAttributes([.posixPermissions: wide], ofItemAtPath: store.keyFile)
            #expect(throws: JournalError.keyFile(path: store.keyFile, problem: .openToOthers(mode: wide))) {
                try open()
            }
        }
        try files.setAttributes([.posixPermissions: 0o400], ofItemAtPath: store.keyFile)
        try open().close()
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store.keyFile)
        let key = try #require(files.contents(atPath: store.keyFile))
        for broken in [Data(), Data("!".utf8), key.prefix(20), key + key] {
            try broken.write(to: URL(fileURLWithPath: store.keyFile))
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store.keyFile)
            #expect(throws: JournalError.keyFile(path: store.keyFile, problem: .malformed)) { try open() }
        }
        try files.removeItem(atPath: store.keyFile)
        #expect(throws: JournalError.keyFile(path: store.keyFile, problem: .missing)) { try open() }
    }

    @Test
    func `keeps tenants apart`() throws {
        let store = try TemporaryStore()
        let other = try store.folder.createTenant("st-marys-2")
        try store.journal.append("mine", to: StreamID(1), after: 0)
        #expect(try other.head() == 0)
        #expect(try store.folder.tenants() == ["default", "st-marys-2"])
        #expect(try store.folder.journal(of: "st-marys-2") === other)
        #expect(throws: JournalError.tenantExists("default")) { try store.folder.createTenant("default") }
        #expect(throws: JournalError.unknownTenant("nobody")) { try store.folder.journal(of: "nobody") }
        for name in ["", "Upper", "a b", "../up", "-a", "a-", ".new", String(repeating: "a", count: 64)] {
            #expect(throws: JournalError.badTenantName(name)) { try store.folder.createTenant(name) }
            #expect(throws: JournalError.unknownTenant(name)) { try store.folder.journal(of: name) }
        }
    }

    @Test
    func `does not open one tenant's journal with another's keys`() throws {
        let store = try TemporaryStore()
        let other = try store.folder.createTenant("other")
        try other.append("1", to: StreamID(1), after: 0)
        store.folder.close()
        let keys = store.path + "/tenants/other/keys.sqlite"
        try files.removeItem(atPath: keys)
        try files.copyItem(atPath: store.tenantPath + "/keys.sqlite", toPath: keys)
        let folder = try StoreFolder.open(at: store.path, masterKey: .file(store.keyFile))
        defer { folder.close() }
        #expect {
            try folder.journal(of: "other")
        } throws: { error in
            guard let error = error as? JournalError, case .damaged = error else { return false }
            return true
        }
    }
}
