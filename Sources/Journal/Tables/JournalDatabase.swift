/// Where a journal's tables are kept: a file of SQLite, or a database that several nodes share.
///
/// It is the line between the idea and its drivers. Sealing, tree, proofs, the order of an append and what its refusals mean
/// are written once, above; a driver knows how rows are written and read, and nothing of what they mean.
///
/// A body must not call the database again, and does not keep the tables after it has returned.
protocol JournalDatabase: Sendable {
    /// The database and its version, such as `SQLite 3.51.3`, with what should be known of that version.
    func edition() throws -> DatabaseEdition

    /// Runs `body` with the tables as they are at one moment.
    ///
    /// - Throws: what `body` throws, and the driver's own errors, of which ``JournalError/init(_:)`` makes the journal's.
    func read<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    ///
    /// Nobody else writes the journal meanwhile, whatever node they are on.
    ///
    /// - Throws: what `body` throws; ``TakenPlace``; the driver's own errors, of which ``JournalError/init(_:)`` makes the
    ///   journal's.
    func write<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value

    /// Runs `body` with the table of jobs in a transaction of its own, as ``write(_:)`` does.
    ///
    /// A driver that several nodes share does not wait here for whoever writes the journal.
    ///
    /// - Throws: what `body` throws, and the driver's own errors.
    func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws -> Value

    /// Makes entries ready to be written, on whatever thread.
    func prepare(_ entries: [EntryRow]) -> any PreparedRows

    /// Makes unique keys or lookups ready to be written, on whatever thread.
    func prepare(_ keys: [KeyRecord]) -> any PreparedRows

    /// Makes inline rows ready to be written, in order, on whatever thread.
    func prepare(_ rows: [SealedRow]) -> any PreparedRows

    /// What is wrong with the structure below the tables, such as pages and indexes; at most some twenty lines.
    func structuralProblems() throws -> [String]

    /// Copies the journal as it is now to a file that must not exist.
    ///
    /// - Throws: ``JournalError/badBackup(_:)`` when the journal is not kept in a file.
    func backUp(to path: String) throws

    /// Ends all use of the database; a second closing does nothing.
    func close()
}

/// Rows as the statements of one driver take them; only the database that prepared them writes them.
protocol PreparedRows: Sendable {}

/// The database that keeps a journal, for a person to read.
struct DatabaseEdition {
    /// Its name and version.
    var name: String
    /// What is not wrong but should be known.
    var warnings: [String] = []
}

/// Why a driver refused to write an append's rows: something else has their place.
///
/// Which of them it was is looked for after the transaction was undone, since there it costs nothing until it happens.
enum TakenPlace: Error {
    /// A stream has an entry of that version already.
    case entry
    /// Somebody owns one of the unique keys already.
    case key
}
