import Crypto
import Foundation
import GRDB

// What was signed last of each journal, sealed.
extension KeyStore {
    /// What was signed last of a journal; `nil` when nothing was.
    ///
    /// - Throws: `JournalError.damaged` when the record was changed.
    func signedHead(of journal: UInt8) throws(JournalError) -> TreeHead? {
        do {
            return try database.read { db in
                let sql = "SELECT sealed, generation FROM signed_head WHERE journal = ?"
                guard let row = try Row.fetchOne(db, sql: sql, arguments: [journal]) else { return nil }
                let associatedData = AssociatedData.signedHead(tenant: tenant, journal: journal)
                let what = "the record of what was signed last"
                let key = try tenantKeys.key(try row.value(1))
                var reader = ByteReader(
                    [UInt8](try Sealing.open(try row.value(0), with: key, binding: associatedData, what: what))
                )
                let size: UInt64 = try reader.read()
                guard let root = TreeHash(bytes: reader.rest) else {
                    throw JournalError.damaged("\(what) is too short")
                }
                return TreeHead(size: size, root: root)
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Keeps what is about to be signed, durably.
    func keep(signedHead head: TreeHead, of journal: UInt8) throws(JournalError) {
        do {
            try database.write { db in try keep(head, of: journal, in: db) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Keeps what is about to be signed, in this file or a copy of it.
    func keep(_ head: TreeHead, of journal: UInt8, in db: Database) throws {
        var writer = ByteWriter(capacity: 40)
        writer.append(head.size)
        writer.append(contentsOf: head.root.bytes)
        let associatedData = AssociatedData.signedHead(tenant: tenant, journal: journal)
        let newest = try tenantKeys.newest
        let sealed = try Sealing.seal(writer.bytes, with: newest.key, binding: associatedData, nonce: nonces.next())
        try db.execute(
            sql: "INSERT OR REPLACE INTO signed_head (journal, sealed, generation) VALUES (?, ?, ?)",
            arguments: [journal, sealed, newest.generation]
        )
    }
}
