import Foundation
import GRDB
import Synchronization

// What the journal says of itself to others, signed; and that it never says two things that do not agree.
extension TenantJournal {
    /// The name of the business journal of a tenant in checkpoints, signatures and the public key.
    ///
    /// Each store is one environment and draws the ids of its tenants, so no two journals have one name; and it says nothing of
    /// whose journal it is.
    static func origin(tenant: UInt128) -> String { "recourse/\(StreamID(tenant))/business" }

    /// The public key that checks what this journal signs.
    package var verifier: NoteVerifier { signer.verifier }

    /// Signs the journal as it is now; gives the last checkpoint again when nothing was appended since.
    ///
    /// What is about to be signed is first kept in the key store, which is not restored together with the journal: a journal
    /// that has lost entries since, or has others, is not signed again until an operator accepts it.
    ///
    /// - Throws: `JournalError.otherHistory`; `.storage`, `.damaged`, `.closed`.
    package func signCheckpoint() throws(JournalError) -> SignedNote {
        try signing.withLock { _ throws(JournalError) in
            if let found = try differenceFromSigned() { throw found }
            return try signHead()
        }
    }

    private func signHead(for use: Use = .writing) throws(JournalError) -> SignedNote {
        let head = try head()
        if let last = try lastCheckpoint(), last.head.size == head, try signedHead() == last.head { return last.note }
        return try sign(TreeHead(size: head, root: try withTree { tree in try tree.root(size: head) }), for: use)
    }

    private func sign(_ head: TreeHead, for use: Use = .writing) throws(JournalError) -> SignedNote {
        try keys.keep(signedHead: head, of: Schema.businessJournal)
        let note = try signer.sign(Checkpoint(origin: verifier.name, head: head).text)
        try transact(for: use) { db in
            try db.execute(sql: "DELETE FROM checkpoint")
            try db.execute(
                sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)",
                arguments: [Int64(head.size), note.description]
            )
        }
        return note
    }

    /// Signs again what the key store says was signed last, when the journal lacks the checkpoint: the signing was cut short.
    func completeCheckpoint() throws(JournalError) {
        guard let signed = try signedHead(), try lastCheckpoint()?.head != signed else { return }
        _ = try sign(signed)
    }

    /// The checkpoint that was signed last; `nil` before the first, and when what is stored is not signed by this journal.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lastCheckpoint() throws(JournalError) -> (head: TreeHead, note: SignedNote)? {
        let text = try perform { db in
            try String.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        }
        guard let note = text.flatMap({ try? SignedNote($0) }),
            let checkpoint = try? Checkpoint(note, signedBy: verifier)
        else { return nil }
        return (checkpoint.head, note)
    }

    /// How the journal differs from what was signed last; `nil` when it went on from there.
    func differenceFromSigned() throws(JournalError) -> JournalError? {
        let head = try head()
        guard let signed = try keys.signedHead(of: Schema.businessJournal) else {
            // Nothing was signed by these keys, so nothing can be signed in the journal.
            return try lastCheckpoint().map { .otherHistory(signed: $0.head.size, found: head) }
        }
        let isBeginning = try withTree { tree in
            // A tree that cannot be computed is not the one that was signed.
            signed.size <= head && (try? tree.root(size: signed.size)) == signed.root
        }
        return isBeginning ? nil : .otherHistory(signed: signed.size, found: head)
    }

    /// Whether the journal is another than the one that was signed last, so that nothing can be written.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func differsFromSigned() throws(JournalError) -> Bool { try differenceFromSigned() != nil }

    /// What was signed last here, as the key store has it.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func signedHead() throws(JournalError) -> TreeHead? { try keys.signedHead(of: Schema.businessJournal) }

    /// Takes the journal as it is, though another was signed before, and signs from here on.
    ///
    /// - Parameters:
    ///   - append: the entry that says so and who answers for it.
    ///   - recorded: the time of recording.
    /// - Returns: the first checkpoint of the accepted journal.
    /// - Throws: What ``append(_:at:)`` and ``signCheckpoint()`` throw.
    package func accept(history append: Append, at recorded: Timestamp) throws(JournalError) -> SignedNote {
        _ = try commit(try prepare(append, at: recorded), for: .acceptingHistory)
        let note = try signing.withLock { _ throws(JournalError) in try signHead(for: .acceptingHistory) }
        forgetOtherHistory()
        return note
    }

    /// The proof that an entry is in the journal as it was signed last.
    ///
    /// - Throws: `JournalError.badProof` when no entry stands there; `.otherHistory`, `.storage`, `.damaged`, `.closed`.
    package func proof(of position: Position) throws(JournalError) -> EntryProof {
        let note = try signCheckpoint()
        let size = try Checkpoint(note, signedBy: verifier).head.size
        guard position > 0, position <= size else {
            throw .badProof("The journal has no entry \(position); it has entries 1 to \(size).")
        }
        let inclusion = try withTree { tree in try tree.inclusionProof(of: position - 1, size: size) }
        guard let leafData = try leafData(from: position, limit: 1).first else {
            throw .damaged("entry \(position) is missing")
        }
        return EntryProof(leafData: leafData, inclusion: inclusion, checkpoint: note)
    }

    /// The canonical header and the hash of the sealed payload of at most `limit` entries from the position on.
    func leafData(from position: Position, limit: Int) throws(JournalError) -> [[UInt8]] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: "SELECT header, payload FROM entry WHERE position >= ? ORDER BY position LIMIT ?"
            )
            let cursor = try Row.fetchCursor(statement, arguments: [Int64(position), limit])
            var leaves: [[UInt8]] = []
            while let row = try cursor.next() {
                leaves.append(LeafHash.data(header: try row.value(0), sealedPayload: try row.value(1)))
            }
            return leaves
        }
    }
}
