extension Case {
    /// What follows from a command.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - context: who asks, and when.
    /// - Returns: the events, in order; none when nothing is new.
    /// - Throws: ``Refusal`` when it can't be carried out.
    package func decide(_ command: Command, in context: Context) throws(Refusal) -> [Event] {
        switch command {
        case .open(let opening): return [try opened(opening)]
        case .see(let sight): return try seen(sight, context)
        case .assign(let assignment): return [try assigned(assignment, context)]
        case .schedule(let schedule): return [try scheduled(schedule, context)]
        case .note(let text):
            try checkOpened()
            try Self.check(text)
            return [.noted(CaseEntry(CaseNote(text), by: context.by, at: context.at))]
        case .call(let call): return [try called(call, context)]
        case .answer(let answer): return [try answered(answer, context)]
        case .link(let link): return [try linked(link, context)]
        case .close(let outcome, let reason): return [try closed(outcome, reason, context)]
        case .reopen(let reason):
            try checkOpened()
            guard ending != nil else { throw .notClosed }
            try Self.check(reason)
            return [.ended(CaseEntry(CaseEnding(outcome: nil, reason: reason), by: context.by, at: context.at))]
        }
    }
}

// MARK: - Findings

extension Case {
    private func opened(_ opening: CaseOpening) throws(Refusal) -> Event {
        guard self.opening == nil else { throw .alreadyOpened }
        guard opening.queue.isWellFormed else { throw .badQueue }
        if opening.isByHand {
            guard let reason = opening.reason else { throw .textMissing }
            try Self.check(reason)
        }
        return .opened(opening)
    }

    /// What follows from what is found now.
    ///
    /// Findings that are as they were tell nothing. Those that went end a case on which nobody worked, and mark any other; those
    /// that come back take it up again.
    private func seen(_ sight: CaseSight, _ context: Context) throws(Refusal) -> [Event] {
        try checkOpened()
        guard let last = self.sight, last.findings != sight.findings || last.scope != sight.scope else { return [] }
        var events: [Event] = [.findingsChanged(sight)]
        let (had, has) = (!last.findings.isEmpty, !sight.findings.isEmpty)
        if had, !has, isOpen, !isTouched {
            events.append(.ended(CaseEntry(CaseEnding(outcome: .findingWent), by: context.by, at: context.at)))
        }
        if !had, has, ending != nil {
            events.append(.ended(CaseEntry(CaseEnding(outcome: nil), by: context.by, at: context.at)))
        }
        return events
    }
}

// MARK: - Work

extension Case {
    private func assigned(_ assignment: CaseAssignment, _ context: Context) throws(Refusal) -> Event {
        try checkOpen()
        guard assignment.queue.isWellFormed else { throw .badQueue }
        guard assignment != self.assignment else { throw .nothingChanges }
        return .assigned(CaseEntry(assignment, by: context.by, at: context.at))
    }

    private func scheduled(_ schedule: CaseSchedule, _ context: Context) throws(Refusal) -> Event {
        try checkOpen()
        guard schedule != self.schedule else { throw .nothingChanges }
        let days: [WritableKeyPath<CaseSchedule, CalendarDate?>] = [\.due, \.followUp, \.snoozedUntil]
        for day in days where schedule[keyPath: day] != self.schedule[keyPath: day] {
            if let date = schedule[keyPath: day], date < context.today { throw .dayIsPast(date) }
        }
        var changed = self
        changed.schedule = schedule
        if let until = schedule.snoozedUntil, let due = changed.due, due.date < until,
            until != self.schedule.snoozedUntil
        {
            throw .snoozedPastDue(due.date)
        }
        return .scheduled(CaseEntry(schedule, by: context.by, at: context.at))
    }

    private func called(_ call: PayerCall, _ context: Context) throws(Refusal) -> Event {
        try checkOpened()
        for text in [call.representative, call.outcome] { try Self.check(text) }
        if let reference = call.reference { try Self.check(reference) }
        return .called(CaseEntry(call, by: context.by, at: context.at))
    }

    private func answered(_ answer: CaseAnswer, _ context: Context) throws(Refusal) -> Event {
        try checkOpened()
        try Self.check(answer.text)
        if case .satisfaction(let score) = answer.answer, !(1...5).contains(score) { throw .badScore }
        return .answered(CaseEntry(answer, by: context.by, at: context.at))
    }

    private func linked(_ link: CaseLink, _ context: Context) throws(Refusal) -> Event {
        try checkOpened()
        try Self.check(link.reason)
        guard link.other != context.own else { throw .linkedToItself }
        guard links.contains(link.other) == link.isUndone else { throw .nothingChanges }
        return .linked(CaseEntry(link, by: context.by, at: context.at))
    }

    private func closed(_ outcome: CaseOutcome, _ reason: String, _ context: Context) throws(Refusal) -> Event {
        try checkOpen()
        guard outcome != .findingWent else { throw .notAPersonsOutcome }
        try Self.check(reason)
        return .ended(CaseEntry(CaseEnding(outcome: outcome, reason: reason), by: context.by, at: context.at))
    }

    private func checkOpened() throws(Refusal) {
        guard opening != nil else { throw .notOpened }
    }

    private func checkOpen() throws(Refusal) {
        try checkOpened()
        if let outcome = ending?.content.outcome { throw .closed(outcome) }
    }

    private static func check(_ text: String) throws(Refusal) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .textMissing }
        guard text.utf8.count <= textLimit else { throw .textTooLong }
    }
}
