import NIOPosix

/// The threads on which requests are worked on: the store's calls block, so each has one while it is done, and tenants take turns.
final class WorkThreads: Sendable {
    /// Whose turn a piece of work takes.
    enum Lane: Sendable {
        /// What anybody may ask, as whether the server is well.
        case anybody
        /// Those who sign in.
        case signIn
        case tenant(String)

        fileprivate var name: String {
            switch self {
            case .anybody: "anybody"
            case .signIn: "sign-in"
            case .tenant(let name): "tenant \(name)"
            }
        }
    }

    private let pool: NIOThreadPool
    private let turns: TenantTurns

    /// Starts them.
    ///
    /// - Parameters:
    ///   - limits: how many there are, and how much may wait.
    ///   - tenants: how many tenants are served; where there are several, none has more than half, and one alone leaves one to those who sign in.
    init(_ limits: Limits, tenants: Int) {
        // One more than there are turns: whose a request is, is found without one.
        pool = NIOThreadPool(numberOfThreads: limits.threads + 1)
        let share = max(1, tenants > 1 ? limits.threads / 2 : limits.threads - 1)
        // So few wait for one that the connections of all of them leave some for others.
        let waiting = max(1, min(limits.waiting, (limits.connections - limits.streams) / (tenants + 1)))
        turns = TenantTurns(atOnce: limits.threads, ofTenant: share, waiting: waiting)
        pool.start()
    }

    /// Does a tenant's work in their turn.
    ///
    /// - Parameters:
    ///   - lane: whose turn it takes.
    ///   - isOwn: whether it is the server's own, or goes on with what it has begun, which waits however much does.
    ///   - body: the work.
    /// - Returns: what the body returns.
    /// - Throws: ``Problem`` when too much waits for them, and whatever `body` throws.
    func run<Value: Sendable>(
        for lane: Lane,
        isOwn: Bool = false,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await turns.take(for: lane.name, isPatient: isOwn)
        defer { turns.giveBack(of: lane.name) }
        return try await pool.runIfActive(body)
    }

    /// Does what takes next to no time and is nobody's yet, as to find out whose a request is.
    func runShortly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await pool.runIfActive(body)
    }

    /// Ends them when they have done what they do.
    func end() async throws { try await pool.shutdownGracefully() }
}
