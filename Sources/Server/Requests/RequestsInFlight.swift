import Journal
import Synchronization

/// The named requests that are being answered, so that the same one is not begun twice, and how many requests there are at all.
final class RequestsInFlight: Sendable {
    private let named = Mutex<Set<StreamID>>([])
    private let count = Mutex(0)

    /// Does a named request, unless the same is being done.
    func once<Value>(_ request: StreamID, _ body: () throws -> Value) throws -> Value {
        guard named.withLock({ $0.insert(request).inserted }) else { throw Problem(.inFlight) }
        defer { named.withLock { _ = $0.remove(request) } }
        return try body()
    }

    /// Takes a request in, unless too many are there.
    func enter(atMost limit: Int) throws(Problem) {
        let isFull = count.withLock { count in
            if count < limit { count += 1 } else { return true }
            return false
        }
        if isFull { throw Problem(.unavailable, "Too many requests are waiting.") }
    }

    /// How many requests are being answered.
    var inFlight: Int { count.withLock { $0 } }

    /// Lets a request that was taken in go.
    func leave() { count.withLock { $0 -= 1 } }
}
