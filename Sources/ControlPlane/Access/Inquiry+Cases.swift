import Access
import Journal
package import RevenueCycle

/// A case with the ids that the outside knows, and where it stands on a day.
package struct NamedCase: Sendable {
    /// The public id.
    package let id: String
    /// The public id of what it is about.
    package let subject: String
    /// The case.
    package let state: Case
    /// The queues that see it: its own, and those to which the approval policy sends what is sensitive about it.
    package let queues: [String]
    /// The public ids of the cases that are linked to it.
    package let links: [String]
    /// Why it comes before others.
    package let priority: CasePriority
}

/// What to list of cases.
package struct CaseFilter: Sendable {
    /// A queue that sees it.
    package var queue: CaseQueue?
    /// The account that is to work it.
    package var assignee: PrincipalID?
    /// What kind of work it is.
    package var kind: CaseKind?
    /// Due before this day.
    package var dueBefore: CalendarDate?
    /// The public id of what it is about.
    package var subject: String?
    /// Whether those that are snoozed are listed too.
    package var includesSnoozed: Bool
    /// Whether those that are closed are listed too.
    package var includesClosed: Bool
    /// The only ones of those, if any are.
    package let only: Part?

    /// A part of the cases, by where they stand.
    package enum Part: String, Hashable, Sendable {
        /// Those that nobody works yet.
        case unassigned
        /// Those that are off the lists now.
        case snoozed
        case closed
    }

    /// Every open case that is not snoozed, unless something narrows or widens it.
    package init(
        queue: CaseQueue? = nil,
        assignee: PrincipalID? = nil,
        kind: CaseKind? = nil,
        dueBefore: CalendarDate? = nil,
        subject: String? = nil,
        includesSnoozed: Bool = false,
        includesClosed: Bool = false,
        only: Part? = nil
    ) {
        self.queue = queue
        self.assignee = assignee
        self.kind = kind
        self.dueBefore = dueBefore
        self.subject = subject
        self.includesSnoozed = includesSnoozed || only == .snoozed
        self.includesClosed = includesClosed || only == .closed
        self.only = only
    }

    /// The groups by which it asks.
    var fields: FieldMask {
        var groups: [FieldGroup] = []
        if queue != nil || assignee != nil || only == .unassigned { groups.append(.staff) }
        if queue != nil || dueBefore != nil { groups.append(.payerCodes) }
        if subject != nil { groups.append(.recordNumbers) }
        return FieldMask(groups)
    }

    /// Whether a case passes, as far as it tells itself.
    fileprivate func passes(_ state: Case, on day: CalendarDate) -> Bool {
        if let assignee, state.assignment?.assignee != assignee { return false }
        if let kind, state.opening?.kind != kind { return false }
        if let dueBefore { guard let due = state.due, due.date < dueBefore else { return false } }
        if let subject { guard state.opening.map({ PublicID.subject($0.subject) }) == subject else { return false } }
        switch only {
        case .unassigned: if state.assignment?.assignee != nil { return false }
        case .snoozed: if !state.isOpen || !state.isSnoozed(on: day) { return false }
        case .closed: if state.isOpen { return false }
        case nil: break
        }
        if !includesSnoozed, state.isOpen, state.isSnoozed(on: day) { return false }
        return includesClosed || state.isOpen
    }
}

/// In which order cases are listed.
package enum CaseOrder: String, Hashable, Sendable {
    /// The greatest priority first.
    case priority
    /// The nearest day first; those without one last.
    case due
    /// The greatest value first.
    case value

    /// Puts cases that are in the order of their priority in this one.
    fileprivate func sorted(_ cases: [FoundCase]) -> [FoundCase] {
        switch self {
        case .priority: cases
        case .due:
            cases.enumerated().sorted { left, right in
                let days = (left.element.priority.daysLeft, right.element.priority.daysLeft)
                guard days.0 != days.1 else { return left.offset < right.offset }
                return days.0.map { day in days.1.map { day < $0 } ?? true } ?? false
            }.map(\.element)
        case .value:
            cases.enumerated().sorted { left, right in
                let values = (left.element.priority.value, right.element.priority.value)
                return values.0 == values.1 ? left.offset < right.offset : values.0 > values.1
            }.map(\.element)
        }
    }
}

