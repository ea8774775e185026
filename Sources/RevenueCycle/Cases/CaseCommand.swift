extension Case {
    /// What may be asked.
    package enum Command: Hashable, Sendable {
        /// Begin it.
        case open(CaseOpening)
        /// Take down what is found of its cause now.
        case see(CaseSight)
        /// Have others work it.
        case assign(CaseAssignment)
        /// Give it days.
        case schedule(CaseSchedule)
        /// Note something.
        case note(String)
        /// Take down a call.
        case call(PayerCall)
        /// Take down an answer.
        case answer(CaseAnswer)
        /// Link it to another case, or end that.
        case link(CaseLink)
        /// End it.
        case close(CaseOutcome, reason: String)
        /// Take it up again.
        case reopen(reason: String)
    }

    /// Who asks, and when.
    package struct Context: Hashable, Sendable {
        /// The account.
        package var by: PrincipalID
        /// The moment.
        package var at: Instant
        /// The day of that.
        package var today: CalendarDate
        /// The 16 bytes that name the case's stream.
        package var own: UInt128

        /// An account at a moment of a day, about a case.
        package init(by: PrincipalID, at: Instant, today: CalendarDate, own: UInt128) {
            self.by = by
            self.at = at
            self.today = today
            self.own = own
        }
    }

    /// How many bytes of text one entry may have.
    package static let textLimit = 16_384

    /// Why a command was refused.
    package enum Refusal: Error, Hashable, Sendable {
        /// There is no such case.
        case notOpened
        /// It is there already.
        case alreadyOpened
        /// It came to an end.
        case closed(CaseOutcome)
        /// It is open.
        case notClosed
        /// It says nothing.
        case textMissing
        /// It says too much.
        case textTooLong
        /// It is so already.
        case nothingChanges
        /// No queue is named so.
        case badQueue
        /// The day lies in the past.
        case dayIsPast(CalendarDate)
        /// It must be done before the day until which it would be on no list.
        case snoozedPastDue(CalendarDate)
        /// It would be linked to itself.
        case linkedToItself
        /// The score is none from 1 to 5.
        case badScore
        /// No person says that a finding went.
        case notAPersonsOutcome
    }
}

extension Case.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notOpened: "There is no such case. `recourse cases` lists what there is."
        case .alreadyOpened: "There is such a case already."
        case .closed(let outcome):
            "It was closed with the outcome \(outcome.rawValue). Take it up again with `recourse case reopen` first."
        case .notClosed: "It is open."
        case .textMissing: "There are no words in it; say what happened."
        case .textTooLong: "One text may have \(Case.textLimit) bytes; store what is longer as a file with --file."
        case .nothingChanges: "It is so already."
        case .badQueue: "A queue is named with at most 40 small letters, digits and hyphens, such as clinical-appeals."
        case .dayIsPast(let day): "\(day) lies in the past."
        case .snoozedPastDue(let due): "It is due on \(due); snooze it until that day at most."
        case .linkedToItself: "A case is not linked to itself."
        case .badScore: "A score is a number from 1 to 5."
        case .notAPersonsOutcome: "findingWent is what the program says; a person closes with another outcome."
        }
    }
}
