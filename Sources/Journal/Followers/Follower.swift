/// Reads every entry of a journal, in order and once, and says what follows from it.
///
/// The journal keeps how far each follower has come. What it answers to an entry is appended in the same transaction in which
/// its position moves past that entry, so a crash anywhere neither skips an entry nor answers it twice. A follower keeps
/// nothing in memory that matters: after a crash it is made anew and goes on from its position.
///
/// It may be given the same entry again: when what it answered could not be appended, because a stream had moved on, and when
/// it was reset. What it appends is named by the entry, so that what was appended before is not appended again.
package protocol Follower: Sendable {
    /// Names the follower in the store, for good; 1–255 bytes, in clear.
    var name: String { get }

    /// Whether the follower looks at the entry; the payloads of others are not opened.
    func wants(_ header: EntryHeader) -> Bool

    /// What follows from the entry; nothing most of the time.
    ///
    /// An entry whose key was destroyed comes without payload.
    ///
    /// - Parameter entry: An entry that is wanted, and found to be the one that was written.
    /// - Returns: What is to be appended, in order, all or nothing.
    /// - Throws: Why the entry cannot be followed. The follower then stops before it until it is tried again, and the text of
    ///   the error is kept, sealed.
    func follow(_ entry: Entry) throws -> [Reaction]
}

/// An append that follows from an entry.
///
/// Its command id is made from the position of the entry, the reaction's name, and its ordinal among the reactions of that
/// name to that entry (``CommandID/init(cause:reaction:ordinal:)``). So a repeat is a no-op, also after the follower was
/// reset. A reaction without events and claimed keys has nothing that could be doubled, only rows and jobs that are the same
/// each time; it is done again.
package struct Reaction: Hashable, Sendable {
    /// What kind of reaction it is: 1–255 bytes, and no other follower's.
    package var name: String
    /// What is appended, but for its command id and cause, which come from the entry.
    package var append: Append

    /// Makes the reaction `name`, which appends what `append` says under an id of its own.
    package init(_ name: String, _ append: Append) {
        self.name = name
        self.append = append
    }

    /// Whether the append is done again when it was done before.
    static func isRepeatable(_ append: Append) -> Bool {
        append.claiming.isEmpty && append.writes.allSatisfy { $0.events.isEmpty }
    }
}

extension Append {
    /// A change by `principal` for `purpose` whose command will be named by what it follows from.
    package static func reaction(principal: String, purpose: String) -> Append {
        Append(command: CommandID(0), principal: principal, purpose: purpose)
    }
}

extension [Reaction] {
    /// The appends of reactions to the entry at `cause`, each with its command id.
    func appends(after cause: Position) -> [Append] {
        var ordinals: [String: UInt32] = [:]
        return map { reaction in
            let ordinal = ordinals[reaction.name, default: 0]
            ordinals[reaction.name] = ordinal + 1
            var append = reaction.append
            append.command = CommandID(cause: cause, reaction: reaction.name, ordinal: ordinal)
            append.cause = cause
            return append
        }
    }
}

/// How far a follower has come.
package struct FollowerState: Hashable, Sendable {
    /// The follower's name.
    package let name: String
    /// The position of the last entry that it has followed; 0 for none.
    package let position: Position
    /// Why it stopped before the next entry; `nil` when it did not.
    package let stop: FollowerStop?
}

/// Why a follower stopped.
package struct FollowerStop: Hashable, Sendable {
    /// The entry that it could not follow.
    package let position: Position
    /// What it said; `nil` when the key was destroyed that the text was sealed with.
    package let reason: String?
}
