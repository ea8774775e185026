import Synchronization

/// Whose turn it is to be worked for: tenants take turns one by one, so that whoever asks much waits for their own.
///
/// At most so many pieces of work are done at once, and at most so many of them for one tenant, so that one whose work takes long
/// leaves room for the others.
final class TenantTurns: Sendable {
    private struct Lane {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private struct State {
        var running = 0
        var lanes: [String: Lane] = [:]
        /// Tenants who wait, in the order in which they are next.
        var next: [String] = []
    }

    private let atOnce: Int
    private let ofTenant: Int
    private let mostWaiting: Int
    private let state = Mutex(State())

    /// Turns at some places.
    ///
    /// - Parameters:
    ///   - atOnce: how many pieces of work are done at once.
    ///   - ofTenant: how many of them may be one tenant's.
    ///   - waiting: the most that wait for one tenant; more are refused.
    init(atOnce: Int, ofTenant: Int, waiting: Int) {
        self.atOnce = atOnce
        self.ofTenant = ofTenant
        mostWaiting = waiting
    }

    /// Waits for a turn of a tenant, which must be given back.
    ///
    /// Whoever leaves meanwhile keeps their place: what they asked for is short, and is done.
    ///
    /// - Parameters:
    ///   - tenant: whose.
    ///   - isPatient: whether it waits however much does: what the server has begun itself.
    /// - Throws: ``Problem`` when too much waits for them.
    func take(for tenant: String, isPatient: Bool = false) async throws(Problem) {
        var isRefused = false
        await withCheckedContinuation { continuation in
            let isServed = state.withLock { state in
                var lane = state.lanes[tenant] ?? Lane()
                defer { state.lanes[tenant] = lane }
                if lane.waiting.isEmpty, state.running < atOnce, lane.running < ofTenant {
                    state.running += 1
                    lane.running += 1
                    return true
                }
                guard isPatient || lane.waiting.count < mostWaiting else {
                    isRefused = true
                    return true
                }
                lane.waiting.append(continuation)
                if lane.waiting.count == 1 { state.next.append(tenant) }
                return false
            }
            if isServed { continuation.resume() }
        }
        if isRefused { throw Problem(.unavailable, "Too many requests are waiting.") }
    }

    /// How many pieces of work of a tenant wait.
    func waiting(for tenant: String) -> Int { state.withLock { $0.lanes[tenant]?.waiting.count ?? 0 } }

    /// Gives a turn back, to whoever is next.
    func giveBack(of tenant: String) {
        let served = state.withLock { state in
            state.running -= 1
            state.lanes[tenant]?.running -= 1
            if let lane = state.lanes[tenant], lane.running == 0, lane.waiting.isEmpty { state.lanes[tenant] = nil }
            return serveNext(&state)
        }
        served?.resume()
    }

    /// Takes the first of the next tenant who may have one more, and puts them behind the others.
    private func serveNext(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        guard state.running < atOnce,
            let place = state.next.firstIndex(where: { (state.lanes[$0]?.running ?? 0) < ofTenant })
        else { return nil }
        let tenant = state.next.remove(at: place)
        guard var lane = state.lanes[tenant], !lane.waiting.isEmpty else { return nil }
        let served = lane.waiting.removeFirst()
        lane.running += 1
        state.running += 1
        if !lane.waiting.isEmpty { state.next.append(tenant) }
        state.lanes[tenant] = lane
        return served
    }
}