/// Some of the cases that pass a filter, and what all of them come to.
package struct CaseList: Sendable {
    /// The cases that are shown.
    package let cases: [Shown<NamedCase>]
    /// How many there are in all.
    package let count: Int
    /// What all of them are worth; nil where that may not be seen of each.
    package let value: Money?
}

// Cases, once they are brought up to what is found now.
extension Inquiry {
    /// The cases that pass a filter: the greatest priority first, of equal ones the nearest day.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - limit: how many are shown at most.
    ///   - asOf: the day for which priorities are told and snoozing counts.
    /// - Returns: the cases, and how many there are in all.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: Looks at what is kept of every open case; reads every closed one where those are asked for.
    package func cases(
        _ filter: CaseFilter = CaseFilter(),
        limit: Int = .max,
        asOf: CalendarDate
    ) throws -> (cases: [Shown<NamedCase>], count: Int) {
        let found = try FoundCases(filter, asOf: asOf, self)
        return (try recorded(found.named(found.cases.prefix(limit))), found.cases.count)
    }

    /// A part of the cases that pass a filter, in the same order.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: As of the whole list.
    package func cases(_ filter: CaseFilter, asOf: CalendarDate, _ page: Page) throws -> Listed<Shown<NamedCase>> {
        let found = try FoundCases(filter, asOf: asOf, self)
        let part = try page.part(of: found.cases) { PublicID.workCase($0.stream) }
        return Listed(items: try recorded(found.named(part.items)), next: part.next)
    }

    /// Some of the cases that pass a filter, in an order, and what all of them come to.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - order: in which order.
    ///   - places: which of them, from 0.
    ///   - asOf: the day for which priorities are told and snoozing counts.
    /// - Returns: the cases.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: As of the whole list.
    package func cases(
        _ filter: CaseFilter,
        by order: CaseOrder,
        at places: Range<Int>,
        asOf: CalendarDate
    ) throws -> CaseList {
        let found = try FoundCases(filter, asOf: asOf, self)
        let all = order.sorted(found.cases)
        let isValueShown = all.allSatisfy { FieldMask([.amounts]).isSubset(of: $0.fields) }
        return CaseList(
            cases: try recorded(found.named(all[places.clamped(to: all.indices)])),
            count: all.count,
            value: isValueShown ? all.map(\.priority.value).sum() : nil
        )
    }

    /// A case from verified entries.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func workCase(_ id: String, asOf: CalendarDate) throws -> Shown<NamedCase> {
        let sight = try sight(of: .case, as: [.caseInFull])
        try plane.followFindings()
        let recorded = try plane.recordedCase(id)
        guard let fields = sight.fields(of: try plane.target(of: recorded.state)) else {
            throw ControlPlane.noSuchCase(id)
        }
        let naming = try CaseNaming(asOf: asOf, plane)
        let sensitivities = try plane.sensitivities(of: Set(recorded.state.files))
        let named = naming.named(recorded.stream, recorded.state, sensitivities)
        return try self.recorded([Shown(item: named, fields: fields)])[0]
    }

    private func recorded(_ cases: [Shown<NamedCase>]) throws -> [Shown<NamedCase>] {
        let named = cases.map { $0.item.state.sight?.scope.patients ?? [] }
        try record(
            Self.fields(of: cases),
            named.reduce(into: []) { $0.formUnion($1) },
            unnamed: named.count { $0.isEmpty }
        )
        return cases
    }
}

/// A case that somebody may see and that passes a filter.
private struct FoundCase {
    let stream: StreamID
    let state: Case
    /// What of it may be shown.
    let fields: FieldMask
    let priority: CasePriority

    /// The order in which cases are worked.
    func isBefore(_ other: FoundCase) -> Bool {
        if priority.score != other.priority.score { return priority.score > other.priority.score }
        let days = (priority.daysLeft ?? .max, other.priority.daysLeft ?? .max)
        return days.0 != days.1 ? days.0 < days.1 : PublicID.workCase(stream) < PublicID.workCase(other.stream)
    }
}

