import Foundation

/// A job, sealed and ready to be written.
struct SealedJob: Sendable {
    var id: JobID
    var job: NewJob
    var payload: SealedPayload
}

extension TenantJournal {
    /// What is known of a job.
    func job(_ record: JobRecord) throws(JournalError) -> Job {
        Job(
            id: record.id,
            kind: record.kind,
            status: record.status,
            attempts: record.attempts,
            attemptLimit: record.attemptLimit,
            token: record.token,
            reason: try reason(of: record),
            payload: try payload(of: record)
        )
    }

    /// A row that was changed concerns its job alone, so that it does not hold up the others.
    func payload(of record: JobRecord) throws(JournalError) -> Job.Payload {
        do throws(JournalError) {
            guard let key = try keys.key(record.payload.dataKey) else { return .forgotten }
            let place = AssociatedData.job(tenant: tenantID, journal: number, id: record.id, kind: record.kind)
            let what = "job \(record.id)"
            return .bytes([UInt8](try Sealing.open(record.payload.bytes, with: key.key, binding: place, what: what)))
        } catch {
            guard case .damaged = error else { throw error }
            return .damaged
        }
    }

    private func reason(of record: JobRecord) throws(JournalError) -> String? {
        guard let reason = record.reason else { return nil }
        do throws(JournalError) {
            return try open(
                reason: reason,
                binding: place(ofReasonOf: record.id),
                what: "the reason of job \(record.id)"
            )
        } catch {
            guard case .damaged = error else { throw error }
            return "The reason was changed and cannot be read."
        }
    }

    /// What the reason of a job's last failure is bound to.
    func place(ofReasonOf job: JobID) -> [UInt8] {
        AssociatedData.jobReason(tenant: tenantID, journal: number, id: job)
    }
}
