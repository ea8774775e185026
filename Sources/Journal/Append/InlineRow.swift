/// A row written together with entries: the state of one thing, as of its last event.
///
/// The payload is given in clear and kept sealed. Rows can be dropped and made again from the entries
/// (`TenantJournal.dropDerived()`), so they are never the source of truth.
package struct InlineRow: Hashable, Sendable {
    /// What kind of row it is; the caller's number.
    package var table: UInt16
    /// Names the row in its table.
    package var id: StreamID
    /// Gathers rows that are looked at together; in clear.
    package var group: StreamID
    /// The version of the function that made the state, so that states of older versions can be told and made again.
    package var evolveVersion: UInt16
    /// Whom the row is about; `.tenant` for nobody.
    package var subject: SubjectID
    /// How long the row is kept.
    package var retention: RetentionClass
    /// The state, encoded by the caller; at most `Append.payloadLimit` bytes.
    package var payload: [UInt8]

    /// Makes the row `id` of `table`.
    package init(
        table: UInt16,
        id: StreamID,
        group: StreamID,
        evolveVersion: UInt16,
        subject: SubjectID,
        retention: RetentionClass = .claims,
        payload: [UInt8]
    ) {
        self.table = table
        self.id = id
        self.group = group
        self.evolveVersion = evolveVersion
        self.subject = subject
        self.retention = retention
        self.payload = payload
    }
}

/// A row that was made again from entries.
package struct DerivedRow: Hashable, Sendable {
    /// The row.
    package var row: InlineRow
    /// When the last of its entries was recorded, whose year (UTC) chooses the data key: making a row again is no new record
    /// of anybody, and must not keep it longer.
    package var recorded: Timestamp

    /// Makes `row` as it follows from entries of which the last was recorded at `recorded`.
    package init(row: InlineRow, recorded: Timestamp) {
        self.row = row
        self.recorded = recorded
    }
}

/// Names a row.
package struct RowID: Hashable, Sendable {
    /// The kind of row.
    package var table: UInt16
    /// The row's name in its table.
    package var id: StreamID

    /// Names the row `id` of `table`.
    package init(table: UInt16, id: StreamID) {
        self.table = table
        self.id = id
    }
}

/// Moves every row of one group, of whatever table, to another group.
package struct Regroup: Hashable, Sendable {
    /// The group that is left without rows.
    package var from: StreamID
    /// The group that takes them.
    package var to: StreamID

    /// Makes the move of all rows of `from` to `to`.
    package init(from: StreamID, to: StreamID) {
        self.from = from
        self.to = to
    }
}

/// A row as it is read back.
package struct StoredRow: Hashable, Sendable {
    /// The kind of row.
    package let table: UInt16
    /// The row's name in its table.
    package let id: StreamID
    /// The group that the row belongs to.
    package let group: StreamID
    /// The version of the function that made the state.
    package let evolveVersion: UInt16
    /// The state, opened; `nil` when its key was destroyed.
    package let payload: [UInt8]?
    /// Whom the row is about; `nil` together with the payload.
    package let subject: SubjectID?

    /// The place of the row when rows are read group by group.
    package var cursor: GroupCursor { GroupCursor(group: group, table: table, id: id) }
}

/// A place among all rows in the order of group, table and id.
package struct GroupCursor: Hashable, Sendable {
    /// The group of the last row read.
    package var group: StreamID
    /// The table of the last row read.
    package var table: UInt16
    /// The id of the last row read.
    package var id: StreamID

    /// Makes the place of the row `id` of `table` in `group`.
    package init(group: StreamID, table: UInt16, id: StreamID) {
        self.group = group
        self.table = table
        self.id = id
    }
}
