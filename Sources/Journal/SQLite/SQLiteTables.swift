import GRDB

/// The tables of a journal's SQLite file, by statements that are compiled once.
struct SQLiteTables: JournalTables {
    let db: Database
}

extension SQLiteDatabase {
    func prepare(_ entries: [EntryRow]) -> any PreparedRows {
        var rows = PackedRows(width: 6)
        rows.reserve(rows: entries.count, bytes: entries.reduce(0) { $0 + $1.header.count + $1.payload.count + 48 })
        for entry in entries {
            rows.append(Int64(entry.position))
            rows.append(entry.stream)
            rows.append(Int64(entry.version))
            rows.append(entry.header)
            rows.append(entry.payload)
            rows.append(entry.leaf.bytes)
        }
        return rows
    }

    func prepare(_ keys: [KeyRecord]) -> any PreparedRows {
        // In the order of the tables' own keys, so that each page is touched once.
        var rows = PackedRows(width: 3)
        rows.reserve(rows: keys.count, bytes: keys.count * 32)
        for key in keys.sorted(by: { ($0.space, $0.index, $0.target) < ($1.space, $1.index, $1.target) }) {
            rows.append(Int64(key.space))
            rows.append(key.index)
            rows.append(key.target)
        }
        return rows
    }

    func prepare(_ rows: [SealedRow]) -> any PreparedRows {
        var packed = PackedRows(width: 6)
        packed.reserve(rows: rows.count, bytes: rows.reduce(0) { $0 + $1.payload.bytes.count + 48 })
        for sealed in rows {
            packed.append(Int64(sealed.row.table))
            packed.append(sealed.row.id)
            packed.append(sealed.row.group)
            packed.append(Int64(sealed.row.evolveVersion))
            packed.append(sealed.payload.dataKey)
            packed.append(sealed.payload.bytes)
        }
        return packed
    }
}
