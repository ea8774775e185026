package import Journal
import RevenueCycle

// What was signed of the journal, and what an operator does when the journal is not that.
extension ControlPlane {
    /// Signs what was recorded, here and of who looked, and was not signed yet.
    func signWhatIsNew() throws {
        _ = try journal.signCheckpoint()
        _ = try accessLog.journal.signCheckpoint()
    }

    /// Signs the journal as it is now, for whoever keeps that elsewhere.
    ///
    /// - Returns: the checkpoint.
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError``.
    package func checkpoint() throws -> SignedNote {
        try warrant(for: .proveHistory)
        return try journal.signCheckpoint()
    }

    /// The public key that checks checkpoints and proofs.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError``.
    package func publicKey() throws -> NoteVerifier {
        try warrant(for: .proveHistory)
        return journal.verifier
    }

    /// The proof that an entry is in the journal, in the form of C2SP tlog-proof; it says the entry's header and nothing of its content.
    ///
    /// - Parameter position: the entry, from 1.
    /// - Returns: the proof.
    /// - Throws: ``ControlPlaneError`` when there is no right to it, or no such entry; ``JournalError``.
    package func proof(of position: Position) throws -> EntryProof {
        try warrant(for: .proveHistory)
        guard position > 0, try position <= journal.head() else {
            throw ControlPlaneError.notFound(what: "entry \(position)")
        }
        return try journal.proof(of: position)
    }

    /// Accepts the journal as it is, though another was signed before: an older copy was put back on purpose.
    ///
    /// The entry says what was signed, what was found, who accepted it and why. What was signed before can never be proven of
    /// this journal again.
    ///
    /// - Parameter reason: why.
    /// - Returns: the first checkpoint of the accepted journal.
    /// - Throws: ``ControlPlaneError`` when there is no reason, or nothing to accept; ``JournalError``.
    package func acceptHistory(reason: String) throws -> SignedNote {
        try Self.checkReason(reason)
        let warrant = try warrant(for: .acceptHistory)
        guard let signed = try journal.signedHead() ?? journal.lastCheckpoint()?.head, try journal.differsFromSigned()
        else {
            throw ControlPlaneError.refused(
                "The journal is the one that was signed last, so there is nothing to accept."
            )
        }
        var writer = FieldWriter()
        writer.integer(1, signed.size)
        writer.raw(2, signed.root.bytes)
        writer.integer(3, try journal.head())
        writer.text(4, reason)
        let append = try decision(.historyAccepted, writer.bytes, purpose: "acceptance of another history", by: warrant)
        return try journal.accept(history: append, at: clock())
    }
}
