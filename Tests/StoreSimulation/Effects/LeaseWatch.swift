import Journal

/// Looks at the jobs after each turn of a worker: nobody ends a job that another has, nor takes it before its time has run out.
struct LeaseWatch {
    private struct Lease {
        let owner: String
        let until: Timestamp
        let token: UInt64
    }

    private var leases: [JobID: Lease] = [:]

    /// Looks at what a worker has done.
    ///
    /// - Parameters:
    ///   - jobs: All jobs, as they are after its turn.
    ///   - worker: Who had the turn.
    ///   - now: What its clock shows.
    /// - Throws: ``SimulationFailure``.
    mutating func look(at jobs: [Job], after worker: String, at now: Timestamp) throws {
        let before = leases
        leases = [:]
        for job in jobs {
            guard case .leased(let owner, let until) = job.status else { continue }
            leases[job.id] = Lease(owner: owner, until: until, token: job.token)
        }
        for (id, lease) in before where lease.owner != worker && lease.until > now {
            guard let left = leases[id], left.owner == lease.owner, left.token == lease.token else {
                throw SimulationFailure("\(worker) has ended or taken job \(id), which \(lease.owner) has")
            }
        }
    }
}
