package import Connect
import Foundation
package import Journal
import RevenueCycle

/// Takes approved effects to the outside, each once, or says that it cannot be known.
///
/// It works off jobs, which say only which effect to look at. What is to be done, whether it is still approved and where it goes
/// are derived from verified entries each time. That a try begins is appended before anything outside is touched, together
/// with the versions on which the approval rests; so a crash, a second node or a lost lease leaves a try on record that whoever
/// goes on settles first.
package struct EffectExecutor {
    let journal: TenantJournal
    /// Who can read which kind of decision.
    let authorities: [String: any EffectAuthority]
    /// The way to a destination.
    let connector: (Destination) -> any Connector
    /// Who works, in entries and leases.
    let principal: String
    let clock: () -> Timestamp
    private let backoff = Backoff(base: .seconds(10), longest: .seconds(3600))

    /// How long a worker has a job before another may take it.
    ///
    /// A try that takes longer is settled by the other.
    static let lease = Duration.seconds(300)
    /// The purpose in the entries.
    static let purpose = "carrying out what was approved"

    /// A worker on a journal.
    ///
    /// - Parameters:
    ///   - journal: where the effects stand.
    ///   - authorities: who can read which kind of decision.
    ///   - connector: the way to a destination.
    ///   - principal: who works, in entries and leases.
    ///   - clock: the time of day.
    package init(
        journal: TenantJournal,
        authorities: [String: any EffectAuthority],
        connector: @escaping (Destination) -> any Connector,
        principal: String,
        clock: @escaping () -> Timestamp
    ) {
        self.journal = journal
        self.authorities = authorities
        self.connector = connector
        self.principal = principal
        self.clock = clock
    }

    /// Works off every job that is due.
    ///
    /// - Parameter generator: what waits and the names of tries are drawn from.
    /// - Returns: what became of each effect that was looked at.
    /// - Throws: ``JournalError`` when the store cannot be used. What was begun is settled by the next run.
    package func workOff(using generator: inout some RandomNumberGenerator) throws -> [EffectResult] {
        var results: [EffectResult] = []
        while let job = try nextJob() {
            let attempt = EffectAttempt(name: StreamID.random(using: &generator).description)
            let end = try end(of: job, attempt: attempt)
            try close(job, end, using: &generator)
            if case .bytes(let payload) = job.payload, let stream = StreamID(bytes: payload) {
                results.append(EffectResult(effect: PublicID.effect(stream), end: end.words))
            }
        }
        return results
    }

    private func nextJob() throws -> LeasedJob? {
        let kinds: Set<UInt16> = [JobKind.deliverEffect.rawValue]
        return try journal.lease(kinds, owner: principal, now: clock(), for: Self.lease, limit: 1).first
    }

    /// How the work on a job ended.
    enum End {
        /// There is nothing left to do.
        case done(String)
        /// It is to be tried later.
        case later(String)
        /// No later try can do better, and a person has to look.
        case stuck(String)

        var words: String {
            switch self {
            case .done(let words), .later(let words), .stuck(let words): words
            }
        }
    }

    private func end(of job: LeasedJob, attempt: EffectAttempt) throws -> End {
        guard case .bytes(let payload) = job.payload, let stream = StreamID(bytes: payload) else {
            return .stuck("The job's content was changed or destroyed; the effect that it was for is listed as open.")
        }
        do {
            guard let recorded = try RecordedEffect(stream, in: journal) else {
                return .done("The effect is no more: its keys were destroyed.")
            }
            return try carryOut(recorded, as: attempt, job)
        } catch JournalError.damaged(let what) {
            return .stuck("Nothing is done by entries that were changed: \(what)")
        } catch let fault as DecodingFault {
            return .stuck("\(fault)")
        } catch JournalError.conflict {
            return .later("Somebody else changed the effect, or what it rests on, meanwhile.")
        } catch let refusal as Effect.Refusal {
            return .later("\(refusal)")
        }
    }

    private func close(_ job: LeasedJob, _ end: End, using generator: inout some RandomNumberGenerator) throws {
        do throws(JournalError) {
            switch end {
            case .done: try journal.complete(job)
            case .later(let reason): try fail(job, reason, isFinal: false, using: &generator)
            case .stuck(let reason): try fail(job, reason, isFinal: true, using: &generator)
            }
        } catch {
            // Another has the job by now, and settles what was begun.
            guard case .leaseLost = error else { throw error }
        }
    }

    private func fail(
        _ job: LeasedJob,
        _ reason: String,
        isFinal: Bool,
        using generator: inout some RandomNumberGenerator
    ) throws(JournalError) {
        try journal.fail(job, reason: reason, isFinal: isFinal, now: clock(), backoff: backoff, using: &generator)
    }
}

/// What became of an effect in one run.
package struct EffectResult: Hashable, Sendable {
    /// The effect's public id.
    package let effect: String
    /// What happened, for a person.
    package let end: String
}
