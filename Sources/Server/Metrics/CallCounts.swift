import ControlPlane
import Journal
import Synchronization

/// The calls of each account that are not on record yet.
final class CallCounts: Sendable {
    private let counts = Mutex<[String: [String: Int]]>([:])

    /// Counts a call.
    func count(_ account: String, tenant: String) {
        counts.withLock { $0[tenant, default: [:]][account, default: 0] += 1 }
    }

    /// Puts what was counted for a tenant on record; what cannot be recorded is counted for the next time.
    func record(in plane: ControlPlane) {
        let tenant = plane.journal.tenant
        let calls = counts.withLock { $0.removeValue(forKey: tenant) } ?? [:]
        guard !calls.isEmpty else { return }
        do {
            try plane.recordCalls(calls)
        } catch {
            counts.withLock { $0[tenant, default: [:]].merge(calls, uniquingKeysWith: +) }
        }
    }
}
