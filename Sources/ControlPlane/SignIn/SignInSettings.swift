import Synchronization

/// What signing in asks for and costs.
package struct SignInSettings: Sendable {
    /// What hashing a password costs; hashes of another cost are made anew at sign-in.
    package var cost: Argon2idCost
    /// Whether a password alone is never enough; it never is unless whoever runs a server says so.
    package var needsSecondFactor: Bool
    /// Bounds how many passwords are hashed at once.
    let gate: HashingGate

    /// The settings of a small machine: two passwords at once.
    ///
    /// - Parameters:
    ///   - cost: what hashing a password costs.
    ///   - needsSecondFactor: whether a password alone is never enough.
    ///   - atOnce: how many passwords are hashed at once.
    package init(cost: Argon2idCost = .standard, needsSecondFactor: Bool = true, atOnce: Int = 2) {
        self.cost = cost
        self.needsSecondFactor = needsSecondFactor
        gate = HashingGate(atMost: atOnce)
    }
}

/// Bounds how many passwords are hashed at once, since each takes memory and time; whoever comes then is sent away.
final class HashingGate: Sendable {
    private let limit: Int
    private let state = Mutex((running: 0, hashed: 0))

    init(atMost limit: Int) { self.limit = limit }

    /// How many passwords were hashed.
    var hashed: Int { state.withLock(\.hashed) }

    /// Does a body, unless too many are being done.
    ///
    /// - Returns: nil when it was not done.
    /// - Throws: what the body throws.
    func pass<Value>(_ body: () throws -> Value) throws -> Value? {
        let isOpen = state.withLock { state in
            guard state.running < limit else { return false }
            state = (state.running + 1, state.hashed + 1)
            return true
        }
        guard isOpen else { return nil }
        defer { state.withLock { $0.running -= 1 } }
        return try body()
    }
}
