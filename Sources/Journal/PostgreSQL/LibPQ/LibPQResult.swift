import CPostgreSQL
import Foundation

/// The answer to one statement, of which values are copied out.
///
/// Each access is checked against the count of rows and columns, so a pointer is only followed into what libpq holds; the
/// object frees it when it goes.
final class LibPQResult: Sendable {
    /// The fields of an error that are looked at.
    ///
    /// Detail, hint and context are not among them: they quote values.
    enum Field {
        static let sqlState = Int32(UInt8(ascii: "C"))
        static let message = Int32(UInt8(ascii: "M"))
        static let constraint = Int32(UInt8(ascii: "n"))
        static let severity = Int32(UInt8(ascii: "V"))
    }

    private let address: LibPQAddress
    /// How many rows there are.
    let count: Int
    private let columns: Int

    init(owning result: OpaquePointer) {
        address = unsafe LibPQAddress(result)
        count = Int(unsafe PQntuples(result))
        columns = Int(unsafe PQnfields(result))
    }

    deinit { unsafe PQclear(address.opaque) }

    private var status: ExecStatusType { unsafe PQresultStatus(address.opaque) }

    /// Whether it is the end of a batch.
    var isSync: Bool { status == PGRES_PIPELINE_SYNC }

    /// Why the statement failed; `nil` when it did not.
    var error: PostgreSQLError? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: nil
        case PGRES_PIPELINE_ABORTED: .passedOver
        default:
            farewell
                ?? .refused(
                    sqlState: field(Field.sqlState) ?? "",
                    constraint: field(Field.constraint),
                    message: field(Field.message) ?? ""
                )
        }
    }

    /// The server's word on why it ended the connection; `nil` when it did not, or gave none.
    var farewell: PostgreSQLError? {
        guard let state = field(Field.sqlState), let severity = field(Field.severity), severity != "ERROR" else {
            return nil
        }
        return .ended(sqlState: state, message: field(Field.message) ?? "")
    }

    private func field(_ field: Int32) -> String? {
        unsafe PQresultErrorField(address.opaque, field).map { text in unsafe String(cString: text) }
    }

    /// The word that tells what was done, such as `COMMIT` or `INSERT 0 5`.
    var commandTag: String { unsafe PQcmdStatus(address.opaque).map { text in unsafe String(cString: text) } ?? "" }

    /// How many rows the statement changed.
    var changed: Int {
        unsafe PQcmdTuples(address.opaque).flatMap { text in unsafe Int(String(cString: text)) } ?? 0
    }

    /// Runs `body` with the bytes of a value; `nil` for NULL.
    private func value<Value>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value? {
        precondition(row < count && column < columns, "The statement has such a row and column.")
        let result = unsafe address.opaque
        guard unsafe PQgetisnull(result, Int32(row), Int32(column)) == 0,
            let bytes = unsafe PQgetvalue(result, Int32(row), Int32(column))
        else { return nil }
        let length = Int(unsafe PQgetlength(result, Int32(row), Int32(column)))
        return unsafe body(UnsafeRawBufferPointer(start: bytes, count: length))
    }

    /// The bytes of a value of type `bytea` or `text`; `nil` for NULL.
    func data(_ row: Int, _ column: Int) -> Data? {
        unsafe value(row, column) { bytes in unsafe Data(bytes) }
    }

    /// A value of type `text`; `nil` for NULL.
    func text(_ row: Int, _ column: Int) -> String? {
        unsafe value(row, column) { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
    }

    /// A value of an integer type; `nil` for NULL.
    func integer(_ row: Int, _ column: Int) -> Int64? {
        let integer = unsafe value(row, column) { bytes -> Int64? in
            guard [2, 4, 8].contains(bytes.count) else { return nil }
            let sign: Int64 = unsafe (bytes[0] & 0x80) == 0 ? 0 : -1
            return unsafe bytes.reduce(sign) { $0 << 8 | Int64($1) }
        }
        return integer ?? nil
    }

    /// A value of type `uuid`; `nil` for NULL.
    func identifier(_ row: Int, _ column: Int) -> UInt128? {
        let identifier = unsafe value(row, column) { bytes -> UInt128? in
            guard bytes.count == 16 else { return nil }
            return unsafe bytes.reduce(0) { $0 << 8 | UInt128($1) }
        }
        return identifier ?? nil
    }
}
