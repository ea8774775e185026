import Access
import Journal
package import RevenueCycle

/// A case that somebody opens by hand.
package struct CaseDraft: Sendable {
    /// The public id of the claim, account, patient or remittance.
    package var subject: String
    /// What kind of work it is.
    package var kind: CaseKind
    /// The team; nil for the one that first looks at the kind.
    package var queue: CaseQueue?
    /// What may be gained.
    package var value: Money?
    /// Why.
    package var reason: String

    /// A case about something, and why.
    package init(
        subject: String,
        kind: CaseKind,
        queue: CaseQueue? = nil,
        value: Money? = nil,
        reason: String
    ) {
        self.subject = subject
        self.kind = kind
        self.queue = queue
        self.value = value
        self.reason = reason
    }
}

/// What somebody does about a case.
package enum CaseAction: Hashable, Sendable {
    /// Have a team work it; the assignee stays.
    case send(to: CaseQueue)
    /// Have an account work it, or nobody yet; the team stays.
    case assign(to: PrincipalID?)
    /// Give it a day by which it is to be done, or none.
    case setDue(CalendarDate?)
    /// Give it a day on which to look at it again, or none.
    case followUp(CalendarDate?)
    /// Take it off the lists until a day, or put it back.
    case snooze(until: CalendarDate?)
    case note(String)
    case call(PayerCall)
    case answer(CaseAnswer, file: AnswerFile?)
    case close(CaseOutcome, reason: String)
    case reopen(reason: String)

    /// A file that shows what was answered.
    package struct AnswerFile: Hashable, Sendable {
        /// Its name.
        package var name: String
        /// Its bytes.
        package var bytes: [UInt8]

        /// A file by name and bytes.
        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }
}

// What people do about cases: each is appended on the condition that the roster is the one by which it was permitted.
extension ControlPlane {
    /// Opens a case by hand.
    ///
    /// - Returns: its public id.
    /// - Throws: ``ControlPlaneError`` when there is no such thing, or it is refused; ``JournalError``.
    package func openCase(_ draft: CaseDraft) throws -> String {
        let asked = try partialWarrant(for: .openCase)
        let absent = ControlPlaneError.notFound(what: "record \(draft.subject)")
        guard let subject = PublicID.caseSubject(draft.subject), let found = try caseSubject(subject) else {
            throw absent
        }
        var target = found.target
        if let value = draft.value { target.amount = value }
        let warrant = try asked.warrant(about: target, orAbsent: absent)
        let stream = StreamID.random()
        let now = clock()
        let context = caseContext(stream, at: now)
        let sight = CaseSight(findings: [], scope: found.scope, rules: try rulesEntry(), asOf: context.today)
        let opening = CaseOpening(
            subject: subject,
            kind: draft.kind,
            sight: sight,
            queue: draft.queue ?? CaseQueue(for: draft.kind, category: nil),
            value: draft.value,
            reason: draft.reason,
            by: context.by,
            at: context.at
        )
        var recorded = RecordedCase(new: stream, subject: found.sealing)
        do throws(Case.Refusal) {
            try recorded.follow(.open(opening), in: context)
        } catch {
            throw ControlPlaneError.refused(error.description)
        }
        var append = append(purpose: "case", by: [warrant])
        append.change(recorded, FactKeys(journal: journal))
        let id = PublicID.workCase(stream)
        keep(.naming("case", id), in: &append)
        _ = try journal.append(append, at: now)
        return id
    }

    /// Does something about a case.
    ///
    /// - Parameters:
    ///   - action: what.
    ///   - id: the case's public id.
    ///   - isForLinked: whether it is done about every case that is linked to it too, all or none; what is so already stays.
    /// - Returns: the public ids of the cases that changed, in order.
    /// - Throws: ``ControlPlaneError`` when there is no such case, or it is refused; ``JournalError``.
    @discardableResult
    package func act(_ action: CaseAction, onCase id: String, isForLinked: Bool = false) throws -> [String] {
        try retrying { plane in
            let asked = try plane.partialWarrant(for: action.operation)
            let first = try plane.recordedCase(id)
            let all = isForLinked ? try plane.linked(to: first) : [first]
            let now = plane.clock()
            var warrants: [Warrant] = []
            var changed: [RecordedCase] = []
            var append = plane.append(purpose: "work on a case", by: [])
            for var recorded in all {
                let target = try plane.target(of: recorded.state, as: action.operation.right.resource)
                warrants.append(try asked.warrant(about: target, orAbsent: Self.noSuchCase(id)))
                try plane.checkAssignee(action, of: recorded.state)
                let context = plane.caseContext(recorded.stream, at: now)
                do {
                    try recorded.follow(plane.command(for: action, on: recorded.state), in: context)
                } catch Case.Refusal.nothingChanges where isForLinked {
                    continue
                } catch let refusal as Case.Refusal {
                    throw ControlPlaneError.refused(Self.words(refusal, of: recorded, among: all))
                }
                append.change(recorded, FactKeys(journal: plane.journal))
                changed.append(recorded)
            }
            guard let subject = changed.first?.subject else {
                throw ControlPlaneError.refused(Case.Refusal.nothingChanges.description)
            }
            append.asserting = warrants[0].asserting
            if case .answer(_, let file?) = action { append.evidence.append(file.evidence(of: subject)) }
            let ids = changed.map { PublicID.workCase($0.stream) }
            plane.keep(.object([("cases", .texts(ids))]), in: &append)
            _ = try plane.journal.append(append, at: now)
            return ids
        }
    }

