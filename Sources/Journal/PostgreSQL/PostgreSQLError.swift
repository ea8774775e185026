/// What a PostgreSQL server or the way to it reports.
///
/// Of the server's errors only the code, the name of the constraint and, where it cannot have values in it, the message are
/// kept: detail, hint and context quote rows.
enum PostgreSQLError: Error, Hashable {
    /// No connection could be made.
    case cannotConnect(String)
    /// The server or the way to it is gone, and said nothing.
    case connectionLost
    /// The server ended the connection and said why.
    case ended(sqlState: String, message: String)
    /// The connection broke between a COMMIT and its answer, or the answer is not what it says.
    case commitUnknown
    /// The server did not take a statement; its transaction is undone.
    case refused(sqlState: String, constraint: String?, message: String)
    /// The server passed a statement over because one before it had failed.
    case passedOver
    /// The server's settings or the role would not keep what a journal promises.
    case unfit(String)
    /// All connections were in use for too long.
    case noConnectionFree(limit: Int)
}

extension PostgreSQLError: DriverError {
    var journalError: JournalError {
        switch self {
        case .cannotConnect(let message):
            .storage("PostgreSQL cannot be reached (\(message)); look whether the server runs, and retry")
        case .connectionLost:
            .storage("the connection to PostgreSQL broke; look whether the server runs, and retry")
        case .ended(let state, let message), .refused(let state, _, let message): Self.meaning(of: state, message)
        case .commitUnknown: .outcomeUnknown
        case .passedOver: .storage("PostgreSQL passed a statement over; retry")
        case .unfit(let what): .storage(what)
        case .noConnectionFree(let limit):
            .storage(
                "all \(limit) connections to PostgreSQL were in use for too long; allow more, or ask for less at once"
            )
        }
    }

    private static func meaning(of state: String, _ message: String) -> JournalError {
        switch state {
        case "57P01", "57P02", "57P03", "57P05", "25006":
            return .storage("PostgreSQL is shutting down, starting or a standby (\(message)); wait for it, and retry")
        case "57014": return .storage("PostgreSQL took longer than the time limit; retry, or raise statement_timeout")
        case "55P03":
            return .storage(
                "another node held the journal for longer than the time limit; retry, or raise lock_timeout"
            )
        case "25P03":
            return .storage(
                "this process hung in the middle of a change for longer than the time limit, so that PostgreSQL undid it; retry"
            )
        case "53100": return .storage("PostgreSQL's disk is full; make room and try again")
        case "42501":
            return .storage("PostgreSQL does not allow it (42501); install the schema again to grant the rights")
        case "3F000", "42883", "42P01":
            return .storage("the database has no tables for journals (\(state)); install the schema, then retry")
        case "40001", "40P01": return .storage("PostgreSQL undid the change in favour of another (\(state)); retry")
        default: break
        }
        // Messages of these classes speak of the server and of resources, never of rows.
        if ["08", "28", "3D", "53", "58"].contains(state.prefix(2)) {
            return .storage("PostgreSQL reports \(state): \(message)")
        }
        if state.hasPrefix("XX") {
            return .damaged("PostgreSQL finds its files malformed (\(state))")
        }
        return .storage("PostgreSQL reports \(state.isEmpty ? "an error without a code" : state)")
    }

    /// The place that was taken, when that is why the server refused.
    var takenPlace: TakenPlace? {
        guard case .refused("23505", let constraint, _) = self else { return nil }
        switch constraint {
        case "entry_stream": return .entry
        case "unique_key_pkey": return .key
        default: return nil
        }
    }
}
