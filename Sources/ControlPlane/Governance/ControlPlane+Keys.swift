package import Journal
import RevenueCycle

/// Changes of keys, each with an entry that says who made it and when.
extension ControlPlane {
    /// Changes the tenant key for a new one, or finishes a change that was cut short.
    ///
    /// - Returns: how many keys the new one wraps.
    /// - Throws: ``JournalError``.
    package func rotateTenantKey() throws -> KeyRotation {
        let warrant = try warrant(for: .rotateKeys)
        let done = try journal.rotateTenantKey()
        var writer = FieldWriter()
        writer.text(1, "tenant key")
        writer.integer(2, UInt64(done.generation))
        writer.integer(3, UInt64(done.wrapped))
        _ = try journal.append(
            try decision(.keysChanged, writer.bytes, purpose: "change of the tenant key", by: warrant),
            at: clock()
        )
        return done
    }

    /// Has the store opened by another master key from now on.
    ///
    /// - Parameter source: where the new key is written, or comes from.
    /// - Throws: ``JournalError``.
    package func changeMasterKey(to source: MasterKeySource) throws {
        let warrant = try warrant(for: .changeMasterKey)
        try folder.changeMasterKey(to: source)
        var writer = FieldWriter()
        writer.text(1, "master key")
        _ = try journal.append(
            try decision(.keysChanged, writer.bytes, purpose: "change of the master key", by: warrant),
            at: clock()
        )
    }
}
