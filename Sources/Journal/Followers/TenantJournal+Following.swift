// Followers at work.
extension TenantJournal {
    /// Has followers read until none has anything left, also of what followed from what they read.
    ///
    /// One that cannot follow an entry stops before it, the others go on; each call tries the entry again.
    ///
    /// - Parameters:
    ///   - followers: The followers, each with a name of its own.
    ///   - clock: The time of day, for the times of recording.
    /// - Returns: How far each has come, in the order of `followers`.
    /// - Throws: `JournalError.storage`, `.damaged` when the store itself cannot be used, `.otherHistory`, `.outcomeUnknown` when
    ///   the database is away, `.closed`.
    /// - Complexity: Reads each entry once for each follower that has not read it.
    package func drain(
        _ followers: [any Follower],
        clock: () -> Timestamp
    ) throws(JournalError) -> [FollowerState] {
        var isStopped = followers.map { _ in false }
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            for (index, follower) in followers.enumerated() where !isStopped[index] {
                switch try advance(follower, clock: clock) {
                case .moved: hasMoved = true
                case .idle: break
                case .stopped: isStopped[index] = true
                }
            }
        }
        return try followers.map { follower throws(JournalError) in try state(of: follower.name) }
    }

    /// How far all followers are that this journal has ever had, by name.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func followers() throws(JournalError) -> [FollowerState] {
        try read { tables in try tables.followers() }.map(state)
    }

    /// Puts a follower back to before the first entry, so that it reads everything again.
    ///
    /// What it appended under a name is not appended again.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.otherHistory`, `.closed`.
    package func resetFollower(_ name: String) throws(JournalError) {
        try write { tables in try tables.reset(follower: name) }
    }

    private func state(of name: String) throws(JournalError) -> FollowerState {
        guard let record = try read({ tables in try tables.follower(name) }) else {
            return FollowerState(name: name, position: 0, stop: nil)
        }
        return try state(record)
    }

    private func state(_ record: FollowerRecord) throws(JournalError) -> FollowerState {
        guard let stop = record.stop else {
            return FollowerState(name: record.name, position: record.position, stop: nil)
        }
        let place = AssociatedData.followerStop(tenant: tenantID, journal: number, follower: record.name)
        let reason = try open(reason: stop.reason, binding: place, what: "why follower \(record.name) stopped")
        return FollowerState(
            name: record.name,
            position: record.position,
            stop: FollowerStop(position: stop.position, reason: reason)
        )
    }
}

// MARK: - One batch

extension TenantJournal {
    private enum Advance { case moved, idle, stopped }

    /// How many entries are read at once; each may have a payload of many megabytes.
    private static let batchSize = 500
    /// How often an entry is given again because a stream had moved on.
    private static let patience = 5

    private func advance(_ follower: any Follower, clock: () -> Timestamp) throws(JournalError) -> Advance {
        let start = try state(of: follower.name).position
        let records = try read { tables in try tables.entries(from: start + 1, limit: Self.batchSize) }
        var way = Way(follower: follower.name, kept: start, reached: start)
        for record in records {
            do {
                let reactions = try reactions(of: follower, to: record, expected: way.reached + 1)
                way.reached += 1
                if !reactions.isEmpty {
                    try carryOut(reactions, of: follower, to: record, on: &way, clock: clock)
                }
            } catch let away as Away {
                throw away.error
            } catch is OvertakenFollower {
                return .moved
            } catch {
                return try stop(way, before: UInt64(bitPattern: record.position), because: error, at: clock())
            }
        }
        if way.reached > way.kept {
            // Another node has read on meanwhile when this is refused.
            _ = try write { tables in try tables.move(follower: way.follower, from: way.kept, to: way.reached) }
        }
        return way.reached > start ? .moved : .idle
    }

    /// How far a follower has come in a batch, and how far that is kept.
    private struct Way {
        let follower: String
        var kept: Position
        var reached: Position
    }

    /// The store cannot be used, which is no fault of an entry.
    private struct Away: Error { let error: JournalError }

    /// Somebody else moved the follower.
    private struct OvertakenFollower: Error {}

    private func reactions(
        of follower: any Follower,
        to record: EntryRecord,
        expected position: Position
    ) throws -> [Reaction] {
        guard UInt64(bitPattern: record.position) == position else {
            throw JournalError.damaged("entry \(position) is missing")
        }
        let header = try record.verifiedHeader()
        guard follower.wants(header) else { return [] }
        return try guarding { try follower.follow(try open(record, header)) }
    }

    /// Tells failures of the store from those of the entry at hand.
    private func guarding<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as JournalError {
            switch error {
            case .storage, .closed, .otherHistory, .outcomeUnknown, .inUse: throw Away(error: error)
            default: throw error
            }
        }
    }

    /// Appends what follows from an entry, and moves the follower past it.
    private func carryOut(
        _ first: [Reaction],
        of follower: any Follower,
        to record: EntryRecord,
        on way: inout Way,
        clock: () -> Timestamp
    ) throws {
        var reactions = first
        for attempt in 1... {
            do {
                let appends = reactions.appends(after: way.reached)
                try guarding { try commit(appends, moving: way, at: clock()) }
                way.kept = way.reached
                return
            } catch JournalError.conflict where attempt < Self.patience {
                reactions = try self.reactions(of: follower, to: record, expected: way.reached)
            } catch let away as Away where away.error == .outcomeUnknown && attempt < Self.patience {
                // The position says whether it was done: it moved in the same transaction.
                guard try state(of: follower.name).position < way.reached else {
                    way.kept = way.reached
                    return
                }
            }
        }
    }

    private func commit(_ appends: [Append], moving way: Way, at recorded: Timestamp) throws {
        let prepared = try appends.map { try prepare($0, at: recorded) }
        try checkCondition(for: .writing)
        var grown: TreeEdge?
        var current = 0
        do {
            try database.write { tables in
                guard try tables.move(follower: way.follower, from: way.kept, to: way.reached) else {
                    throw OvertakenFollower()
                }
                for (index, append) in prepared.enumerated() {
                    current = index
                    let isNamed = !Reaction.isRepeatable(append.append)
                    _ = try write(append, growing: &grown, in: tables, isNamed: isNamed)
                }
            }
        } catch let taken as TakenPlace {
            throw try read { tables in try Self.refusal(of: appends[current], as: taken, in: tables) }
        } catch let overtaken as OvertakenFollower {
            throw overtaken
        } catch {
            throw JournalError(error)
        }
        if let grown { keep(edge: grown) }
    }

    /// Keeps why a follower stopped, after what it has followed.
    private func stop(
        _ way: Way,
        before position: Position,
        because error: any Error,
        at recorded: Timestamp
    ) throws(JournalError) -> Advance {
        let place = AssociatedData.followerStop(tenant: tenantID, journal: number, follower: way.follower)
        let reason = try seal(reason: String(describing: error), binding: place, at: recorded)
        // What was reached may be the entry at fault itself.
        let last = min(way.reached, position - 1)
        try write { tables in
            if last > way.kept { _ = try tables.move(follower: way.follower, from: way.kept, to: last) }
            try tables.stop(follower: way.follower, at: position, reason: reason)
        }
        return .stopped
    }
}
