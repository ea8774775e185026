import GRDB

extension Row {
    /// The value of a column.
    ///
    /// GRDB's own subscript ends the process when a column has no such value, which a damaged page of the file is enough for.
    ///
    /// - Throws: `RowDecodingError`, which the journal reports as damage.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
        try decode(Value.self, atIndex: index)
    }
}