    /// Links cases of one cause to one of them, so that they can be worked as one, or ends that.
    ///
    /// - Parameters:
    ///   - id: the public id of the one.
    ///   - others: those of the others.
    ///   - reason: why they are, or are not, of one cause.
    ///   - isUndone: whether links are ended.
    /// - Throws: ``ControlPlaneError`` when there is no such case, or it is refused; ``JournalError``.
    package func linkCase(_ id: String, to others: [String], reason: String, isUndone: Bool = false) throws {
        try retrying { plane in
            let asked = try plane.partialWarrant(for: isUndone ? .unlinkCases : .linkCases)
            let now = plane.clock()
            var all = try ([id] + others).map { id in
                let recorded = try plane.recordedCase(id)
                let warrant = try asked.warrant(about: plane.target(of: recorded.state), orAbsent: Self.noSuchCase(id))
                return (recorded: recorded, warrant: warrant)
            }
            let hub = all[0].recorded.stream.value
            for place in all.indices.dropFirst() {
                let other = all[place].recorded.stream
                let to = CaseLink(other: other.value, isUndone: isUndone, reason: reason)
                let from = CaseLink(other: hub, isUndone: isUndone, reason: reason)
                do {
                    try all[0].recorded.follow(.link(to), in: plane.caseContext(StreamID(hub), at: now))
                    try all[place].recorded.follow(.link(from), in: plane.caseContext(other, at: now))
                } catch let refusal as Case.Refusal {
                    throw ControlPlaneError.refused("\(PublicID.workCase(other)): \(refusal)")
                }
            }
            var append = plane.append(purpose: "link of cases", by: all.map(\.warrant))
            for item in all { append.change(item.recorded, FactKeys(journal: plane.journal)) }
            plane.keep(.object([("cases", .texts([id] + others))]), in: &append)
            _ = try plane.journal.append(append, at: now)
        }
    }

    // MARK: - What a case is about

    /// What a case could be about, with what access asks of it and whom it is sealed for; nil when it is not there.
    func caseSubject(
        _ subject: CaseSubject
    ) throws -> (target: Target, scope: CaseScope, sealing: SubjectID)? {
        switch subject {
        case .claim, .account:
            guard let files = try VerifiedClaims(PublicID.subject(subject), in: self) else { return nil }
            let scope = caseScope(of: files.claims, files: files.streams)
            return (try target(.case, of: [files.account]), scope, files.subject)
        case .person(let patient):
            let isKnown = try !journal.lookup(space: KeySpace.sourcePatient.rawValue, BlindIndex(patient.value)).isEmpty
            guard isKnown else { return nil }
            return (try target(.case, of: patient), CaseScope(patients: [patient]), SubjectID(patient.value))
        case .remittance:
            var found: SubjectID?
            try eachPayment { payment, _ in
                let id = PublicID.remittance(payment, journal: journal)
                if id == PublicID.subject(subject) {
                    found = try journal.row(table: RowTable.payment.rawValue, id: payment.stream)?.subject
                }
            }
            return found.map { (Target(resource: .case, place: place), CaseScope(), $0) }
        }
    }

