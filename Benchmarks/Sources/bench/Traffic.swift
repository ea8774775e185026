import Foundation
import Synchronization

/// Requests of several people at a rate of their own, whatever the server makes of it.
///
/// Each person has a connection, and asks at moments that follow each other by chance (exponentially). A request is timed from the
/// moment at which it was due, so that those that wait behind a slow one count as what somebody waited.
enum Traffic {
    /// What a request was.
    enum Kind: Hashable, Sendable {
        case read
        case decision
    }

    /// What was seen.
    struct Result: Sendable {
        /// Milliseconds of each request, in rising order.
        var milliseconds: [Kind: [Double]] = [:]
        /// Requests that were not answered as they should be.
        var failed = 0
        /// Seconds on the wall.
        var seconds = 0.0

        func p(_ share: Double, _ kind: Kind) -> Double { (milliseconds[kind] ?? []).percentile(share) }
        var count: Int { milliseconds.values.reduce(0) { $0 + $1.count } }
    }

    /// One person's next request; nil when it failed.
    typealias Ask = @Sendable (HTTPConnection) throws -> Kind?

    /// Has people ask for a while.
    ///
    /// - Parameters:
    ///   - people: what each of them asks.
    ///   - port: where.
    ///   - rate: requests a second of all of them.
    ///   - seconds: for how long.
    /// - Returns: what was seen.
    /// - Throws: ``BenchError`` when a connection fails.
    static func run(_ people: [Ask], port: Int, rate: Double, seconds: Double) throws -> Result {
        let result = Mutex(Result())
        let failure = Mutex<(any Error)?>(nil)
        let start = ContinuousClock.now + .milliseconds(50)
        let end = start + .seconds(seconds)
        let group = DispatchGroup()
        for ask in people {
            group.enter()
            let thread = Thread {
                defer { group.leave() }
                do {
                    let connection = try HTTPConnection(port: port)
                    var due = start
                    while true {
                        let pause =
                            -log(Double.random(in: Double.leastNonzeroMagnitude..<1)) * Double(people.count) / rate
                        due += .seconds(pause)
                        if due >= end { return }
                        let wait = due - ContinuousClock.now
                        if wait > .zero { Thread.sleep(forTimeInterval: wait.inSeconds) }
                        let kind = try ask(connection)
                        let time = (ContinuousClock.now - due).inSeconds * 1000
                        result.withLock { result in
                            guard let kind else { return result.failed += 1 }
                            result.milliseconds[kind, default: []].append(time)
                        }
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        group.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
        var all = result.withLock { $0 }
        all.milliseconds = all.milliseconds.mapValues { $0.sorted() }
        all.seconds = (ContinuousClock.now - start).inSeconds
        return all
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
