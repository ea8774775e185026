import Journal
import RevenueCycle

// Work that is owed: each open effect has a job that will carry it out, and each job has something to do.
extension ControlPlane {
    /// What is wrong with the jobs, without any patient's data.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Reads every job and every effect's row.
    func workProblems() throws -> [String] {
        let work = try openWork()
        return work.damaged.map { "job \($0) is not what was written" }
            + work.unowed.map { "a job wants effect \(PublicID.effect($0)), which is not on record" }
            + work.missing.map { "effect \(PublicID.effect($0)) is open, and no job will carry it out" }
    }

    /// Makes the jobs that are missing.
    func makeMissingJobs() throws {
        let missing = try openWork().missing
        guard !missing.isEmpty else { return }
        var append = Append(command: newCommand(), principal: principal, purpose: "making of jobs that are missing")
        append.jobs = missing.map { .delivery(of: $0, at: clock()) }
        _ = try journal.append(append, at: clock())
    }

    /// Jobs and effects, held against each other.
    private struct OpenWork {
        /// Jobs that do not open.
        var damaged: [JobID] = []
        /// Effects that a job names, and that are not there.
        var unowed: [StreamID] = []
        /// Open effects that no job names.
        var missing: [StreamID] = []
    }

    private func openWork() throws -> OpenWork {
        var work = OpenWork()
        var wanted: Set<StreamID> = []
        var last: JobID?
        while case let jobs = try journal.jobs(after: last), let end = jobs.last {
            for job in jobs where job.kind == JobKind.deliverEffect.rawValue {
                switch job.payload {
                case .bytes(let bytes):
                    guard let stream = StreamID(bytes: bytes) else { work.damaged.append(job.id); continue }
                    wanted.insert(stream)
                case .damaged: work.damaged.append(job.id)
                case .forgotten: break
                }
            }
            last = end.id
        }
        for stream in wanted.sorted() where try journal.version(of: stream) == 0 { work.unowed.append(stream) }
        try eachEffect { stream, effect in
            if effect.stage.isOpen, !wanted.contains(stream) { work.missing.append(stream) }
        }
        return work
    }

    /// Gives each effect that is kept to `body`, by id.
    func eachEffect(_ body: (StreamID, Effect) throws -> Void) throws {
        try eachRow(of: .effect) { try body($0, try Effect(decoding: $1)) }
    }
}
