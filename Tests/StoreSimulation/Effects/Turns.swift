import Foundation
import Synchronization

/// Workers of which one at a time moves, each from pause to pause, in an order that somebody chooses.
///
/// Each has a thread of its own, so that any order can happen that could between two nodes; yet nothing depends on how the system
/// shares its time.
final class Turns: Sendable {
    private struct State {
        var ended: Set<Int> = []
        var errors: [any Error] = []
    }

    private let turns: [DispatchSemaphore]
    private let isBack = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    /// Turns of as many workers.
    init(of count: Int) { turns = (0..<count).map { _ in DispatchSemaphore(value: 0) } }

    /// Stands still until it is the worker's turn again.
    func pause(_ worker: Int) {
        isBack.signal()
        turns[worker].wait()
    }

    /// Has all work to their ends.
    ///
    /// - Parameters:
    ///   - work: What a worker does, by its number.
    ///   - next: Chooses whose turn it is, of those who have not ended.
    /// - Returns: the errors with which workers ended.
    func run(_ work: @escaping @Sendable (Int) throws -> Void, next: ([Int]) -> Int) -> [any Error] {
        for worker in turns.indices {
            Thread.detachNewThread { [self] in
                turns[worker].wait()
                do {
                    try work(worker)
                } catch {
                    state.withLock { $0.errors.append(error) }
                }
                state.withLock { _ = $0.ended.insert(worker) }
                isBack.signal()
            }
        }
        while case let left = state.withLock({ state in turns.indices.filter { !state.ended.contains($0) } }),
            !left.isEmpty
        {
            turns[next(left)].signal()
            isBack.wait()
        }
        return state.withLock(\.errors)
    }
}
