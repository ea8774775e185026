import Synchronization

/// Identifiers that count up from a random start, so that those made together lie together on the disk.
final class IdentifierSequence<Identifier: OpaqueIdentifier>: Sendable {
    private let last: Mutex<UInt128>

    init() { last = Mutex(Identifier.random().value) }

    func next() -> Identifier {
        last.withLock { last in
            last &+= 1
            return Identifier(last)
        }
    }
}
