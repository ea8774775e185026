import Foundation

/// A row of a result, whose columns must have values.
///
/// - Throws: each accessor `JournalError.damaged` when the column is NULL or of another type.
struct ResultRow {
    let result: LibPQResult
    let row: Int

    func int64(_ column: Int) throws -> Int64 { try known(result.integer(row, column)) }

    func integer(_ column: Int) -> Int64? { result.integer(row, column) }

    func bytes(_ column: Int) throws -> Data { try known(result.data(row, column)) }

    func text(_ column: Int) throws -> String { try known(result.text(row, column)) }

    func textIfAny(_ column: Int) -> String? { result.text(row, column) }

    func identifier(_ column: Int) throws -> UInt128 { try known(result.identifier(row, column)) }

    func identifierIfAny(_ column: Int) -> UInt128? { result.identifier(row, column) }

    /// A count or position, which is not negative.
    func unsigned(_ integer: Int64) throws -> UInt64 { try known(UInt64(exactly: integer)) }

    private func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw JournalError.damaged("a record cannot be read") }
        return value
    }
}

extension LibPQResult {
    /// All rows, in order.
    var rows: some Sequence<ResultRow> { (0..<count).lazy.map { ResultRow(result: self, row: $0) } }

    /// What `body` makes of each row, in order.
    func map<Value>(_ body: (ResultRow) throws -> Value) rethrows -> [Value] { try rows.map(body) }
}
