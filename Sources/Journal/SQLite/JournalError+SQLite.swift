import GRDB

extension DatabaseError: DriverError {
    /// What happened in the journal's words, without the values that the statement was given.
    var journalError: JournalError {
        switch resultCode {
        case .SQLITE_FULL: .storage("the disk is full; make room and try again")
        case .SQLITE_IOERR:
            .storage("SQLite reports an I/O error (\(extendedResultCode.rawValue)); check the disk, reopen")
        case .SQLITE_READONLY, .SQLITE_PERM: .storage("the store's files cannot be written; check their owner")
        case .SQLITE_CANTOPEN: .storage("a file of the store cannot be opened; check its owner and mode")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            .damaged("SQLite finds its file malformed (\(extendedResultCode.rawValue))")
        // The statements are always the same, so what one of them speaks of was there when the file was made.
        case .SQLITE_ERROR, .SQLITE_SCHEMA:
            .damaged("SQLite finds other tables in its file than were made in it (\(extendedResultCode.rawValue))")
        case .SQLITE_BUSY, .SQLITE_LOCKED: .inUse(path: "the data folder")
        case .SQLITE_MISUSE: .closed
        default: .storage("SQLite reports result code \(extendedResultCode.rawValue)")
        }
    }
}

extension RowDecodingError: DriverError {
    /// A value of another kind than is written there.
    var journalError: JournalError { .damaged("a record cannot be read") }
}
