import Synchronization

/// The streams that are open, so that no key holds more than its share, nor all of them together more than the server has.
final class OpenStreams: Sendable {
    private let open = Mutex<[String: Int]>([:])

    /// A place among them, which is given up once: when its stream ends, or when nothing knows of it any more.
    final class Slot: Sendable {
        private let streams: OpenStreams
        private let key: String
        private let isHeld = Mutex(true)

        fileprivate init(_ streams: OpenStreams, _ key: String) {
            self.streams = streams
            self.key = key
        }

        deinit { leave() }

        /// Gives the place up.
        func leave() {
            let wasHeld = isHeld.withLock { isHeld in
                defer { isHeld = false }
                return isHeld
            }
            if wasHeld { streams.leave(key) }
        }
    }

    /// A place for a stream of a key.
    ///
    /// - Throws: ``Problem`` when there are too many.
    func slot(of key: String, _ limits: Limits) throws(Problem) -> Slot {
        let isTaken = open.withLock { open in
            guard open[key, default: 0] < limits.streamsOfKey,
                open.values.reduce(0, +) < limits.streams
            else { return false }
            open[key, default: 0] += 1
            return true
        }
        guard isTaken else { throw Problem(.tooManyStreams) }
        return Slot(self, key)
    }

    private func leave(_ key: String) {
        open.withLock { open in
            let left = open[key, default: 1] - 1
            open[key] = left > 0 ? left : nil
        }
    }
}
