import Crypto
import Foundation

/// Names a job, by what it follows from.
package struct JobID: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }

    /// The id of a job of a command: the same each time that the command is repeated.
    ///
    /// It is the first 16 bytes of SHA-256(`recourse job` ‖ 0x00 ‖ command id ‖ ordinal (4)).
    ///
    /// - Parameters:
    ///   - command: The command that makes it.
    ///   - ordinal: Which of the command's jobs it is, from 0.
    package init(of command: CommandID, ordinal: UInt32) {
        var writer = ByteWriter(capacity: 48)
        writer.append(contentsOf: "recourse job\u{0}".utf8)
        writer.append(command.value)
        writer.append(ordinal)
        self.init(SHA256.hash(data: writer.bytes).prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
    }
}

/// Work to be done later, made together with the entries that call for it.
///
/// A job is no source of truth: it says that somebody should look, and what is to be done follows from the entries. It goes
/// when its work is done; made again by a replay, it is found to have nothing left to do.
package struct NewJob: Hashable, Sendable {
    /// What kind of work it is; the caller's number.
    package var kind: UInt16
    /// The moment before which nobody takes it: now, or a deadline.
    package var notBefore: Timestamp
    /// How many attempts it has before it becomes a dead letter; 1–1000.
    package var attemptLimit: Int
    /// Whom the payload is about; `.tenant` for nobody.
    package var subject: SubjectID
    /// How long the payload is kept.
    package var retention: RetentionClass
    /// What the worker needs to know, encoded by the caller; at most `Append.payloadLimit` bytes.
    package var payload: [UInt8]

    /// Makes a job of `kind` that nobody takes before `notBefore`.
    package init(
        kind: UInt16,
        notBefore: Timestamp,
        attemptLimit: Int = 10,
        subject: SubjectID,
        retention: RetentionClass = .claims,
        payload: [UInt8]
    ) {
        precondition((1...1000).contains(attemptLimit), "A job has 1 to 1000 attempts.")
        self.kind = kind
        self.notBefore = notBefore
        self.attemptLimit = attemptLimit
        self.subject = subject
        self.retention = retention
        self.payload = payload
    }
}

/// A job as it stands in the store.
package struct Job: Hashable, Sendable {
    /// Where a job stands.
    package enum Status: Hashable, Sendable {
        /// It waits for a worker, at the earliest from the moment on.
        case waiting(from: Timestamp)
        /// A worker has it until the moment.
        case leased(owner: String, until: Timestamp)
        /// It is not tried any more, until a person decides.
        case dead
    }

    /// What a worker needs to know.
    package enum Payload: Hashable, Sendable {
        /// It was opened.
        case bytes([UInt8])
        /// Its key was destroyed.
        case forgotten
        /// It is not what was written.
        case damaged
    }

    /// Names the job.
    package let id: JobID
    /// What kind of work it is.
    package let kind: UInt16
    /// Where it stands.
    package let status: Status
    /// How often it was taken since it was made or retried.
    package let attempts: Int
    /// How many attempts it has.
    package let attemptLimit: Int
    /// The token of the last lease; 0 before the first.
    package let token: UInt64
    /// Why the last attempt failed; `nil` when none did, or its worker ended without a word.
    package let reason: String?
    /// What a worker needs to know.
    package let payload: Payload
}

/// A job that a worker has for a while.
package struct LeasedJob: Hashable, Sendable {
    /// Names the job.
    package let id: JobID
    /// What kind of work it is.
    package let kind: UInt16
    /// Which attempt this is, from 1.
    package let attempt: Int
    /// Grows with every lease of this journal: whoever has seen a token takes no lower one.
    package let token: UInt64
    /// What the worker needs to know.
    package let payload: Job.Payload
}

/// What a principal decides about a job that is not tried any more.
package enum DeadLetterDecision: Hashable, Sendable {
    /// It has all its attempts again, from the moment on.
    case retry(JobID, from: Timestamp)
    /// It goes.
    case discard(JobID)
}
