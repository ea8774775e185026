import Synchronization

/// Identifiers that count up from a random start, so that those made together lie together on the disk.
package final class IdentifierSequence<Identifier: OpaqueIdentifier>: Sendable {
    private let last: Mutex<UInt128>

    /// A sequence from a random start.
    package init() { last = Mutex(Identifier.random().value) }

    /// The next identifier, which no other sequence is expected ever to give.
    package func next() -> Identifier {
        last.withLock { last in
            last &+= 1
            return Identifier(last)
        }
    }
}
