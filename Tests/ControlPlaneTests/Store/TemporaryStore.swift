import Foundation
import GRDB
import TestDatabases

@testable import ControlPlane
@testable import Journal

/// A store for one test, in a folder of its own, or with a tenant of its own on the server that tests share.
struct TemporaryStore {
    let root: URL
    let plane: ControlPlane
    let kind: StoreKind
    private let servers: [PostgreSQLServer]

    init(
        _ kind: StoreKind = .sqlite,
        idKey: [UInt8]? = nil,
        clock: @escaping @Sendable () -> Timestamp = { Timestamp(microsecondsSince1970: 1_790_000_000_000_000) }
    ) throws {
        self.kind = kind
        root = FileManager.default.temporaryDirectory.appendingPathComponent("recourse-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let places = try Places(kind)
        servers = places.servers
        plane = try ControlPlane.create(
            at: root.appendingPathComponent("data").path,
            tenant: "default",
            storeID: StoreFolder.newStoreID(),
            masterKey: .file(root.appendingPathComponent("master.key").path),
            journals: places.journals,
            keys: places.keys,
            idKey: idKey,
            principal: "user:test",
            clock: clock
        )
    }

    /// The store as another node has it open, which shares the databases and the master key with this one; nil on SQLite, which
    /// lets no second process in.
    func anotherNode() throws -> ControlPlane? {
        guard kind == .postgreSQL else { return nil }
        let data = root.appendingPathComponent("node-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: root.appendingPathComponent("data"), to: data)
        try FileManager.default.removeItem(at: data.appendingPathComponent("lock"))
        let places = try Places(kind)
        return try ControlPlane.open(
            at: data.path,
            tenant: "default",
            masterKey: .file(root.appendingPathComponent("master.key").path),
            journals: places.journals,
            keys: places.keys,
            principal: "user:test",
            clock: plane.clock
        )
    }

    /// Changes the journal's tables, as somebody could who has the database; the statement must be one that both understand.
    func tamper(_ sql: String) throws {
        switch kind {
        case .sqlite:
            guard let sqlite = plane.journal.database as? SQLiteDatabase else { throw CancellationError() }
            try sqlite.transact { db in try db.execute(sql: sql) }
        case .postgreSQL:
            try PostgreSQLProcess.shared.get().asOwner(sql, for: StreamID(plane.journal.tenantID))
        }
    }

    func remove() {
        plane.close()
        for server in servers { server.close() }
        try? FileManager.default.removeItem(at: root)  // A folder that stays costs nothing but space.
    }

    /// Where a node keeps journals and keys.
    private struct Places {
        let journals: JournalPlace
        let keys: KeyPlace
        let servers: [PostgreSQLServer]

        init(_ kind: StoreKind) throws {
            switch kind {
            case .sqlite: (journals, keys, servers) = (.folder, .folder, [])
            case .postgreSQL:
                let process = try PostgreSQLProcess.shared.get()
                let (one, other) = (PostgreSQLServer(process.connectionString()), process.keys())
                (journals, keys, servers) = (.postgreSQL(one), .postgreSQL(other), [one, other])
            }
        }
    }
}
