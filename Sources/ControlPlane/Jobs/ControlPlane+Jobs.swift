package import Journal
import RevenueCycle

/// A job as a person sees it.
package struct NamedJob: Sendable {
    /// Names the job.
    package let id: JobID
    /// What kind of work it is.
    package let what: String
    /// The public id of what it is about; nil when its content was changed or destroyed.
    package let about: String?
    /// Where it stands.
    package let status: Job.Status
    /// How often it was taken since it was made or retried.
    package let attempts: Int
    /// How many attempts it has.
    package let attemptLimit: Int
    /// Why the last attempt failed.
    package let reason: String?

    init(_ job: Job) {
        id = job.id
        status = job.status
        attempts = job.attempts
        attemptLimit = job.attemptLimit
        reason = job.reason
        switch JobKind(rawValue: job.kind) {
        case .deliverEffect: what = "carry out an effect"
        case .tellWebhook: what = "tell a webhook of an event"
        case nil: what = "work of kind \(job.kind), which this version does not know"
        }
        if JobKind(rawValue: job.kind) == .tellWebhook {
            about = WebhookJob(job.payload).map { PublicID.webhook($0.webhook) }
        } else if case .bytes(let bytes) = job.payload {
            about = StreamID(bytes: bytes).map(PublicID.effect)
        } else {
            about = nil
        }
    }
}

// Jobs that a person looks at, and dead letters that a person decides on.
extension ControlPlane {
    /// Every job, by id.
    ///
    /// - Throws: ``JournalError``.
    package func jobs() throws -> [NamedJob] {
        try warrant(for: .showJobs)
        var named: [NamedJob] = []
        var last: JobID?
        while case let jobs = try journal.jobs(after: last), let end = jobs.last {
            named += jobs.map(NamedJob.init)
            last = end.id
        }
        return named
    }

    /// Gives a job that is not tried any more all its attempts again.
    ///
    /// - Parameters:
    ///   - id: the job's id.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when no reason is given; ``JournalError`` when there is no such dead letter.
    package func retryJob(_ id: String, reason: String) throws {
        let warrant = try warrant(for: .retryJob)
        let job = try parse(id)
        try decide(.retry(job, from: clock()), on: id, "retried", reason, by: warrant)
    }

    /// Gives up a job that is not tried any more.
    ///
    /// - Parameters:
    ///   - id: the job's id.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when no reason is given, or the effect that it was to carry out is open;
    ///   ``JournalError`` when there is no such dead letter.
    package func discardJob(_ id: String, reason: String) throws {
        let warrant = try warrant(for: .discardJob)
        let job = try parse(id)
        if let found = try journal.job(job), found.kind == JobKind.deliverEffect.rawValue,
            case .bytes(let bytes) = found.payload, let stream = StreamID(bytes: bytes),
            let recorded = try RecordedEffect(stream, in: journal), recorded.effect.stage.isOpen
        {
            throw ControlPlaneError.refused(
                "Effect \(PublicID.effect(stream)) is \(recorded.effect.stage.name), and nothing else would carry it out. "
                    + "Retry the job, or abandon the effect first."
            )
        }
        try decide(.discard(job), on: id, "discarded", reason, by: warrant)
    }

    private func parse(_ id: String) throws -> JobID {
        guard id.utf8.count == 32, let value = UInt128(id, radix: 16) else {
            throw ControlPlaneError.notFound(what: "job \(id)")
        }
        return JobID(value)
    }

    /// Decides on a dead letter, with an entry that says who and why.
    private func decide(
        _ decision: DeadLetterDecision,
        on id: String,
        _ what: String,
        _ reason: String,
        by warrant: Warrant
    ) throws {
        try Self.checkReason(reason)
        var writer = FieldWriter()
        writer.text(1, id)
        writer.text(2, what)
        writer.text(3, reason)
        var append = try self.decision(
            .deadLetterDecided,
            writer.bytes,
            purpose: "decision on a dead letter",
            by: warrant
        )
        append.deadLetters = [decision]
        keep(.naming("job", id), in: &append)
        _ = try journal.append(append, at: clock())
    }
}
