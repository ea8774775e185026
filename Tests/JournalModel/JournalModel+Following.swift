package import Journal

// Followers of the model's journal.
extension JournalModel {
    private enum Advance { case moved, idle, stopped }

    /// How many entries a follower reads at once.
    private static let batchSize = 500

    /// Has followers read until none has anything left.
    ///
    /// - Parameters:
    ///   - rules: What the followers do.
    ///   - now: The time of day.
    ///   - note: Is told the model after each transaction.
    package mutating func drain(_ rules: [FollowerRule], at now: Timestamp, note: (JournalModel) -> Void = { _ in }) {
        var isStopped = rules.map { _ in false }
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            for (index, rule) in rules.enumerated() where !isStopped[index] {
                switch advance(rule, at: now, note: note) {
                case .moved: hasMoved = true
                case .idle: break
                case .stopped: isStopped[index] = true
                }
            }
        }
    }

    /// Puts a follower back to before the first entry.
    package mutating func resetFollower(_ name: String) {
        if followers[name] != nil { followers[name] = Follower() }
    }

    private mutating func advance(_ rule: FollowerRule, at now: Timestamp, note: (JournalModel) -> Void) -> Advance {
        let start = followers[rule.name]?.position ?? 0
        var kept = start
        var reached = start
        for event in events[Int(start)...].prefix(Self.batchSize) {
            let position = reached + 1
            guard rule.wants(event.type) else {
                reached = position
                continue
            }
            let cause = FollowerRule.Cause(
                position: position,
                stream: event.stream,
                type: event.type,
                text: event.text
            )
            do {
                let reactions = try rule.reactions(to: cause, at: now) { version(of: $0) }
                reached = position
                guard !reactions.isEmpty else { continue }
                try answer(reactions, to: position, at: now)
                followers[rule.name] = Follower(position: position)
                kept = reached
            } catch {
                followers[rule.name] = Follower(position: reached, stoppedAt: position, reason: "\(error)")
                note(self)
                return .stopped
            }
            note(self)
        }
        if reached > kept {
            followers[rule.name] = Follower(position: reached)
            note(self)
        }
        return reached > start ? .moved : .idle
    }

    private mutating func answer(_ reactions: [Reaction], to cause: Position, at now: Timestamp) throws {
        var ordinals: [String: Int] = [:]
        for reaction in reactions {
            let ordinal = ordinals[reaction.name, default: 0]
            ordinals[reaction.name] = ordinal + 1
            var append = reaction.append
            append.cause = cause
            append.command = CommandID(cause: cause, reaction: reaction.name, ordinal: UInt32(ordinal))
            // What has neither events nor keys is done again.
            if append.claiming.isEmpty, append.writes.allSatisfy(\.events.isEmpty) {
                _ = try carryOut(append, at: now)
            } else if answers.insert(Answer(cause: cause, reaction: reaction.name, ordinal: ordinal)).inserted {
                commands[append.command] = try carryOut(append, at: now)
            }
        }
    }
}
