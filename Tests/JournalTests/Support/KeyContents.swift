import Crypto
import Foundation
import TestDatabases

@testable import Journal

// What lies in the place of the keys, for tests that look for what must not.
extension TemporaryStore {
    /// The records of a kind, wrapped.
    func records(_ kind: WrappedKind) throws -> [WrappedRecord] {
        try journal.keys.database.read { tables in try tables.records(kind, before: .max, limit: .max) }
    }

    /// The records of the tenant key.
    func tenantKeyRecords() throws -> [TenantKeyRecord] {
        try journal.keys.database.read { tables in try tables.tenantKeys() }
    }

    /// All wrapped bytes.
    func wrappings() throws -> [Data] {
        try WrappedKind.allCases.flatMap { try records($0).map(\.wrapped) } + tenantKeyRecords().map(\.wrapped)
    }

    /// Whether one of the values lies in a file of the folder, or in a table of keys.
    ///
    /// The files of journals may be left out, as they have the ids of keys in clear.
    func holds(_ values: [Data], besideJournals: Bool = false) throws -> Bool {
        try keyContents().contains { name, contents in
            let isLookedAt = !besideJournals || name.contains("key")
            return isLookedAt && values.contains { contents.range(of: $0) != nil }
        }
    }

    /// What lies in the place of the keys, by name: the files of the folder, or every value of every table, of all tenants.
    private func keyContents() throws -> [String: Data] {
        var contents = try files()
        guard journal.keys.database.isShared else { return contents }
        let connection = try PostgreSQLProcess.shared.get().connect(as: "postgres", to: PostgreSQLSchema.keys.name)
        defer { connection.close() }
        for (table, _) in PostgreSQLSchema.keys.rights {
            let columns = "SELECT attname::text, atttypid::regtype::text FROM pg_attribute"
            try connection.send("\(columns) WHERE attrelid = 'recourse_keys.\(table)'::regclass AND attnum > 0")
            for column in try connection.finish().last?.map({ try ($0.text(0), $0.text(1)) }) ?? [] {
                let value = column.1 == "uuid" ? "uuid_send(\(column.0))" : column.0
                guard ["uuid", "bytea"].contains(column.1) else { continue }
                try connection.send("SELECT coalesce(string_agg(\(value), ''), '') FROM recourse_keys.\(table)")
                contents["\(table).\(column.0)"] = try connection.finish().last?.data(0, 0)
            }
        }
        return contents
    }
}

extension TenantKeys {
    /// The bytes of all keys.
    var bytes: [Data] {
        get throws {
            try (older + [generation]).map { generation in
                // The bytes are copied out of the buffer, which does not outlive the call.
                try unsafe key(generation).withUnsafeBytes { bytes in unsafe Data(bytes) }
            }
        }
    }
}
