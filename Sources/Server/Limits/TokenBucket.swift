import Synchronization

/// How much may be asked in a time: so many tokens at once, and so many more each second.
struct Allowance: Hashable, Sendable {
    /// The most tokens that are there at once.
    var burst: Int
    /// How many come each second.
    var perSecond: Int
}

/// Tokens that requests take and time gives back.
struct TokenBucket: Sendable {
    private let allowance: Allowance
    private var tokens: Double
    private var filled: ContinuousClock.Instant

    /// A full bucket.
    init(_ allowance: Allowance, at now: ContinuousClock.Instant) {
        self.allowance = allowance
        tokens = Double(allowance.burst)
        filled = now
    }

    /// Takes tokens, or says how long it takes until there are as many.
    ///
    /// What costs more than the bucket holds is had for a full bucket.
    ///
    /// - Returns: nil when they were taken; otherwise the seconds to wait, at least 1.
    mutating func take(_ cost: Int, at now: ContinuousClock.Instant) -> Int? {
        fill(at: now)
        let cost = Double(min(cost, allowance.burst))
        guard tokens >= cost else {
            return max(1, Int(((cost - tokens) / Double(max(1, allowance.perSecond))).rounded(.up)))
        }
        tokens -= cost
        return nil
    }

    /// Gives back what was taken of it.
    mutating func giveBack(_ cost: Int) {
        tokens = min(Double(allowance.burst), tokens + Double(min(cost, allowance.burst)))
    }

    private mutating func fill(at now: ContinuousClock.Instant) {
        guard now > filled else { return }
        let time = filled.duration(to: now).components
        let seconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
        tokens = min(Double(allowance.burst), tokens + seconds * Double(allowance.perSecond))
        filled = now
    }
}

/// The buckets of tenants and keys.
///
/// There is one for each key that opened the store, so there are no more than were issued.
final class RequestBudget: Sendable {
    private let buckets = Mutex<[String: TokenBucket]>([:])
    private let perTenant: Allowance
    private let perKey: Allowance

    init(perTenant: Allowance, perKey: Allowance) {
        self.perTenant = perTenant
        self.perKey = perKey
    }

    /// Takes what a request costs from its key and its tenant, or from neither.
    ///
    /// - Throws: ``Problem`` with the seconds to wait.
    func spend(_ cost: Int, tenant: String, key: String, at now: ContinuousClock.Instant = .now) throws(Problem) {
        let wait = buckets.withLock { buckets -> Int? in
            let (one, all) = ("key \(key)", "tenant \(tenant)")
            if let wait = buckets[one, default: TokenBucket(perKey, at: now)].take(cost, at: now) { return wait }
            if let wait = buckets[all, default: TokenBucket(perTenant, at: now)].take(cost, at: now) {
                buckets[one]?.giveBack(cost)
                return wait
            }
            return nil
        }
        if let wait { throw Problem.tooMany(wait: wait) }
    }
}
