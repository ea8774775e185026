import GRDB

/// The tables of a journal's SQLite file, by statements that are compiled once.
struct SQLiteTables: JournalTables {
    let db: Database
}

/// What to bind for each of many rows, made before the journal's turn is taken.
struct BoundRows: PreparedRows {
    var arguments: [StatementArguments]

    /// Takes rows that ``SQLiteDatabase`` has prepared.
    init(_ rows: any PreparedRows) {
        guard let rows = rows as? BoundRows else { preconditionFailure("Rows are written where they were prepared.") }
        self = rows
    }

    init(arguments: [StatementArguments]) { self.arguments = arguments }
}

extension SQLiteDatabase {
    func prepare(_ entries: [EntryRow]) -> any PreparedRows {
        BoundRows(
            arguments: entries.map { entry in
                [
                    Int64(entry.position), entry.stream.blob, Int64(entry.version), entry.header, entry.payload,
                    entry.leaf.blob,
                ]
            }
        )
    }

    func prepare(_ keys: [KeyRecord]) -> any PreparedRows { PackedKeys(keys) }

    func prepare(_ rows: [SealedRow]) -> any PreparedRows {
        BoundRows(
            arguments: rows.map { sealed in
                let row = sealed.row
                return [
                    Int64(row.table), row.id.blob, row.group.blob, Int64(row.evolveVersion),
                    sealed.payload.dataKey.blob, sealed.payload.bytes,
                ]
            }
        )
    }
}
