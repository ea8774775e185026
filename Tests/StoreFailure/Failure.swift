import Journal
import Synchronization

/// Ends a program's work at a chosen one of the moments at which it touches its store or the outside.
///
/// It counts these moments from 1. From the chosen one on nothing can be touched any more, as if the process had been killed;
/// what was done before stays.
package final class Failure: Sendable {
    /// What happens at the chosen moment.
    package enum Kind: CaseIterable, Sendable {
        /// The process ends before anything is done.
        case endedBefore
        /// It is done, and the process ends before it hears so.
        case endedAfter
        /// It is not done, the connection breaks before anybody says so, and the process goes on.
        case unknownBefore
        /// It is done, the connection breaks before anybody says so, and the process goes on.
        case unknownAfter
    }

    private struct State {
        var touched = 0
        var hasEnded = false
    }

    private let moment: Int
    private let kind: Kind
    private let state = Mutex(State())

    /// A failure of a kind at the moment of the number; at 0 nothing fails.
    package init(_ kind: Kind, at moment: Int) {
        self.moment = moment
        self.kind = kind
    }

    /// Nothing fails; the moments are counted.
    package convenience init() { self.init(.endedBefore, at: 0) }

    /// How many moments there were.
    package var touched: Int { state.withLock { $0.touched } }

    /// Whether the process has ended.
    package var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Does what touches the store or the outside, unless the process has ended or ends now.
    ///
    /// - Throws: What `body` throws; `JournalError.closed` from the end on, `.outcomeUnknown` when the connection breaks.
    package func touch<Value>(_ body: () throws -> Value) throws -> Value {
        let isNow = state.withLock { state in
            if !state.hasEnded { state.touched += 1 }
            return !state.hasEnded && state.touched == moment
        }
        guard isNow else {
            try check()
            return try body()
        }
        switch kind {
        case .endedBefore, .endedAfter:
            state.withLock { $0.hasEnded = true }
            if kind == .endedAfter { _ = try body() }
            throw JournalError.closed
        case .unknownBefore: throw JournalError.outcomeUnknown
        case .unknownAfter:
            _ = try body()
            throw JournalError.outcomeUnknown
        }
    }

    /// Refuses what only looks, once the process has ended.
    func check() throws { if hasEnded { throw JournalError.closed } }
}
