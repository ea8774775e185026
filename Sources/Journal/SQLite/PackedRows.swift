import GRDB
import GRDBSQLite

/// Rows whose columns lie one after the other in one piece of memory, from which SQLite takes them without a copy.
///
/// A window of an ingest writes ten thousand rows. Bound value by value through GRDB, each column was a `Data` of its own that
/// SQLite copied once more, and half of the time of a row was spent on that. So this is the one place that binds by itself, and
/// the only unsafe code of this driver; everything else goes through GRDB.
struct PackedRows: PreparedRows {
    private enum Column {
        case integer(Int64)
        case bytes(start: Int, count: Int)
    }

    private let width: Int
    private var bytes: [UInt8] = []
    private var columns: [Column] = []

    /// How many rows there are.
    var count: Int { columns.count / width }

    /// No rows yet, of `width` columns each.
    init(width: Int) { self.width = width }

    /// Takes rows that ``SQLiteDatabase`` has prepared.
    init(_ rows: any PreparedRows) {
        guard let rows = rows as? PackedRows else { preconditionFailure("Rows are written where they were prepared.") }
        self = rows
    }

    /// Makes room for rows that are to come.
    mutating func reserve(rows: Int, bytes: Int) {
        columns.reserveCapacity(rows * width)
        self.bytes.reserveCapacity(bytes)
    }

    /// Adds the next column, a number.
    mutating func append(_ integer: Int64) { columns.append(.integer(integer)) }

    /// Adds the next column, an identifier.
    mutating func append(_ identifier: some OpaqueIdentifier) {
        let start = bytes.count
        identifier.append(to: &bytes)
        columns.append(.bytes(start: start, count: bytes.count - start))
    }

    /// Adds the next column, bytes.
    mutating func append(_ blob: some Collection<UInt8>) {
        columns.append(.bytes(start: bytes.count, count: blob.count))
        bytes.append(contentsOf: blob)
    }

    /// Runs a statement that gives no rows once for each of these, its parameters being the columns in their order.
    ///
    /// - Parameters:
    ///   - statement: The statement, with as many parameters as a row has columns.
    ///   - db: The connection that it was compiled for.
    /// - Throws: `DatabaseError`, as SQLite tells it; the rows before the one that failed are written then.
    func execute(_ statement: Statement, in db: Database) throws {
        guard !columns.isEmpty else { return }
        let handle = unsafe statement.sqliteStatement
        precondition(
            unsafe sqlite3_bind_parameter_count(handle) == Int32(width),
            "A row has a column for each parameter."
        )
        // Whatever happens, SQLite holds no address of `bytes` once this returns.
        defer { unsafe sqlite3_clear_bindings(handle) }
        try unsafe bytes.withUnsafeBytes { memory in
            for row in stride(from: 0, to: columns.count, by: width) {
                for place in 0..<width {
                    let parameter = Int32(place + 1)
                    let code =
                        switch columns[row + place] {
                        case .integer(let integer): unsafe sqlite3_bind_int64(handle, parameter, integer)
                        case .bytes(_, count: 0): unsafe sqlite3_bind_zeroblob(handle, parameter, 0)
                        case .bytes(let start, let count):
                            unsafe sqlite3_bind_blob(
                                handle,
                                parameter,
                                memory.baseAddress.map { unsafe $0 + start },
                                Int32(count),
                                nil
                            )
                        }
                    guard code == SQLITE_OK else { throw Self.error(code, in: db) }
                }
                let code = unsafe sqlite3_step(handle)
                let error = code == SQLITE_DONE ? nil : Self.error(code, in: db)
                unsafe sqlite3_reset(handle)
                if let error { throw error }
            }
        }
    }

    private static func error(_ code: Int32, in db: Database) -> DatabaseError {
        guard let connection = unsafe db.sqliteConnection else { return DatabaseError(resultCode: .SQLITE_MISUSE) }
        let extended = unsafe sqlite3_extended_errcode(connection)
        return DatabaseError(
            resultCode: ResultCode(rawValue: extended == SQLITE_OK ? code : extended),
            message: unsafe String(cString: sqlite3_errmsg(connection))
        )
    }
}