    /// What access asks of a case, as it was last seen.
    ///
    /// - Parameters:
    ///   - state: the case.
    ///   - resource: what it is looked at as.
    ///   - sensitivities: what its files are marked with; nil to have it read.
    /// - Returns: what rules ask of it.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func target(
        of state: Case,
        as resource: Resource = .case,
        sensitivities: Set<Sensitivity>? = nil
    ) throws -> Target {
        let scope = state.sight?.scope ?? CaseScope()
        return Target(
            resource: resource,
            place: place,
            facilities: Set([scope.facility].compactMap { $0.map { FacilityID($0) } }),
            payers: Set([scope.payerRule].compactMap { $0.map { PayerKey($0) } }),
            amount: state.value,
            sensitivities: try sensitivities ?? self.sensitivities(of: Set(state.files)),
            patients: Set(scope.patients)
        )
    }

    static func noSuchCase(_ id: String) -> ControlPlaneError { .notFound(what: "case \(id)") }

    // MARK: - Deciding and appending

    func recordedCase(_ id: String) throws -> RecordedCase {
        guard let stream = PublicID.workCase(id), let recorded = try RecordedCase(stream, in: journal) else {
            throw Self.noSuchCase(id)
        }
        return recorded
    }

    /// How many cases may be worked as one.
    private static let linkLimit = 1000

    /// A case with all that are linked to it, also through others, by stream.
    private func linked(to first: RecordedCase) throws -> [RecordedCase] {
        var all = [first.stream: first]
        var waiting = first.state.links
        while let next = waiting.popFirst() {
            let stream = StreamID(next)
            // One whose keys were destroyed is worked no more.
            guard all[stream] == nil, let recorded = try RecordedCase(stream, in: journal) else { continue }
            guard all.count < Self.linkLimit else {
                throw ControlPlaneError.refused(
                    "More than \(Self.linkLimit) cases are linked to it; unlink some, and work them in parts."
                )
            }
            all[stream] = recorded
            waiting.formUnion(recorded.state.links)
        }
        return all.values.sorted { $0.stream < $1.stream }
    }

    /// Refuses to give a case to an account that is not there, or that may not see it.
    private func checkAssignee(_ action: CaseAction, of state: Case) throws {
        guard case .assign(let account?) = action else { return }
        let authority = try Authority(acting(as: account.rawValue))
        let target = try target(of: state)
        let right = Right(.read, .case)
        let maySee = Purpose.allCases.contains { authority.decide(right, for: $0, about: target).permission != nil }
        guard maySee else {
            throw ControlPlaneError.refused(
                "\(account) has no account whose roles let it see this case; `recourse users` lists who there is."
            )
        }
    }

    private func command(for action: CaseAction, on state: Case) -> Case.Command {
        var assignment = state.assignment ?? CaseAssignment(queue: CaseQueue("review"))
        var schedule = state.schedule
        switch action {
        case .send(let queue):
            assignment.queue = queue
            return .assign(assignment)
        case .assign(let account):
            assignment.assignee = account
            return .assign(assignment)
        case .setDue(let day):
            schedule.due = day
            return .schedule(schedule)
        case .followUp(let day):
            schedule.followUp = day
            return .schedule(schedule)
        case .snooze(let day):
            schedule.snoozedUntil = day
            return .schedule(schedule)
        case .note(let text): return .note(text)
        case .call(let call): return .call(call)
        case .answer(var answer, let file):
            answer.evidence = file.map { journal.evidenceID(of: $0.bytes).bytes }
            return .answer(answer)
        case .close(let outcome, let reason): return .close(outcome, reason: reason)
        case .reopen(let reason): return .reopen(reason: reason)
        }
    }

    private func caseContext(_ stream: StreamID, at now: Timestamp) -> Case.Context {
        Case.Context(by: PrincipalID(principal), at: Instant(now), today: CalendarDate(now), own: stream.value)
    }

    private static func words(_ refusal: Case.Refusal, of recorded: RecordedCase, among all: [RecordedCase]) -> String {
        all.count > 1 ? "\(PublicID.workCase(recorded.stream)): \(refusal)" : refusal.description
    }

    private func append(purpose: String, by warrants: [Warrant]) -> Append {
        Append(
            command: newCommand(),
            principal: principal,
            purpose: purpose,
            asserting: warrants.first?.asserting ?? [:]
        )
    }

    /// Does something again as long as somebody else was faster; each time anew from what is on record.
    private func retrying<Value>(_ body: (ControlPlane) throws -> Value) throws -> Value {
        for _ in 0..<20 {
            do {
                return try body(self)
            } catch JournalError.conflict {
                continue
            }
        }
        return try body(self)
    }
}

extension CaseAction {
    /// What it is for the rules of access.
    fileprivate var operation: Operation {
        switch self {
        case .send, .assign: .assignCase
        case .setDue, .followUp, .snooze: .scheduleCase
        case .note: .noteCase
        case .call, .answer: .recordAnswer
        case .close: .closeCase
        case .reopen: .reopenCase
        }
    }
}

extension CaseAction.AnswerFile {
    fileprivate func evidence(of subject: SubjectID) -> NewEvidence {
        NewEvidence(
            bytes: bytes,
            mediaType: "application/octet-stream",
            name: name,
            subject: subject,
            retention: .correspondence
        )
    }
}
