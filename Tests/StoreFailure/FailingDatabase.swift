@testable package import Journal

extension TenantJournal {
    /// The same journal, whose writing fails as it is said.
    ///
    /// - Parameters:
    ///   - failure: When and how.
    ///   - place: An empty folder that a lock can be put into.
    /// - Returns: The journal, to be used in the place of this one.
    /// - Throws: What opening a journal throws.
    package func failing(_ failure: Failure, in place: String) throws -> TenantJournal {
        try TenantJournal(
            of: tenant,
            keys: keys,
            database: FailingDatabase(whole: database, failure: failure),
            lock: FolderLock(folder: place)
        )
    }
}

/// A database of which each transaction that writes is a moment at which it may fail.
private struct FailingDatabase: JournalDatabase {
    let whole: any JournalDatabase
    let failure: Failure

    func edition() throws -> DatabaseEdition { try whole.edition() }

    func read<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try failure.check()
        return try whole.read(body)
    }

    func write<Value>(_ body: (any JournalTables) throws -> Value) throws -> Value {
        try failure.touch { try whole.write(body) }
    }

    func writeJobs<Value>(_ body: (any JobTables) throws -> Value) throws -> Value {
        try failure.touch { try whole.writeJobs(body) }
    }

    func prepare(_ entries: [EntryRow]) -> any PreparedRows { whole.prepare(entries) }
    func prepare(_ keys: [KeyRecord]) -> any PreparedRows { whole.prepare(keys) }
    func prepare(_ rows: [SealedRow]) -> any PreparedRows { whole.prepare(rows) }
    func structuralProblems() throws -> [String] { try whole.structuralProblems() }
    func backUp(to path: String) throws { try whole.backUp(to: path) }
    func close() {}
}
