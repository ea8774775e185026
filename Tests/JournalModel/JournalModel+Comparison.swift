package import Journal

extension JournalModel {
    /// The first way in which a journal differs from the model, in everything that can be read and listed of it.
    ///
    /// - Returns: what differs; nil when nothing does.
    /// - Throws: ``JournalError`` when something cannot be read at all.
    package func difference(of journal: TenantJournal) throws(JournalError) -> String? {
        if let difference = try differenceOfEntries(journal) { return difference }
        for stream in AppendDraw.streams + [StreamID(7)] {
            let group = rowsByGroup.filter { $0.hasPrefix("\(stream) ") }
            if try journal.rows(group: stream).map(Self.line) != group { return "the rows of group \(stream)" }
        }
        if try journal.rowsByGroup().map(Self.line) != rowsByGroup { return "the rows by group" }
        for (value, index) in AppendDraw.indexes(of: journal).enumerated() {
            for space in 1...2 as ClosedRange<UInt16> {
                let key = UniqueKey(space: space, index: index)
                if try journal.claimed(key) != keys[key] { return "the owner of key \(value) in space \(space)" }
            }
            let found = lookups.filter { $0.index == index }.map(\.target).sorted()
            if try journal.lookup(space: 1, index) != found { return "what lookup \(value) finds" }
        }
        if try journal.claims(limit: 1000).count != keys.count { return "the list of keys" }
        if try journal.lookups(limit: 1000).count != lookups.count { return "the list of lookups" }
        for (command, positions) in commands.sorted(by: { $0.key < $1.key })
        where try journal.receipt(of: command) != AppendReceipt(outcome: .alreadyDone, positions: positions) {
            return "the receipt of a command"
        }
        return nil
    }

    private func differenceOfEntries(_ journal: TenantJournal) throws(JournalError) -> String? {
        if try journal.head() != Position(events.count) { return "the number of entries" }
        var found: [Entry] = []
        while case let batch = try journal.entries(from: Position(found.count + 1), limit: 100), !batch.isEmpty {
            found += batch
        }
        for (entry, event) in zip(found, events) where !Self.isSame(entry, event) {
            return "entry \(entry.header.position)"
        }
        for stream in AppendDraw.streams {
            let own = events.filter { $0.stream == stream }
            if try journal.version(of: stream) != UInt64(own.count) { return "the version of stream \(stream)" }
            let read = try journal.entries(of: stream)
            if read.count != own.count || !zip(read, own).allSatisfy(Self.isSame) { return "stream \(stream)" }
        }
        return nil
    }

    private static func isSame(_ entry: Entry, _ event: Event) -> Bool {
        entry.header.stream == event.stream && entry.header.streamVersion == event.version
            && entry.payload == event.text.map { Array($0.utf8) }
    }

    private static func line(_ row: StoredRow) -> String {
        "\(row.group) \(row.table) \(row.id) \(row.payload.map { String(decoding: $0, as: UTF8.self) } ?? "")"
    }
}
