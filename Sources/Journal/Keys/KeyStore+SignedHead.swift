import Crypto
import Foundation

// What was signed last of each journal, by whatever node, sealed.
extension KeyStore {
    /// What was signed last of a journal; `nil` when nothing was.
    ///
    /// - Throws: `JournalError.damaged` when the record was changed.
    func signedHead(of journal: UInt8) throws(JournalError) -> TreeHead? {
        do {
            return try database.read { tables in
                guard let record = try tables.signedHead(of: journal) else { return nil }
                var reader = ByteReader([UInt8](try open(record, in: tables)))
                let size: UInt64 = try reader.read()
                guard let root = TreeHash(bytes: reader.rest) else {
                    throw JournalError.damaged("\(record.name) is too short")
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
            try database.write { tables in try keep(head, of: journal, in: tables) }
        } catch {
            throw JournalError(error)
        }
    }

    /// Keeps what is about to be signed, in these tables or a copy of them.
    func keep(_ head: TreeHead, of journal: UInt8, in tables: any KeyTables) throws {
        var writer = ByteWriter(capacity: 40)
        writer.append(head.size)
        writer.append(contentsOf: head.root.bytes)
        let keys = try currentTenantKeys(in: tables)
        try tables.put(try keys.wrap(writer.bytes, as: .signedHead(journal), of: tenant, nonce: nonces.next()))
    }
}
