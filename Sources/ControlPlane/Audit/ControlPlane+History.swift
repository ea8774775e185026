package import Journal
import RevenueCycle

// What was signed of the journal, and what an operator does when the journal is not that.
extension ControlPlane {
    /// Signs what was recorded, here and of who looked, and was not signed yet.
    func signWhatIsNew() throws {
        _ = try journal.signCheckpoint()
        _ = try accessLog.journal.signCheckpoint()
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
