import Journal
import Synchronization

/// The roster of an open store as it was read last, shared by all who act on the store in this process.
///
/// Every question about a right needs the roster, and a server is asked many. What is kept was read from verified entries, and is
/// taken for as long as its stream has the same version; whoever else changes the roster, on this node or another, adds to that.
final class KnownRoster: Sendable {
    private let known = Mutex<Roster?>(nil)

    /// The roster as it is now.
    ///
    /// - Parameters:
    ///   - journal: the journal.
    ///   - mayBeUnsigned: whether that of a journal will do which is another than the signed one, of which nothing but its
    ///     acceptance follows; otherwise its entries are held against the signature, and found wrong.
    /// - Returns: the roster.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: One lookup, unless it has changed.
    func current(in journal: TenantJournal, mayBeUnsigned: Bool) throws -> Roster {
        let version = try journal.version(of: Roster.stream)
        if let roster = known.withLock({ $0 }), roster.version == version { return roster }
        let isSigned = try !mayBeUnsigned || !journal.differsFromSigned()
        let roster = try Roster(in: journal, isSigned: isSigned)
        // Of a journal that is another than the signed one nothing is kept: it may be accepted, or put right.
        guard isSigned else { return roster }
        known.withLock { known in
            // Whoever read a later one meanwhile was right.
            if known?.version ?? 0 <= roster.version { known = roster }
        }
        return roster
    }
}

extension ControlPlane {
    /// Who there is, with which roles and keys, for questions about rights; decisions about proposals read it anew.
    ///
    /// - Parameter mayBeUnsigned: whether that of a journal will do which is another than the signed one.
    /// - Returns: the roster.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func currentRoster(mayBeUnsigned: Bool = false) throws -> Roster {
        try knownRoster.current(in: journal, mayBeUnsigned: mayBeUnsigned)
    }
}
