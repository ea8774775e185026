import CLibPQ

/// A connection to a PostgreSQL server on which one statement waits for the other.
public final class Connection {
    private let handle: OpaquePointer

    /// Connects.
    ///
    /// - Parameter string: a connection string of libpq.
    /// - Throws: ``PostgreSQLFailure``.
    public init(_ string: String) throws {
        guard let handle = PQconnectdb(string) else { throw PostgreSQLFailure("libpq has no memory for a connection") }
        guard PQstatus(handle) == CONNECTION_OK else {
            defer { PQfinish(handle) }
            throw PostgreSQLFailure(String(cString: PQerrorMessage(handle)))
        }
        self.handle = handle
    }

    deinit { PQfinish(handle) }

    /// Runs statements without parameters and gives the first value of the last; nil when there is none.
    ///
    /// - Throws: ``PostgreSQLFailure``.
    @discardableResult
    public func run(_ sql: String) throws -> String? { try take(PQexec(handle, sql)) }

    /// Prepares a statement under a name.
    ///
    /// - Throws: ``PostgreSQLFailure``.
    public func prepare(_ name: String, _ sql: String) throws { try take(PQprepare(handle, name, sql, 0, nil)) }

    /// Runs a prepared statement with parameters in PostgreSQL's binary form.
    ///
    /// - Throws: ``PostgreSQLFailure``.
    public func run(prepared name: String, _ parameters: [[UInt8]]) throws {
        let bytes = parameters.flatMap(\.self)
        try bytes.withUnsafeBytes { bytes in
            var next = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values: [UnsafePointer<CChar>?] = parameters.map { parameter in
                defer { next = next.map { $0 + parameter.count } }
                return next
            }
            let lengths = parameters.map { Int32($0.count) }
            let formats = [Int32](repeating: 1, count: parameters.count)
            try take(PQexecPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1))
        }
    }

    @discardableResult
    private func take(_ result: OpaquePointer?) throws -> String? {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK: return nil
        case PGRES_TUPLES_OK:
            guard PQntuples(result) > 0, PQnfields(result) > 0 else { return nil }
            return String(cString: PQgetvalue(result, 0, 0))
        default: throw PostgreSQLFailure(String(cString: PQerrorMessage(handle)))
        }
    }
}

/// What the server or libpq said.
public struct PostgreSQLFailure: Error, CustomStringConvertible {
    /// The words.
    public let description: String

    init(_ description: String) { self.description = description }
}
