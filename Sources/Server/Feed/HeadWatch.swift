import Journal
import Synchronization

/// The position of the journal's last entry, for all who wait for the next: looked for so seldom that many who wait cost no more than
/// one.
///
/// The same on both stores, and whoever writes, this process or another node.
final class HeadWatch: Sendable {
    private let last = Mutex<(position: Position, asked: ContinuousClock.Instant?)>((0, nil))
    private let interval: Duration

    init(every interval: Duration) { self.interval = interval }

    /// The position as it was an interval ago, or later.
    ///
    /// - Parameter look: reads it from the store.
    /// - Returns: the position.
    /// - Throws: what `look` throws.
    func position(_ look: () async throws -> Position) async throws -> Position {
        let now = ContinuousClock.now
        let known: Position? = last.withLock { last in
            if let asked = last.asked, asked.duration(to: now) < interval { return last.position }
            last.asked = now
            return nil
        }
        if let known { return known }
        let position = try await look()
        last.withLock { $0.position = max($0.position, position) }
        return position
    }
}
