import Foundation

/// The table of followers of one journal within one transaction, by the rules of ``JournalTables``.
protocol FollowerTables {
    /// All followers that ever moved or stopped, by name.
    func followers() throws -> [FollowerRecord]
    /// What is kept of a follower; `nil` when it never moved nor stopped.
    func follower(_ name: String) throws -> FollowerRecord?
    /// Moves a follower on, and forgets why it had stopped.
    ///
    /// One that is not on record stands at 0. It is one statement, so that of two nodes that move it only one does.
    ///
    /// - Returns: whether it stood at `old`, and so was moved.
    func move(follower name: String, from old: Position, to new: Position) throws -> Bool
    /// Keeps why a follower stopped; its position stays.
    func stop(follower name: String, at position: Position, reason: SealedPayload) throws
    /// Puts a follower back to before the first entry.
    func reset(follower name: String) throws
}

/// What is kept of a follower.
struct FollowerRecord {
    var name: String
    var position: Position
    /// The entry that it stopped before, and why, sealed.
    var stop: (position: Position, reason: SealedPayload)?
}
