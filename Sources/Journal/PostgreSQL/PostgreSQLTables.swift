import Foundation

/// The tables of a journal in a PostgreSQL database, within one transaction.
///
/// What asks nothing is sent with what comes after it, in one round trip. Many rows go as arrays, a column each, because
/// `COPY` is not to be had under row-level security.
///
/// As long as the server has not counted the rows of a young table it takes them for few, and would read all of the tenant's rather
/// than those under the keys that are asked for. So nothing here leaves it a choice: no statement joins a table or compares it with
/// an array. Many rows are read by a subquery for each key, whose order within keeps it from being made a join, and changed by a
/// statement for each. `PlanTests` counts what is read.
final class PostgreSQLTables: JournalTables {
    private let connection: LibPQConnection
    /// Tenant and journal: the first two parameters of every statement.
    let key: ParameterList
    /// The head as it was when this transaction locked it.
    private var lockedHead: JournalHead?

    init(_ connection: LibPQConnection, _ key: ParameterList) {
        self.connection = connection
        self.key = key
    }

    static let makeHead = """
        INSERT INTO journal_head (tenant, journal, position, leaf) VALUES ($1, $2, 0, NULL)
        ON CONFLICT (tenant, journal) DO NOTHING
        """

    private static let readHead = "SELECT position, leaf FROM journal_head WHERE tenant = $1 AND journal = $2"

    /// Takes the right to write the journal, until the transaction ends.
    func lockHead() throws {
        lockedHead = try head(in: try ask(Self.readHead + " FOR UPDATE", key))
    }

    func head() throws -> JournalHead {
        // Only this transaction can have moved it since it was locked.
        if let lockedHead { return lockedHead }
        return try head(in: try ask(Self.readHead, key))
    }

    /// Whether there is such a journal.
    func exists() throws -> Bool { try ask(Self.readHead, key).count == 1 }

    private func head(in result: LibPQResult) throws -> JournalHead {
        guard result.count == 1, let position = result.integer(0, 0), let number = Position(exactly: position) else {
            throw JournalError.damaged("the database does not have the journal of this tenant")
        }
        return JournalHead(position: number, leaf: result.data(0, 1))
    }

    /// Sends a statement with what comes after it.
    func send(_ sql: String, _ parameters: ParameterList) throws { try connection.send(sql, parameters) }

    /// Sends a statement with what came before it, and waits for its result.
    func ask(_ sql: String, _ parameters: ParameterList) throws -> LibPQResult {
        try connection.send(sql, parameters)
        guard let result = try connection.finish().last else { throw PostgreSQLError.connectionLost }
        return result
    }

    /// Sends a statement with each of the lists of parameters and what came before it, and waits for their results.
    func ask(_ sql: String, forEach lists: [ParameterList]) throws -> [LibPQResult] {
        for parameters in lists { try connection.send(sql, parameters) }
        return try connection.finish().suffix(lists.count)
    }

    /// Moves the head, once entries were sent.
    func moveHead(to head: JournalHead) throws {
        var parameters = key
        parameters.add(Int64(head.position))
        parameters.add(head.leaf ?? Data())
        try send("UPDATE journal_head SET position = $3, leaf = $4 WHERE tenant = $1 AND journal = $2", parameters)
        lockedHead = head
    }
}

extension ParameterList {
    /// The list with more parameters after it.
    func adding(_ more: (inout ParameterList) -> Void) -> ParameterList {
        var list = self
        more(&list)
        return list
    }
}

/// Rows as arrays of columns, cut into statements of a few megabytes.
struct ColumnBatches: PreparedRows {
    /// The parameters of each statement.
    var batches: [ParameterList]
    /// The head after the rows, when they are entries.
    var head: JournalHead?

    /// Takes rows that ``PostgreSQLDatabase`` has prepared.
    init(_ rows: any PreparedRows) {
        guard let rows = rows as? ColumnBatches else {
            preconditionFailure("Rows are written where they were prepared.")
        }
        self = rows
    }

    /// Cuts rows into batches of at most about `byteLimit` bytes.
    init<Row>(
        _ rows: [Row],
        after key: ParameterList,
        size: (Row) -> Int,
        columns: (ArraySlice<Row>, inout ParameterList) -> Void
    ) {
        batches = []
        var start = 0
        while start < rows.count {
            var bytes = 0
            var end = start
            while end < rows.count, end == start || bytes < Self.byteLimit {
                bytes += size(rows[end])
                end += 1
            }
            batches.append(key.adding { columns(rows[start..<end], &$0) })
            start = end
        }
    }

    private static let byteLimit = 4 << 20
}

extension PostgreSQLDatabase {
    func prepare(_ entries: [EntryRow]) -> any PreparedRows {
        var batches = ColumnBatches(entries, after: key, size: { $0.payload.count + $0.header.count }) { rows, list in
            list.add(ParameterArray(rows.lazy.map { Int64($0.position) }))
            list.add(ParameterArray(rows.lazy.map(\.stream.value)))
            list.add(ParameterArray(rows.lazy.map { Int64($0.version) }))
            list.add(ParameterArray(rows.lazy.map(\.header)))
            list.add(ParameterArray(rows.lazy.map(\.payload)))
            list.add(ParameterArray(rows.lazy.map(\.leaf.blob)))
        }
        batches.head = entries.last.map { JournalHead(position: $0.position, leaf: $0.leaf.blob) }
        return batches
    }

    func prepare(_ keys: [KeyRecord]) -> any PreparedRows {
        // In the order of the index, so that two nodes never wait for each other and pages are touched once.
        let sorted = keys.sorted { ($0.space, $0.index, $0.target) < ($1.space, $1.index, $1.target) }
        return ColumnBatches(sorted, after: key, size: { _ in 48 }) { rows, list in
            list.add(ParameterArray(rows.lazy.map { Int32($0.space) }))
            list.add(ParameterArray(rows.lazy.map(\.index.value)))
            list.add(ParameterArray(rows.lazy.map(\.target.value)))
        }
    }

    func prepare(_ rows: [SealedRow]) -> any PreparedRows {
        // One statement cannot write a row twice, and what counts is the last.
        var places: [RowID: Int] = [:]
        for (place, sealed) in rows.enumerated() { places[RowID(table: sealed.row.table, id: sealed.row.id)] = place }
        let last = places.values.sorted().map { rows[$0] }
        return ColumnBatches(last, after: key, size: { $0.payload.bytes.count + 80 }) { rows, list in
            list.add(ParameterArray(rows.lazy.map { Int32($0.row.table) }))
            list.add(ParameterArray(rows.lazy.map(\.row.id.value)))
            list.add(ParameterArray(rows.lazy.map(\.row.group.value)))
            list.add(ParameterArray(rows.lazy.map { Int32($0.row.evolveVersion) }))
            list.add(ParameterArray(rows.lazy.map(\.payload.dataKey.value)))
            list.add(ParameterArray(rows.lazy.map(\.payload.bytes)))
        }
    }
}
