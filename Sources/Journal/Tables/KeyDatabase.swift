/// Where a tenant's keys are kept: a file of SQLite, or a database that several nodes share.
///
/// It is the line between the key store and its drivers. What wraps what, what wrapped keys are bound to, and how keys are
/// changed are written once, above; a driver knows rows, and sees no key.
///
/// A body must not call the database again, and does not keep the tables after it has returned.
protocol KeyDatabase: Sendable {
    /// Whose keys these are.
    var tenant: UInt128 { get }

    /// Whether other processes may change the keys meanwhile.
    var isShared: Bool { get }

    /// Runs `body` with the tables as they are at one moment.
    ///
    /// - Throws: what `body` throws, and the driver's own errors, of which ``JournalError/init(_:)`` makes the journal's.
    func read<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    ///
    /// Nobody else writes the tenant's keys meanwhile, whatever node they are on.
    ///
    /// - Throws: what `body` throws, and the driver's own errors, of which ``JournalError/init(_:)`` makes the journal's.
    func write<Value>(_ body: (any KeyTables) throws -> Value) throws -> Value

    /// Removes what the database still has of rows that were removed or replaced, as far as it can.
    func eraseOldRows() throws

    /// Refuses what is asked once the disk has failed.
    func checkUsable() throws(JournalError)

    /// Copies the keys as they are now to a file that must not exist.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - finish: what is still to be changed in the copy.
    /// - Throws: ``JournalError/badBackup(_:)`` when the keys are not kept in a file; what `finish` and the driver throw.
    func backUp(to path: String, finish: (any KeyTables) throws -> Void) throws

    /// Ends all use of the database; a second closing does nothing.
    func close()
}
