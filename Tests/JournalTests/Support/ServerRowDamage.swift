import SeededRandomness

@testable import Journal

/// Damage that the owner of PostgreSQL's tables does to one or two rows of a store, and how it is undone.
///
/// Values are exchanged as PostgreSQL writes them; all rows that the connection sees are of one store and journal.
struct ServerRowDamage {
    /// What happens to a row.
    enum Kind: CaseIterable, Sendable {
        case change, delete, swap, truncate
    }

    /// A table with the columns by which a row of a journal is known.
    struct Table: Sendable {
        let name: String
        let keys: [String]
        /// Columns that say something that nothing vouches for.
        var unvouched: Set<String> = []
    }

    private struct Column {
        let name: String
        let type: String
    }

    private let table: Table
    private let columns: [Column]
    private let before: [[String?]]
    private let after: [[String?]]

    /// The value of the first key column of the rows that are damaged, where it is a number.
    var numbers: [UInt64] {
        before.compactMap { row in
            columns.firstIndex { $0.name == table.keys[0] }.flatMap { row[$0] }.flatMap { UInt64($0) }
        }
    }

    /// Names what is done, without its values.
    var description: String {
        let changed = columns.indices.filter { place in zip(before, after).contains { $0[place] != $1[place] } }
        return "\(table.name) \(changed.map { columns[$0].name })"
    }

    /// Draws a damage; `nil` when the table has no row for it.
    init?(_ kind: Kind, of table: Table, on owner: LibPQConnection, using generator: inout SeededGenerator) throws {
        self.table = table
        let columns = try Self.columns(of: table, on: owner)
        self.columns = columns
        let names = columns.map { "\($0.name)::text" }.joined(separator: ", ")
        let order = table.keys.joined(separator: ", ")
        try owner.send("SELECT \(names) FROM \(table.name) WHERE journal = 1 ORDER BY \(order)")
        guard let answer = try owner.finish().last else { return nil }
        let rows = (0..<answer.count).map { row in columns.indices.map { answer.text(row, $0) } }
        guard let one = rows.randomElement(using: &generator) else { return nil }
        let keys = Set(table.keys.compactMap { key in columns.firstIndex { $0.name == key } })
        switch kind {
        case .delete: (before, after) = ([one], [])
        case .change, .truncate:
            guard let changed = Self.change(one, kind, columns, table, using: &generator) else { return nil }
            (before, after) = ([one], [changed])
        case .swap:
            let others = rows.filter { row in
                columns.indices.contains {
                    !keys.contains($0) && row[$0] != one[$0] && !table.unvouched.contains(columns[$0].name)
                }
            }
            guard let other = others.randomElement(using: &generator) else { return nil }
            before = [one, other]
            after = [(one, other), (other, one)].map { place, content in
                columns.indices.map { keys.contains($0) ? place[$0] : content[$0] }
            }
        }
    }

    private static func columns(of table: Table, on owner: LibPQConnection) throws -> [Column] {
        try owner.send(
            """
            SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = 'recourse.\(table.name)'::regclass AND attnum > 0 AND NOT attisdropped
                AND attname NOT IN ('tenant', 'journal')
            ORDER BY attnum
            """
        )
        guard let answer = try owner.finish().last else { return [] }
        return (0..<answer.count).map { Column(name: answer.text($0, 0) ?? "", type: answer.text($0, 1) ?? "") }
    }

    private static func change(
        _ row: [String?],
        _ kind: Kind,
        _ columns: [Column],
        _ table: Table,
        using generator: inout SeededGenerator
    ) -> [String?]? {
        var row = row
        let candidates = columns.indices.filter { place in
            guard let value = row[place], !value.isEmpty, value != "\\x" else { return false }
            if table.unvouched.contains(columns[place].name) { return false }
            return kind == .change || ["bytea", "text"].contains(columns[place].type)
        }
        guard let place = candidates.randomElement(using: &generator), let value = row[place] else { return nil }
        row[place] =
            kind == .truncate
            ? truncated(value, columns[place].type, using: &generator)
            : changed(value, columns[place].type, using: &generator)
        return row
    }

    private static func truncated(_ value: String, _ type: String, using generator: inout SeededGenerator) -> String {
        guard type == "bytea" else {
            let count = Int.random(in: 1...value.count, using: &generator)
            return String(value.dropLast(count))
        }
        let bytes = (value.count - 2) / 2
        let count = Int.random(in: 1...bytes, using: &generator)
        return String(value.dropLast(2 * count))
    }

    private static func changed(_ value: String, _ type: String, using generator: inout SeededGenerator) -> String {
        switch type {
        case "bigint", "integer", "smallint":
            let bits: Int64 = type == "smallint" ? 7 : 30
            let bit = Int64.random(in: 0..<bits, using: &generator)
            return String((Int64(value) ?? 0) ^ (1 << bit))
        case "boolean": return value == "true" ? "false" : "true"
        case "bytea", "uuid":
            var digits = Array(value)
            let places = digits.indices.filter { digits[$0].isHexDigit && (type == "uuid" || $0 > 1) }
            guard let place = places.randomElement(using: &generator), let digit = digits[place].hexDigitValue else {
                return value
            }
            let bit = Int.random(in: 0..<4, using: &generator)
            digits[place] = Character(String(digit ^ (1 << bit), radix: 16))
            return String(digits)
        default:
            var bytes = Array(value.utf8)
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = bytes[place] == 0x41 ? 0x42 : 0x41
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Does it.
    ///
    /// - Parameters:
    ///   - owner: A connection as the owner of the tables.
    ///   - tenant: Whose rows they are.
    /// - Returns: Whether the table's own rules allow it.
    func apply(on owner: LibPQConnection, tenant: StreamID) -> Bool {
        do {
            try replace(before, by: after, on: owner, tenant)
            return true
        } catch {
            // A batch that was refused is undone wholly.
            try? owner.send("ROLLBACK")
            _ = try? owner.finish()
            return false
        }
    }

    /// Undoes it.
    func undo(on owner: LibPQConnection, tenant: StreamID) throws { try replace(after, by: before, on: owner, tenant) }

    private func replace(
        _ old: [[String?]],
        by new: [[String?]],
        on owner: LibPQConnection,
        _ tenant: StreamID
    ) throws {
        try owner.send("BEGIN")
        for row in old {
            let conditions = columns.indices.map { place in
                "\(columns[place].name)::text IS NOT DISTINCT FROM \(Self.quoted(row[place]))"
            }
            try owner.send("DELETE FROM \(table.name) WHERE journal = 1 AND \(conditions.joined(separator: " AND "))")
        }
        let names = columns.map(\.name).joined(separator: ", ")
        for row in new {
            let values = row.map(Self.quoted).joined(separator: ", ")
            try owner.send(
                "INSERT INTO \(table.name) (tenant, journal, \(names)) VALUES ('\(tenant)', 1, \(values))"
            )
        }
        try owner.send("COMMIT")
        _ = try owner.finish()
    }

    private static func quoted(_ value: String?) -> String {
        value.map { "'" + $0.replacing("'", with: "''") + "'" } ?? "NULL"
    }
}
