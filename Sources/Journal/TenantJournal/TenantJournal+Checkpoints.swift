import Foundation

// What the journal says of itself to others, signed; and that it never says two things that do not agree.
extension TenantJournal {
    /// The name of a journal of a tenant in checkpoints, signatures and the public key.
    ///
    /// Each store is one environment and draws the ids of its tenants, so no two journals have one name; and it says nothing of
    /// whose journal it is.
    static func origin(tenant: UInt128, journal: JournalNumber) -> String {
        "recourse/\(StreamID(tenant))/\(journal.name)"
    }

    /// The public key that checks what this journal signs.
    package var verifier: NoteVerifier { signer.verifier }

    /// Signs the journal as it is now; gives the last checkpoint again when nothing was appended since.
    ///
    /// What is about to be signed is first kept in the key store, which is not restored together with the journal: a journal
    /// that has lost entries since, or has others, is not signed again until an operator accepts it.
    ///
    /// - Throws: `JournalError.otherHistory`; `.storage`, `.damaged`, `.closed`.
    package func signCheckpoint() throws(JournalError) -> SignedNote {
        // Whoever only reads does not wait for those who write.
        let known = try read { tables in try differenceFromSigned(in: tables) == nil ? noteOfHead(in: tables) : nil }
        if let known { return known }
        return try signHead(for: .writing)
    }

    /// What was signed last, when nothing was appended since.
    private func noteOfHead(in tables: any JournalTables) throws -> SignedNote? {
        guard let last = try lastCheckpoint(in: tables), last.head.size == (try tables.head().position) else {
            return nil
        }
        return try signedHead() == last.head ? last.note : nil
    }

    /// Signs under the right to write, so that what was signed never grows smaller, whichever node signs.
    private func signHead(for use: Use) throws(JournalError) -> SignedNote {
        try write(for: use) { tables in
            let head = try tables.head().position
            if case .writing = use, let found = try differenceFromSigned(in: tables) { throw found }
            if let note = try noteOfHead(in: tables) { return note }
            let root = try StoredTiles(size: head, tables: tables).root(size: head)
            return try sign(TreeHead(size: head, root: root), in: tables)
        }
    }

    private func sign(_ head: TreeHead, in tables: any JournalTables) throws -> SignedNote {
        try keys.keep(signedHead: head, of: number.rawValue)
        let note = try signer.sign(Checkpoint(origin: verifier.name, head: head).text)
        try tables.replaceCheckpoint(size: head.size, note: note.description)
        return note
    }

    /// Signs again what the key store says was signed last, when the journal lacks the checkpoint: the signing was cut short.
    func completeCheckpoint() throws(JournalError) {
        guard try lastCheckpoint()?.head != signedHead() else { return }
        try write { tables in
            if let signed = try signedHead(), try lastCheckpoint(in: tables)?.head != signed {
                _ = try sign(signed, in: tables)
            }
        }
    }

    /// The checkpoint that was signed last; `nil` before the first, and when what is stored is not signed by this journal.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func lastCheckpoint() throws(JournalError) -> (head: TreeHead, note: SignedNote)? {
        try read { tables in try lastCheckpoint(in: tables) }
    }

    private func lastCheckpoint(in tables: any JournalTables) throws -> (head: TreeHead, note: SignedNote)? {
        guard let text = try tables.checkpoints().last?.note, let note = try? SignedNote(text),
            let checkpoint = try? Checkpoint(note, signedBy: verifier)
        else { return nil }
        return (checkpoint.head, note)
    }

    /// How the journal differs from what was signed last; `nil` when it went on from there.
    func differenceFromSigned() throws(JournalError) -> JournalError? {
        try read { tables in try differenceFromSigned(in: tables) }
    }

    private func differenceFromSigned(in tables: any JournalTables) throws -> JournalError? {
        let head = try tables.head().position
        guard let signed = try signedHead() else {
            // Nothing was signed by these keys, so nothing can be signed in the journal.
            return try lastCheckpoint(in: tables).map { .otherHistory(signed: $0.head.size, found: head) }
        }
        let tree = StoredTiles(size: head, tables: tables)
        let isBeginning = try signed.size <= head && tree.rootIfWhole(size: signed.size) == signed.root
        return isBeginning ? nil : .otherHistory(signed: signed.size, found: head)
    }

    /// Whether the journal is another than the one that was signed last, so that nothing can be written.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func differsFromSigned() throws(JournalError) -> Bool { try differenceFromSigned() != nil }

    /// What was signed last here, as the key store has it.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func signedHead() throws(JournalError) -> TreeHead? { try keys.signedHead(of: number.rawValue) }

    /// Takes the journal as it is, though another was signed before, and signs from here on.
    ///
    /// - Parameters:
    ///   - append: the entry that says so and who answers for it.
    ///   - recorded: the time of recording.
    /// - Returns: the first checkpoint of the accepted journal.
    /// - Throws: What ``append(_:at:)`` and ``signCheckpoint()`` throw.
    package func accept(history append: Append, at recorded: Timestamp) throws(JournalError) -> SignedNote {
        _ = try commit(try prepare(append, at: recorded), for: .acceptingHistory)
        let note = try signHead(for: .acceptingHistory)
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
        try read { tables in try tables.entries(from: position, limit: limit) }
            .map { LeafHash.data(header: $0.header, sealedPayload: $0.payload) }
    }
}

extension TreeNodes {
    /// The root of the tree of the first `size` leaves; `nil` when the tree is damaged, so that there is none.
    func rootIfWhole(size: UInt64) throws(JournalError) -> TreeHash? {
        do throws(JournalError) {
            return try root(size: size)
        } catch {
            guard case .damaged = error else { throw error }
            return nil
        }
    }
}
