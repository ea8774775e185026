/// One change of the journal: all of it happens, or none.
///
/// First the command id is looked at: a command that has run already is not run again. Then all versions are checked,
/// then come entries, claimed keys, lookups, regrouping, rows, evidence, removals, jobs and decisions about dead letters, in
/// this order.
///
/// ```swift
/// let receipt = try journal.append(
///     Append(command: command, principal: "intake", purpose: "payment",
///            writes: [StreamWrite(stream: claim, expectedVersion: 0, events: [opened])],
///            claiming: [KeyClaim(key: identity, target: claim)]),
///     at: now)
/// ```
package struct Append: Hashable, Sendable {
    /// Names this run of the command; a second append with it is not done and gets the receipt of the first.
    package var command: CommandID
    /// Who acts, in clear; 1 to `textLimit` bytes, never a patient's name.
    package var principal: String
    /// Why, in clear; at most `textLimit` bytes.
    package var purpose: String
    /// The entry that led to this command, where one did.
    package var cause: Position?
    /// The events, stream by stream; each stream once.
    package var writes: [StreamWrite]
    /// Streams that must have exactly these versions, though nothing is written to them; 0: must not exist.
    package var asserting: [StreamID: UInt64]
    /// Keys that nobody may own yet, not even the same target.
    package var claiming: [KeyClaim]
    /// Lookups to add; one that exists already is left as it is.
    package var lookups: [Lookup]
    /// Groups to join, in order, before rows are written.
    package var regroup: [Regroup]
    /// Rows to insert or replace, in order.
    package var rows: [InlineRow]
    /// Bytes to store; what is stored and readable already is left as it is.
    package var evidence: [NewEvidence]
    /// Rows to remove, after rows are written; one that does not exist is passed over.
    package var removing: [RowID]
    /// Jobs to make, which get their ids from the command and their order.
    package var jobs: [NewJob]
    /// What is decided about jobs that are not tried any more.
    package var deadLetters: [DeadLetterDecision]

    /// The greatest number of bytes of a payload: 16 MiB.
    package static let payloadLimit = 16 * 1024 * 1024
    /// The greatest number of bytes (UTF-8) of a principal, purpose or media type.
    package static let textLimit = 255

    /// Makes the change of `command`, done by `principal` for `purpose`.
    package init(
        command: CommandID,
        principal: String,
        purpose: String,
        cause: Position? = nil,
        writes: [StreamWrite] = [],
        asserting: [StreamID: UInt64] = [:],
        claiming: [KeyClaim] = [],
        lookups: [Lookup] = [],
        regroup: [Regroup] = [],
        rows: [InlineRow] = [],
        evidence: [NewEvidence] = [],
        removing: [RowID] = [],
        jobs: [NewJob] = [],
        deadLetters: [DeadLetterDecision] = []
    ) {
        self.command = command
        self.principal = principal
        self.purpose = purpose
        self.cause = cause
        self.writes = writes
        self.asserting = asserting
        self.claiming = claiming
        self.lookups = lookups
        self.regroup = regroup
        self.rows = rows
        self.evidence = evidence
        self.removing = removing
        self.jobs = jobs
        self.deadLetters = deadLetters
    }
}

/// What became of an append.
package struct AppendReceipt: Hashable, Sendable {
    /// Whether the append was done now or before.
    package enum Outcome: Hashable, Sendable {
        /// It was done now.
        case appended
        /// Its command had been done before; nothing was changed.
        case alreadyDone
    }

    /// Whether the append was done now or before.
    package let outcome: Outcome
    /// The positions of the command's entries; empty when it had none.
    package let positions: Range<Position>

    /// Makes a receipt.
    package init(outcome: Outcome, positions: Range<Position>) {
        self.outcome = outcome
        self.positions = positions
    }
}
