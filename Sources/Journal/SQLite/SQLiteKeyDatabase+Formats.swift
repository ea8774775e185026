import Crypto
import Foundation
import GRDB

// Files that earlier versions of this program made.
extension SQLiteKeyDatabase {
    /// Brings a file of an earlier format to the newest, wholly or not at all.
    ///
    /// Format 2 added the key that signs checkpoints and the record of what was signed; format 3 the generations of the
    /// tenant key.
    func upgrade(masterKey: SymmetricKey) throws {
        try transact { db in
            let format = try DatabaseFile.format(of: db)
            guard format < Schema.keysFormat else { return }
            let nonces = NonceSequence()
            let keys = try upgradeTenantKey(in: db, masterKey: masterKey, nonces)
            for table in ["named_key", "data_key"] + (format == 1 ? [] : ["signed_head"]) {
                try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN generation INTEGER NOT NULL DEFAULT 1")
            }
            if format == 1 {
                try db.execute(sql: Schema.signedHead)
                let name = WrappedName.namedKey(KeyStore.Name.checkpointSigning.rawValue)
                let seed = try KeyMaterial.draw()
                try tables(db).put(try keys.wrap(seed, as: name, of: tenant, nonce: nonces.next()))
            }
            try db.execute(sql: "PRAGMA user_version = \(Schema.keysFormat)")
        }
    }

    private func upgradeTenantKey(
        in db: Database,
        masterKey: SymmetricKey,
        _ nonces: NonceSequence
    ) throws -> TenantKeys {
        guard let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM tenant_key") else {
            throw JournalError.damaged("the key store has no tenant key")
        }
        let bytes = try Sealing.open(
            wrapped,
            with: masterKey,
            binding: AssociatedData.firstTenantKey(tenant: tenant),
            what: "the tenant key"
        )
        var keys = TenantKeys()
        keys.insert(SymmetricKey(data: bytes), generation: 1)
        try db.execute(sql: "DROP TABLE tenant_key")
        try db.execute(sql: Schema.tenantKey)
        for record in try keys.records(of: tenant, wrappedBy: masterKey, nonces) {
            try tables(db).replace(tenantKey: record)
        }
        return keys
    }
}
