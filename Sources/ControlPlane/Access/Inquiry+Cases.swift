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

    fileprivate func sorted(_ cases: [Shown<NamedCase>]) -> [Shown<NamedCase>] {
        switch self {
        case .priority: cases
        case .due:
            cases.enumerated().sorted { left, right in
                let days = (left.element.item.state.due?.date, right.element.item.state.due?.date)
                guard days.0 != days.1 else { return left.offset < right.offset }
                return days.0.map { day in days.1.map { day < $0 } ?? true } ?? false
            }.map(\.element)
        case .value:
            cases.enumerated().sorted { left, right in
                let values = (left.element.item.priority.value, right.element.item.priority.value)
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
    /// - Complexity: Reads every open case, and every closed one where those are asked for.
    package func cases(
        _ filter: CaseFilter = CaseFilter(),
        limit: Int = .max,
        asOf: CalendarDate
    ) throws -> (cases: [Shown<NamedCase>], count: Int) {
        let shown = try shownCases(filter, asOf: asOf)
        let first = Array(shown.prefix(limit))
        try record(first)
        return (first, shown.count)
    }

    /// A part of the cases that pass a filter, in the same order.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: As of the whole list.
    package func cases(_ filter: CaseFilter, asOf: CalendarDate, _ page: Page) throws -> Listed<Shown<NamedCase>> {
        let part = try page.part(of: shownCases(filter, asOf: asOf)) { $0.item.id }
        try record(part.items)
        return part
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
        let all = order.sorted(try shownCases(filter, asOf: asOf))
        let part = Array(all[places.clamped(to: all.indices)])
        try record(part)
        let isValueShown = all.allSatisfy { FieldMask([.amounts]).isSubset(of: $0.fields) }
        return CaseList(
            cases: part,
            count: all.count,
            value: isValueShown ? all.map(\.item.priority.value).sum() : nil
        )
    }

    private func shownCases(_ filter: CaseFilter, asOf: CalendarDate) throws -> [Shown<NamedCase>] {
        let sight = try sight(of: .case, as: [.workCase], by: filter.fields)
        try plane.followFindings()
        var found: [(stream: StreamID, state: Case)] = []
        for group in filter.includesClosed ? [CaseRow.open, CaseRow.closed] : [CaseRow.open] {
            try plane.eachRow(ofGroup: group) { row in
                guard row.table == RowTable.workCase.rawValue, let payload = row.payload else { return }
                let state = try Case(decoding: payload)
                if filter.passes(state, on: asOf) { found.append((row.id, state)) }
            }
        }
        let naming = try CaseNaming(of: found.map(\.state), asOf: asOf, plane)
        let shown: [Shown<NamedCase>] = try found.compactMap { stream, state in
            guard let fields = sight.fields(of: try plane.target(of: state, marked: naming.marked)) else { return nil }
            return Shown(item: try naming.named(stream, state), fields: fields)
        }
        return shown.filter { named in filter.queue.map { named.item.queues.contains($0.rawValue) } ?? true }
            .sorted { NamedCase.isBefore($0.item, $1.item) }
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
        let named = try CaseNaming(of: [recorded.state], asOf: asOf, plane).named(recorded.stream, recorded.state)
        let shown = Shown(item: named, fields: fields)
        try record([shown])
        return shown
    }

    private func record(_ cases: [Shown<NamedCase>]) throws {
        let named = cases.map { $0.item.state.sight?.scope.patients ?? [] }
        try record(
            Self.fields(of: cases),
            named.reduce(into: []) { $0.formUnion($1) },
            unnamed: named.count { $0.isEmpty }
        )
    }
}

/// What is asked once for all cases of an answer.
private struct CaseNaming {
    let plane: ControlPlane
    let asOf: CalendarDate
    /// Those of the cases' files that somebody has marked.
    let marked: Set<StreamID>
    private let review: CaseReview
    private let policy: ApprovalPolicy

    init(of cases: [Case], asOf: CalendarDate, _ plane: ControlPlane) throws {
        self.plane = plane
        self.asOf = asOf
        let files = cases.reduce(into: Set<StreamID>()) { files, state in
            files.formUnion((state.sight?.scope.files ?? []).map { StreamID($0) })
        }
        marked = try plane.markedFiles(among: files)
        review = try plane.caseReview()
        policy = try plane.currentPolicy().policy
    }

    func named(_ stream: StreamID, _ state: Case) throws -> NamedCase {
        let files = Set((state.sight?.scope.files ?? []).map { StreamID($0) })
        let sensitive = policy.queues(for: try plane.sensitivities(of: files.intersection(marked)))
        let count = review.outcomes[state.overturnKey] ?? OverturnCount()
        return NamedCase(
            id: PublicID.workCase(stream),
            subject: state.opening.map { PublicID.subject($0.subject) } ?? "",
            state: state,
            queues: [state.assignment?.queue.rawValue].compactMap { $0 } + sensitive,
            links: state.links.sorted().map { PublicID.workCase(StreamID($0)) },
            priority: state.priority(on: asOf, count: count)
        )
    }
}

extension NamedCase {
    /// The order in which cases are worked.
    fileprivate static func isBefore(_ one: NamedCase, _ other: NamedCase) -> Bool {
        if one.priority.score != other.priority.score { return one.priority.score > other.priority.score }
        let last = Int.max
        let (first, second) = (one.priority.daysLeft ?? last, other.priority.daysLeft ?? last)
        return first != second ? first < second : one.id < other.id
    }
}