/// The cases that somebody may see and that pass a filter: the greatest priority first, of equal ones the nearest day.
private struct FoundCases {
    private(set) var cases: [FoundCase] = []
    private let plane: ControlPlane
    private let filter: CaseFilter
    private let asOf: CalendarDate
    private let naming: CaseNaming
    private let sight: Sight

    init(_ filter: CaseFilter, asOf: CalendarDate, _ inquiry: Inquiry) throws {
        plane = inquiry.plane
        self.filter = filter
        self.asOf = asOf
        sight = try inquiry.sight(of: .case, as: [.workCase], by: filter.fields)
        try plane.followFindings()
        naming = try CaseNaming(asOf: asOf, plane)
        let kept = try plane.knownLists.cases.current(of: plane)
        var marks = kept.marks
        var passing = kept.cases.filter { filter.passes($0.value, on: asOf) }
        if filter.includesClosed {
            var closed: [StreamID: Case] = [:]
            try plane.eachRow(ofGroup: CaseRow.closed) { row in
                if let state = try row.workCase(), filter.passes(state, on: asOf) { closed[row.id] = state }
            }
            marks.want(closed.values.flatMap(\.files))
            try marks.read(in: plane)
            passing.merge(closed) { $1 }
        }
        for (stream, state) in passing {
            let sensitivities = marks.sensitivities(of: state.files)
            guard let fields = try fields(of: state, sensitivities) else { continue }
            cases.append(
                FoundCase(stream: stream, state: state, fields: fields, priority: naming.priority(of: state))
            )
        }
        cases.sort { $0.isBefore($1) }
    }

    /// What of a case that passes may be shown; nil when it may not be seen, or another queue sees it.
    private func fields(of state: Case, _ sensitivities: Set<Sensitivity>) throws -> FieldMask? {
        if let queue = filter.queue, !naming.queues(of: state, sensitivities).contains(queue.rawValue) { return nil }
        return sight.fields(of: try plane.target(of: state, sensitivities: sensitivities))
    }

    /// Some of them, each read again, and held against the filter and the right to see it again.
    func named(_ some: some Collection<FoundCase>) throws -> [Shown<NamedCase>] {
        let rows = try plane.journal.rows(table: RowTable.workCase.rawValue, ids: some.map(\.stream).sorted())
        let states = Dictionary(try rows.map { ($0.id, try $0.workCase()) }) { one, _ in one }
        let marked = try plane.markedFiles(among: Set(states.values.flatMap { $0?.files ?? [] }))
        return try some.compactMap { found in
            guard let state = states[found.stream] ?? nil, filter.passes(state, on: asOf) else { return nil }
            let sensitivities = try plane.sensitivities(of: marked.intersection(state.files))
            guard let fields = try fields(of: state, sensitivities) else { return nil }
            return Shown(item: naming.named(found.stream, state, sensitivities), fields: fields)
        }
    }
}

/// What is asked once for all cases of an answer.
private struct CaseNaming {
    private let asOf: CalendarDate
    private let review: CaseReview
    private let policy: ApprovalPolicy

    init(asOf: CalendarDate, _ plane: ControlPlane) throws {
        self.asOf = asOf
        review = try plane.caseReview()
        policy = try plane.currentPolicy().policy
    }

    /// The queues that see a case.
    func queues(of state: Case, _ sensitivities: Set<Sensitivity>) -> [String] {
        [state.assignment?.queue.rawValue].compactMap { $0 } + policy.queues(for: sensitivities)
    }

    func priority(of state: Case) -> CasePriority {
        state.priority(on: asOf, count: review.outcomes[state.overturnKey] ?? OverturnCount())
    }

    func named(_ stream: StreamID, _ state: Case, _ sensitivities: Set<Sensitivity>) -> NamedCase {
        NamedCase(
            id: PublicID.workCase(stream),
            subject: state.opening.map { PublicID.subject($0.subject) } ?? "",
            state: state,
            queues: queues(of: state, sensitivities),
            links: state.links.sorted().map { PublicID.workCase(StreamID($0)) },
            priority: priority(of: state)
        )
    }
}
