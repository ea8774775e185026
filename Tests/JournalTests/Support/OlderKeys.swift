import Crypto
import Foundation
import GRDB

@testable import Journal

/// Makes of a closed store's keys the file that an earlier version would have made.
enum OlderKeys {
    static func make(of store: TemporaryStore, format: Int) throws {
        let masterKey = try MasterKeySource.file(store.keyFile).read(outside: store.path)
        let path = store.tenantPath + "/keys.sqlite"
        let keys = try SQLiteKeyDatabase(opening: path, masterKey: masterKey)
        let tenant = keys.tenant
        let records = try keys.read { tables in try tables.tenantKeys() }
        keys.close()
        let tenantKey = try TenantKeys(records, of: tenant, wrappedBy: [masterKey]).key(1)
        let file = try DatabaseQueue(path: path)
        try file.write { db in
            // The bytes are copied out of the buffer, which does not outlive the call.
            let bytes = unsafe tenantKey.withUnsafeBytes { unsafe Array($0) }
            let wrapped = try Sealing.seal(
                bytes,
                with: masterKey,
                binding: AssociatedData.firstTenantKey(tenant: tenant),
                nonce: Array(0..<12)
            )
            try db.execute(
                sql: """
                    DROP TABLE tenant_key;
                    CREATE TABLE tenant_key (tenant BLOB NOT NULL, wrapped BLOB NOT NULL) STRICT;
                    """
            )
            try db.execute(
                sql: "INSERT INTO tenant_key (tenant, wrapped) VALUES (?, ?)",
                arguments: [StreamID(tenant).blob, wrapped]
            )
            for table in ["named_key", "data_key", "signed_head"] {
                try db.execute(sql: "ALTER TABLE \(table) DROP COLUMN generation")
            }
            if format == 1 {
                try db.execute(sql: "DROP TABLE signed_head")
                try db.execute(sql: "DELETE FROM named_key WHERE name = 'checkpoint-signing'")
            }
            try db.execute(sql: "PRAGMA user_version = \(format)")
        }
        try file.close()
    }
}
