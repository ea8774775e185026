/// Work that somebody must do or decide: one stream each.
///
/// A finding is a function and comes and goes; a case is a fact, and stays. It quotes what was found, with the rules and day
/// of that, and keeps what people did. See `docs/cases.md`.
package struct Case: Hashable, Sendable {
    /// How it began; nil while there is none.
    package internal(set) var opening: CaseOpening?
    /// What was last seen of its cause.
    package internal(set) var sight: CaseSight?
    /// Who is to work it.
    package internal(set) var assignment: CaseAssignment?
    /// The days that people gave it.
    package internal(set) var schedule = CaseSchedule()
    /// Notes, in order.
    package internal(set) var notes: [CaseEntry<CaseNote>] = []
    /// Calls to and from payers, in order.
    package internal(set) var calls: [CaseEntry<PayerCall>] = []
    /// Answers, in order.
    package internal(set) var answers: [CaseEntry<CaseAnswer>] = []
    /// The cases of the same cause, by the 16 bytes that name their streams.
    package internal(set) var links: Set<UInt128> = []
    /// How it ended; nil while it is open.
    package internal(set) var ending: CaseEntry<CaseEnding>?
    /// Whether a person did anything about it, so that no program ends it.
    package internal(set) var isTouched = false

    /// No case.
    package init() {}

    /// Whether somebody should still work it.
    package var isOpen: Bool { opening != nil && ending == nil }

    /// Where it stands, without what people wrote down about it: neither notes, calls nor answers.
    package var withoutRecords: Case {
        var rest = self
        rest.notes = []
        rest.calls = []
        rest.answers = []
        return rest
    }

    /// Whether findings or an effect opened it, and nothing is found of them any more.
    package var hasFindingGone: Bool { opening?.isByHand == false && sight?.findings.isEmpty == true }

    /// What may be gained: what the findings say, else what the person said who opened it.
    package var value: Money {
        guard opening?.isByHand == false else { return opening?.value ?? .zero }
        return (sight?.findings ?? []).map(\.atStake).sum()
    }

    /// The day by which it must be done, and what gave it: the earliest last legal day, or an earlier one that a person gave.
    package var due: CaseDue? {
        let legal = (sight?.findings ?? []).compactMap { finding in
            finding.deadline.map { CaseDue(date: $0, rule: finding.deadlineRule) }
        }
        let all = legal + [schedule.due.map { CaseDue(date: $0, rule: nil) }].compactMap { $0 }
        // Of equal days the legal one tells.
        return all.min { $0.date < $1.date }
    }

    /// Whether it is on no list on a day: snoozed beyond it, and not due by then.
    package func isSnoozed(on day: CalendarDate) -> Bool {
        guard let until = schedule.snoozedUntil, until > day else { return false }
        return due.map { $0.date > day } ?? true
    }

    /// The state after the event.
    package mutating func evolve(_ event: Event) {
        switch event {
        case .opened(let opening):
            self.opening = opening
            sight = opening.sight
            assignment = CaseAssignment(queue: opening.queue)
            isTouched = opening.isByHand
        case .findingsChanged(let sight): self.sight = sight
        case .assigned(let entry):
            assignment = entry.content
            isTouched = true
        case .scheduled(let entry):
            schedule = entry.content
            isTouched = true
        case .noted(let entry):
            notes.append(entry)
            isTouched = true
        case .called(let entry):
            calls.append(entry)
            isTouched = true
        case .answered(let entry):
            answers.append(entry)
            isTouched = true
        case .linked(let entry):
            if entry.content.isUndone { links.remove(entry.content.other) } else { links.insert(entry.content.other) }
            isTouched = true
        case .ended(let entry):
            ending = entry.content.outcome == nil ? nil : entry
            // What a person ended or took up again is theirs.
            if entry.content.reason != nil { isTouched = true }
        }
    }

    /// What can happen.
    package enum Event: Hashable, Sendable {
        /// It began.
        case opened(CaseOpening)
        /// Its findings changed, went or came back.
        case findingsChanged(CaseSight)
        /// Others are to work it.
        case assigned(CaseEntry<CaseAssignment>)
        /// People gave it days.
        case scheduled(CaseEntry<CaseSchedule>)
        /// Somebody noted something.
        case noted(CaseEntry<CaseNote>)
        /// Somebody spoke with a payer.
        case called(CaseEntry<PayerCall>)
        /// Somebody answered.
        case answered(CaseEntry<CaseAnswer>)
        /// It was linked to another, or is no longer.
        case linked(CaseEntry<CaseLink>)
        /// It came to an end, or was taken up again.
        case ended(CaseEntry<CaseEnding>)
    }
}

/// The day by which a case must be done.
package struct CaseDue: Hashable, Sendable {
    /// The day.
    package var date: CalendarDate
    /// The deadline rule that gave it; nil when a person did.
    package var rule: String?

    /// A day, and the rule that gave it.
    package init(date: CalendarDate, rule: String?) {
        self.date = date
        self.rule = rule
    }
}
