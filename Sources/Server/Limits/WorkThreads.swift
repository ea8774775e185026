import NIOPosix

/// The threads on which requests are worked on: the store's calls block, so each has one while it is done, and tenants take turns.
final class WorkThreads: Sendable {
    private let pool: NIOThreadPool
    private let turns: TenantTurns

    /// Starts them.
    ///
    /// - Parameters:
    ///   - limits: how many there are, and how much may wait.
    ///   - tenants: how many tenants are served; where there are several, none has more than half.
    init(_ limits: Limits, tenants: Int) {
        // One more than there are turns: whose a request is, is found without one.
        pool = NIOThreadPool(numberOfThreads: limits.threads + 1)
        let share = tenants > 1 ? max(1, limits.threads / 2) : limits.threads
        turns = TenantTurns(atOnce: limits.threads, ofTenant: share, waiting: limits.waiting)
        pool.start()
    }

    /// Does a tenant's work in their turn.
    ///
    /// - Throws: ``Problem`` when too much waits for them, and whatever `body` throws.
    func run<Value: Sendable>(
        for tenant: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await turns.take(for: tenant)
        defer { turns.giveBack(of: tenant) }
        return try await pool.runIfActive(body)
    }

    /// Does what takes next to no time and is nobody's yet, as to find out whose a request is.
    func runShortly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await pool.runIfActive(body)
    }

    /// Ends them when they have done what they do.
    func end() async throws { try await pool.shutdownGracefully() }
}
