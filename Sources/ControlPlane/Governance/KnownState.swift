import Journal
import Synchronization

/// What the entries of a stream come to, as they were read last; shared by all who act on the store in this process.
///
/// Every question about a right needs the roster, every decision the policy, and a server is asked many. What is kept was read from verified
/// entries, and is taken for as long as the stream has the same version; whoever else changes it, on this node or another, adds to that, and a
/// decision holds only if the stream still has that version when it is recorded.
final class KnownState<State: Sendable>: Sendable {
    private let known = Mutex<(state: State, version: UInt64)?>(nil)
    private let stream: StreamID

    /// Nothing known of a stream yet.
    init(of stream: StreamID) { self.stream = stream }

    /// The state as it is now.
    ///
    /// - Parameters:
    ///   - journal: the journal.
    ///   - mayBeUnsigned: whether that of a journal will do which is another than the signed one, of which nothing but its
    ///     acceptance follows; otherwise its entries are held against the signature, and found wrong.
    ///   - read: reads it, held against the signature or not, with the version that it is of.
    /// - Returns: the state.
    /// - Throws: ``JournalError`` or what `read` throws.
    /// - Complexity: One lookup, unless it has changed.
    func current(
        in journal: TenantJournal,
        mayBeUnsigned: Bool = false,
        _ read: (_ isSigned: Bool) throws -> (State, version: UInt64)
    ) throws -> State {
        let version = try journal.version(of: stream)
        if let known = known.withLock({ $0 }), known.version == version { return known.state }
        let isSigned = try !mayBeUnsigned || !journal.differsFromSigned()
        let (state, current) = try read(isSigned)
        // Of a journal that is another than the signed one nothing is kept: it may be accepted, or put right.
        guard isSigned else { return state }
        known.withLock { known in
            // Whoever read a later one meanwhile was right.
            if known?.version ?? 0 <= current { known = (state, current) }
        }
        return state
    }
}

extension ControlPlane {
    /// Who there is, with which roles and keys.
    ///
    /// - Parameter mayBeUnsigned: whether that of a journal will do which is another than the signed one.
    /// - Returns: the roster.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func currentRoster(mayBeUnsigned: Bool = false) throws -> Roster {
        try knownRoster.current(in: journal, mayBeUnsigned: mayBeUnsigned) { isSigned in
            let roster = try Roster(in: journal, isSigned: isSigned)
            return (roster, roster.version)
        }
    }

    /// The approval policy in force.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when what was adopted cannot be read any more.
    func currentPolicy() throws -> ApprovalPolicyInForce {
        try knownPolicy.current(in: journal) { _ in
            let policy = try ApprovalPolicyInForce(in: journal)
            return (policy, policy.streamVersion)
        }
    }
}
