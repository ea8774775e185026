import Foundation
package import GRDB
package import SeededRandomness

/// Damage to one or two rows of a table, and how it is undone.
package struct RowDamage {
    /// What happens to a row.
    package enum Kind: CaseIterable, Sendable {
        case flip, delete, swap, truncate
    }

    /// A table with the columns by which a row is known.
    package struct Table: Sendable {
        /// The table.
        package let name: String
        let keys: [String]

        /// Names a table and its key.
        package init(name: String, keys: [String]) {
            self.name = name
            self.keys = keys
        }
    }

    private let table: Table
    /// The rows before, one column after the other.
    private let before: [[DatabaseValue]]
    private let after: [[DatabaseValue]]
    private let columns: [String]

    /// The value of the first key column of the rows that are damaged, where it is a number.
    package var numbers: [Int64] {
        before.compactMap { row in columns.firstIndex(of: table.keys[0]).flatMap { Int64.fromDatabaseValue(row[$0]) } }
    }

    /// Draws a damage; `nil` when the table has no row for it.
    package init?(
        _ kind: Kind,
        of table: Table,
        in db: Database,
        using generator: inout SeededGenerator
    ) throws {
        self.table = table
        let columns = try db.columns(in: table.name).map(\.name)
        self.columns = columns
        let rows = try Row.fetchAll(db, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table.name)")
            .map { row in columns.indices.map { row[$0] as DatabaseValue } }
        guard let one = rows.randomElement(using: &generator) else { return nil }
        switch kind {
        case .delete:
            before = [one]
            after = []
        case .flip, .truncate:
            before = [one]
            guard let changed = Self.change(one, kind, using: &generator) else { return nil }
            after = [changed]
        case .swap:
            let keys = table.keys.compactMap(columns.firstIndex)
            let other = rows.filter { row in
                columns.indices.contains { !keys.contains($0) && row[$0] != one[$0] }
            }.randomElement(using: &generator)
            guard let other else { return nil }
            before = [one, other]
            after = [(one, other), (other, one)].map { place, content in
                columns.indices.map { keys.contains($0) ? place[$0] : content[$0] }
            }
        }
    }

    private static func change(
        _ row: [DatabaseValue],
        _ kind: Kind,
        using generator: inout SeededGenerator
    ) -> [DatabaseValue]? {
        var row = row
        let candidates = row.indices.filter { column in
            switch row[column].storage {
            case .blob(let data): !data.isEmpty
            case .string(let text): !text.isEmpty
            case .int64: kind == .flip
            default: false
            }
        }
        guard let column = candidates.randomElement(using: &generator) else { return nil }
        switch row[column].storage {
        case .blob(var data):
            if kind == .truncate {
                data.removeLast(Int.random(in: 1...data.count, using: &generator))
            } else {
                data[Int.random(in: 0..<data.count, using: &generator)] ^=
                    1 << UInt8.random(in: 0..<8, using: &generator)
            }
            row[column] = data.databaseValue
        case .string(let text):
            var bytes = Array(text.utf8)
            if kind == .truncate {
                bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
            } else {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1
            }
            row[column] = String(decoding: bytes, as: UTF8.self).databaseValue
        case .int64(let number): row[column] = (number ^ 1 << Int64.random(in: 0..<30, using: &generator)).databaseValue
        default: return nil
        }
        return row
    }

    /// Does it; `false` when the table's own rules refuse it.
    package func apply(in db: Database) throws -> Bool {
        do {
            try db.inSavepoint {
                try replace(before, by: after, in: db)
                return .commit
            }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return false
        }
    }

    /// Undoes it.
    package func undo(in db: Database) throws { try replace(after, by: before, in: db) }

    private func replace(_ old: [[DatabaseValue]], by new: [[DatabaseValue]], in db: Database) throws {
        let condition = columns.map { "\($0) IS ?" }.joined(separator: " AND ")
        for row in old {
            try db.execute(sql: "DELETE FROM \(table.name) WHERE \(condition)", arguments: StatementArguments(row))
        }
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        for row in new {
            try db.execute(
                sql: "INSERT INTO \(table.name) (\(columns.joined(separator: ", "))) VALUES (\(marks))",
                arguments: StatementArguments(row)
            )
        }
    }
}
