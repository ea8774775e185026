import Journal
import Synchronization

/// The time of day, which a test moves on, and at whose reading it can let something happen.
final class MovedClock: Sendable {
    private let time = Mutex(Timestamp(microsecondsSince1970: 1_790_000_000_000_000))
    private let interruption = Mutex<(reads: Int, at: Int, body: (@Sendable () -> Void)?)>((0, 0, nil))

    var now: Timestamp {
        get {
            let body = interruption.withLock { state in
                state.reads += 1
                return state.reads == state.at ? state.body : nil
            }
            body?()
            return time.withLock { $0 }
        }
        set { time.withLock { $0 = newValue } }
    }

    /// How often it was read since it was last asked.
    func takeReads() -> Int {
        interruption.withLock { state in
            defer { state.reads = 0 }
            return state.reads
        }
    }

    /// Lets something happen at one of the readings from now, once.
    func interrupt(atReading number: Int, _ body: @escaping @Sendable () -> Void) {
        interruption.withLock { $0 = (0, number, body) }
    }

    func advance(_ seconds: Int) { time.withLock { $0 = $0.advanced(by: .seconds(seconds)) } }
}
