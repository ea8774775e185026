import Journal
import RevenueCycle
import Synchronization

/// What a tenant's lists are made of, up to an entry of its journal.
///
/// It only says which things a list may have and in which order: each thing that is shown is read again, and its right asked again.
struct TenantLists: Sendable {
    /// The open cases.
    private(set) var cases: [StreamID: Case]?
    /// The open proposals.
    private(set) var proposals: [StreamID: Proposal]?
    /// The accounts.
    private(set) var accounts: AccountLists?
    private(set) var marks = KnownMarks()
    private var through: Position

    fileprivate init(through: Position) { self.through = through }

    /// Brings what there is up to the last entry.
    fileprivate mutating func follow(in plane: ControlPlane) throws {
        var files: Set<StreamID> = []
        var changedCases: Set<StreamID> = []
        var changedProposals: Set<StreamID> = []
        while case let headers = try plane.journal.headers(from: through + 1), let last = headers.last {
            for header in headers {
                switch header.type {
                case ClaimFileEvent.types: files.insert(header.stream)
                case Case.Event.types: changedCases.insert(header.stream)
                case Proposal.Event.types where !header.isAnswer: changedProposals.insert(header.stream)
                case ShellEvent.sensitivityMarked.rawValue: marks.forget(header.stream)
                // What was sealed with destroyed keys is gone.
                case ShellEvent.destructionBegun.rawValue, ShellEvent.destructionCertified.rawValue:
                    self = TenantLists(through: header.position)
                default: break
                }
            }
            through = last.position
        }
        if var known = cases {
            cases = nil
            try known.follow(changedCases, of: .workCase, in: plane) { try $0.openCase() }
            marks.want(changedCases.compactMap { known[$0] }.flatMap(\.files))
            cases = known
        }
        try proposals?.follow(changedProposals, of: .proposal, in: plane) { try $0.openProposal() }
        try follow(files, in: plane)
    }

    private mutating func follow(_ files: Set<StreamID>, in plane: ControlPlane) throws {
        guard let known = accounts else { return }
        let (rules, day) = (plane.adoptedRules, plane.today)
        // One that was made under other rules, or when the clock was later, is made anew where it is asked for.
        guard known.leads(to: day, under: rules) else { return accounts = nil }
        let new = try accounts?.follow(to: day, files, in: plane)
        marks.want((new ?? []).flatMap(\.files))
    }

    /// Makes what is needed and not there; what comes meanwhile is followed next.
    fileprivate mutating func make(_ part: Part, in plane: ControlPlane) throws {
        switch part {
        case .accounts where accounts == nil:
            let known = try AccountLists(of: plane, under: plane.adoptedRules, asOf: plane.today)
            marks.want(known.accounts.flatMap(\.files))
            accounts = known
        case .cases where cases == nil:
            var open: [StreamID: Case] = [:]
            try plane.eachRow(ofGroup: CaseRow.open) { row in open[row.id] = try row.openCase() }
            marks.want(open.values.flatMap(\.files))
            cases = open
        case .proposals where proposals == nil:
            var open: [StreamID: Proposal] = [:]
            try plane.eachProposal { stream, proposal in if proposal.status == .open { open[stream] = proposal } }
            proposals = open
        default: break
        }
    }

    /// Which list it is that is asked for.
    enum Part {
        case accounts
        case cases
        case proposals
    }

    /// Reads what is wanted of marks and not known.
    fileprivate mutating func readMarks(in plane: ControlPlane) throws { try marks.read(in: plane) }
}

/// The lists of a tenant, shared by all who act on the store in this process.
final class KnownLists: Sendable {
    private let known = Mutex<TenantLists?>(nil)

    /// The lists, up to the last entry of the journal.
    ///
    /// - Parameters:
    ///   - part: which of them is needed.
    ///   - plane: the store.
    /// - Returns: the lists.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: What came since they were asked for last; the first time, everything.
    func current(_ part: TenantLists.Part, of plane: ControlPlane) throws -> TenantLists {
        try known.withLock { known in
            // What was left half done by an error is not kept.
            var lists = try known.take() ?? TenantLists(through: plane.journal.head())
            try lists.follow(in: plane)
            try lists.make(part, in: plane)
            try lists.readMarks(in: plane)
            known = lists
            return lists
        }
    }
}

extension Dictionary where Key == StreamID, Value: Sendable {
    /// Takes up what rows have now; one that is not open, or not there, is not kept.
    fileprivate mutating func follow(
        _ changed: Set<StreamID>,
        of table: RowTable,
        in plane: ControlPlane,
        _ open: (StoredRow) throws -> Value?
    ) throws {
        for stream in changed { self[stream] = nil }
        for row in try plane.journal.rows(table: table.rawValue, ids: changed.sorted()) { self[row.id] = try open(row) }
    }
}

extension Case {
    /// The claim files that it is about.
    var files: [StreamID] { (sight?.scope.files ?? []).map { StreamID($0) } }
}

extension StoredRow {
    /// The case; nil for another row, or one whose keys were destroyed.
    func workCase() throws -> Case? {
        guard table == RowTable.workCase.rawValue, let payload else { return nil }
        return try Case(decoding: payload)
    }

    /// The proposal; nil for another row, or one whose keys were destroyed.
    func proposal() throws -> Proposal? {
        guard table == RowTable.proposal.rawValue, let payload else { return nil }
        return try Proposal(decoding: payload)
    }

    /// The case, while it is open.
    fileprivate func openCase() throws -> Case? { try workCase().flatMap { $0.isOpen ? $0 : nil } }

    /// The proposal, while it is open.
    fileprivate func openProposal() throws -> Proposal? { try proposal().flatMap { $0.status == .open ? $0 : nil } }
}
