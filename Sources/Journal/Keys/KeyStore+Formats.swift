import Crypto
import Foundation
import GRDB

// Files that earlier versions of this program made.
extension KeyStore {
    /// Brings a file of an earlier format to the newest, wholly or not at all.
    ///
    /// Format 2 added the key that signs checkpoints and the record of what was signed; format 3 the generations of the
    /// tenant key.
    static func upgrade(_ database: SQLiteConnection, masterKey: SymmetricKey, _ nonces: NonceSequence) throws {
        try database.write { db in
            let format = try DatabaseFile.format(of: db)
            guard format < Schema.keysFormat else { return }
            let (tenant, tenantKey) = try upgradeTenantKey(in: db, masterKey: masterKey, nonces)
            for table in ["named_key", "data_key"] + (format == 1 ? [] : ["signed_head"]) {
                try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN generation INTEGER NOT NULL DEFAULT 1")
            }
            if format == 1 {
                try db.execute(sql: Schema.signedHead)
                try add(.checkpointSigning, KeyMaterial.draw(), of: tenant, tenantKey, nonces, in: db)
            }
            try db.execute(sql: "PRAGMA user_version = \(Schema.keysFormat)")
        }
    }

    private static func upgradeTenantKey(
        in db: Database,
        masterKey: SymmetricKey,
        _ nonces: NonceSequence
    ) throws -> (tenant: UInt128, key: SymmetricKey) {
        guard let row = try Row.fetchOne(db, sql: "SELECT tenant, wrapped FROM tenant_key"),
            let tenant = StreamID(blob: try row.value(0))?.value
        else { throw JournalError.damaged("the key store has no tenant key") }
        let bytes = try Sealing.open(
            try row.value(1),
            with: masterKey,
            binding: AssociatedData.firstTenantKey(tenant: tenant),
            what: "the tenant key"
        )
        let key = SymmetricKey(data: bytes)
        try db.execute(sql: "DROP TABLE tenant_key")
        try db.execute(sql: Schema.tenantKey)
        try TenantKeys.write(key, generation: 1, of: tenant, wrappedBy: masterKey, nonce: nonces.next(), in: db)
        return (tenant, key)
    }
}
