import Journal
import RevenueCycle
import Synchronization

/// What lists of one kind of things are filtered, ordered and bounded by, as it follows from the journal up to an entry.
///
/// It only says which things a list may have and in which order: each thing that is shown is read again, and the right to it asked again.
protocol KeptList: Sendable {
    /// What there is now.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(of plane: ControlPlane) throws

    /// Takes up what came.
    ///
    /// - Returns: whether that leads to what there is now; if not, it must be made anew.
    /// - Throws: ``JournalError`` or ``DecodingFault``; then it is of no use any more.
    mutating func follow(_ news: ListNews, in plane: ControlPlane) throws -> Bool
}

/// What entries tell that lists follow.
struct ListNews {
    /// The claim files of which something came.
    private(set) var files: Set<StreamID> = []
    /// The cases of which something came.
    private(set) var cases: Set<StreamID> = []
    /// The proposals of which something came.
    private(set) var proposals: Set<StreamID> = []
    /// The streams of marks in which something came.
    private(set) var marks: Set<StreamID> = []
    /// The position of the last entry.
    private(set) var through: Position
    /// Whether nothing that was made before can be followed any further: what was sealed is gone, the rows were made again, or the journal is
    /// another.
    private(set) var isBreak = false

    /// What came after a position.
    ///
    /// - Throws: ``JournalError``.
    init(after position: Position, in journal: TenantJournal) throws(JournalError) {
        through = position
        let head = try journal.head()
        isBreak = head < position
        while through < head, case let headers = try journal.headers(from: through + 1), let last = headers.last {
            for header in headers { take(header) }
            through = last.position
        }
    }

    private mutating func take(_ header: EntryHeader) {
        switch header.type {
        case ClaimFileEvent.types: files.insert(header.stream)
        case Case.Event.types: cases.insert(header.stream)
        case Proposal.Event.types where !header.isAnswer: proposals.insert(header.stream)
        case ShellEvent.sensitivityMarked.rawValue: marks.insert(header.stream)
        case ShellEvent.destructionBegun.rawValue, ShellEvent.destructionCertified.rawValue,
            ShellEvent.tablesRebuilt.rawValue, ShellEvent.historyAccepted.rawValue, ShellEvent.storeRestored.rawValue:
            isBreak = true
        default: break
        }
    }
}

/// A kept list of a tenant, shared by all who act on the store in this process.
final class KnownList<List: KeptList>: Sendable {
    private let known = Mutex<(list: List, through: Position)?>(nil)

    /// The list, up to the last entry of the journal.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: What came since it was asked for last; the first time, everything.
    func current(of plane: ControlPlane) throws -> List {
        try known.withLock { known in
            try Self.follow(&known, in: plane)
            if let known { return known.list }
            // What comes while it is made is followed next.
            let through = try plane.journal.head()
            let list = try List(of: plane)
            known = (list, through)
            return list
        }
    }

    /// Follows the journal if there is a list, so that nothing is kept of what was destroyed.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func follow(in plane: ControlPlane) throws { try known.withLock { try Self.follow(&$0, in: plane) } }

    private static func follow(_ known: inout (list: List, through: Position)?, in plane: ControlPlane) throws {
        guard let through = known?.through else { return }
        let news = try ListNews(after: through, in: plane.journal)
        // Taken out, so that it is changed in its place, and is not kept when that fails half way.
        guard var (list, _) = known.take(), !news.isBreak, try list.follow(news, in: plane) else { return }
        known = (list, news.through)
    }
}

/// The lists of a tenant.
struct KnownLists: Sendable {
    let accounts = KnownList<AccountLists>()
    let cases = KnownList<OpenCases>()
    let proposals = KnownList<OpenProposals>()
}

extension ControlPlane {
    /// Brings up what is kept for lists, so that what was destroyed is kept nowhere, also where nobody looks at a list.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func followLists() throws {
        try knownLists.accounts.follow(in: self)
        try knownLists.cases.follow(in: self)
        try knownLists.proposals.follow(in: self)
    }
}
