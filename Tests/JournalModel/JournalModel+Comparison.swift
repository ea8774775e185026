package import Journal

extension JournalModel {
    /// The first way in which a journal differs from the model, in everything that can be read and listed of it.
    ///
    /// - Returns: what differs; nil when nothing does.
    /// - Throws: ``JournalError`` when something cannot be read at all.
    package func difference(of journal: TenantJournal) throws(JournalError) -> String? {
        if let difference = try differenceOfEntries(journal) { return difference }
        if let difference = try differenceOfWork(journal) { return difference }
        for stream in AppendDraw.streams + [StreamID(7)] {
            let group = rowsByGroup.filter { $0.hasPrefix("\(stream) ") }
            if try journal.rows(group: stream).map(Self.line) != group { return "the rows of group \(stream)" }
        }
        if try journal.rowsByGroup().map(Self.line) != rowsByGroup { return "the rows by group" }
        if let difference = try differenceOfIndexes(journal) { return difference }
        let claims = try journal.claims(limit: 1000)
        if claims.count != keys.count || claims.contains(where: { keys[$0.key] != $0.target }) {
            return "the list of keys"
        }
        if try journal.lookups(limit: 1000) != lookups.sorted(by: Self.isListedBefore) { return "the list of lookups" }
        // Those with entries are held against them by every look at the integrity; some are asked for all the same.
        let asked = commands.filter { $0.value.isEmpty || $0.key.value % 4 == 0 }
        for (command, positions) in asked.sorted(by: { $0.key < $1.key })
        where try journal.receipt(of: command) != AppendReceipt(outcome: .alreadyDone, positions: positions) {
            return "the receipt of a command"
        }
        return nil
    }

    /// Whether a journal may be this one, as far as is soon seen.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - command: A command that is on record here and there or not at all.
    /// - Returns: Whether how many entries there are, its followers, its jobs and the command are the same.
    /// - Throws: ``JournalError`` when something cannot be read at all.
    package func resembles(_ journal: TenantJournal, in command: CommandID?) throws(JournalError) -> Bool {
        guard try journal.head() == Position(events.count), try differenceOfWork(journal) == nil else { return false }
        guard let command else { return true }
        return try journal.receipt(of: command)?.positions == commands[command]
    }

    private func differenceOfWork(_ journal: TenantJournal) throws(JournalError) -> String? {
        let states = try journal.followers()
        if states.map(\.name) != followers.keys.sorted() { return "the list of followers" }
        for state in states {
            let found = Follower(
                position: state.position,
                stoppedAt: state.stop?.position,
                reason: state.stop?.reason
            )
            if found != followers[state.name] { return "how far follower \(state.name) is" }
        }
        if try journal.jobs().map(JobModel.Standing.init) != jobs.jobs { return "the jobs" }
        return nil
    }

    private func differenceOfIndexes(_ journal: TenantJournal) throws(JournalError) -> String? {
        let indexes = AppendDraw.indexes(of: journal)
        for space in 1...2 as ClosedRange<UInt16> {
            let wanted = indexes.map { UniqueKey(space: space, index: $0) }
            for (value, owner) in try journal.claimed(wanted).enumerated() where owner != keys[wanted[value]] {
                return "the owner of key \(value) in space \(space)"
            }
        }
        let targets = Dictionary(grouping: lookups, by: \.index)
        for (value, found) in try journal.lookups(indexes.map { (1, $0) }).enumerated()
        where found != targets[indexes[value], default: []].map(\.target).sorted() {
            return "what lookup \(value) finds"
        }
        return nil
    }

    private static func isListedBefore(_ one: Lookup, _ other: Lookup) -> Bool {
        (one.space, one.index, one.target) < (other.space, other.index, other.target)
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

    /// Whether entries are all that there are here.
    ///
    /// - Parameters:
    ///   - entries: The entries.
    ///   - isForgetful: Whether one may lack its payload all the same.
    /// - Returns: Whether they are.
    package func agrees(with entries: [Entry], orForgets isForgetful: Bool = false) -> Bool {
        entries.count == events.count
            && zip(entries, events).allSatisfy { Self.isSame($0, $1, orForgotten: isForgetful) }
    }

    /// Whether entries are the first of a stream, but that one may lack its payload.
    package func beginning(of stream: StreamID, agreesWith entries: [Entry]) -> Bool {
        let own = events.filter { $0.stream == stream }
        return entries.count <= own.count
            && zip(entries, own).allSatisfy { Self.isSame($0, $1, orForgotten: true) }
    }

    /// Whether keys of entries were destroyed.
    package var hasForgotten: Bool { events.contains { $0.text == nil } }

    private static func isSame(_ entry: Entry, _ event: Event) -> Bool { isSame(entry, event, orForgotten: false) }

    private static func isSame(_ entry: Entry, _ event: Event, orForgotten isForgetful: Bool) -> Bool {
        entry.header.stream == event.stream && entry.header.streamVersion == event.version
            && entry.header.type == event.type && entry.header.cause == event.cause
            && entry.header.recorded == event.recorded
            && (entry.payload == event.text.map { Array($0.utf8) } || isForgetful && entry.payload == nil)
    }

    private static func line(_ row: StoredRow) -> String {
        "\(row.group) \(row.table) \(row.id) \(row.payload.map { String(decoding: $0, as: UTF8.self) } ?? "")"
    }
}
