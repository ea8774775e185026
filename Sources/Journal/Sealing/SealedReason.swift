// Why something could not be done: words of a program, in which a program may have quoted anything.
extension TenantJournal {
    /// The most bytes of a reason that are kept.
    private static let reasonLimit = 2000

    /// Seals a reason with the tenant's own key, bound to its place.
    func seal(
        reason: String,
        binding place: [UInt8],
        at recorded: Timestamp
    ) throws(JournalError) -> SealedPayload {
        let scope = DataKeyScope(subject: .tenant, retention: .governance, year: recorded.year)
        guard let key = try keys.sealingKeys(for: [scope])[scope] else {
            preconditionFailure("A key is made for each scope asked for.")
        }
        let bytes = Array(reason.utf8.prefix(Self.reasonLimit))
        let sealed = try Sealing.seal(bytes, with: key.key, binding: place, nonce: keys.nonces.next())
        return SealedPayload(dataKey: key.id, bytes: sealed)
    }

    /// Opens a reason; `nil` when its key was destroyed.
    func open(
        reason: SealedPayload,
        binding place: [UInt8],
        what: @autoclosure () -> String
    ) throws(JournalError) -> String? {
        guard let key = try keys.key(reason.dataKey) else { return nil }
        return String(
            decoding: try Sealing.open(reason.bytes, with: key.key, binding: place, what: what()),
            as: UTF8.self
        )
    }
}
