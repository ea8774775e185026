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

    /// Counts a request that has come.
    func enter() { count.withLock { $0 += 1 } }

    /// How many requests are being answered.
    var inFlight: Int { count.withLock { $0 } }

    /// Counts one less.
    func leave() { count.withLock { $0 -= 1 } }
}
