/// How a case began.
package struct CaseOpening: Hashable, Sendable {
    /// What it is about.
    package var subject: CaseSubject
    /// What kind of work it is.
    package var kind: CaseKind
    /// The findings that opened it; nil when a person or an effect did.
    package var cause: CaseCause?
    /// The 16 bytes that name the effect that opened it; nil when a person or findings did.
    package var effect: UInt128?
    /// What was seen.
    package var sight: CaseSight
    /// The team that is to work it.
    package var queue: CaseQueue
    /// What may be gained, as a person says who opened it.
    package var value: Money?
    /// Why, in the words of a person who opened it; nil when none did.
    package var reason: String?
    /// The account that opened it.
    package var by: PrincipalID
    /// When.
    package var at: Instant

    /// A beginning, field by field.
    package init(
        subject: CaseSubject,
        kind: CaseKind,
        cause: CaseCause? = nil,
        effect: UInt128? = nil,
        sight: CaseSight,
        queue: CaseQueue,
        value: Money? = nil,
        reason: String? = nil,
        by: PrincipalID,
        at: Instant
    ) {
        self.subject = subject
        self.kind = kind
        self.cause = cause
        self.effect = effect
        self.sight = sight
        self.queue = queue
        self.value = value
        self.reason = reason
        self.by = by
        self.at = at
    }
}

extension CaseOpening {
    /// Whether a person opened it, so that no finding is looked for.
    package var isByHand: Bool { cause == nil && effect == nil }
}

/// Who is to work a case.
package struct CaseAssignment: Hashable, Sendable {
    /// The team.
    package var queue: CaseQueue
    /// The account; nil for nobody yet.
    package var assignee: PrincipalID?

    /// A team, and an account of it.
    package init(queue: CaseQueue, assignee: PrincipalID? = nil) {
        self.queue = queue
        self.assignee = assignee
    }
}

/// The days that people gave a case.
package struct CaseSchedule: Hashable, Sendable {
    /// The day by which a person wants it done.
    package var due: CalendarDate?
    /// The day to look at it again.
    package var followUp: CalendarDate?
    /// The day until which it is on no list.
    package var snoozedUntil: CalendarDate?

    /// Days, as far as they were given.
    package init(due: CalendarDate? = nil, followUp: CalendarDate? = nil, snoozedUntil: CalendarDate? = nil) {
        self.due = due
        self.followUp = followUp
        self.snoozedUntil = snoozedUntil
    }
}

/// A note about a case.
package struct CaseNote: Hashable, Sendable {
    /// What it says.
    package var text: String

    /// A note that says something.
    package init(_ text: String) { self.text = text }
}

/// A call to or from a payer.
package struct PayerCall: Hashable, Sendable {
    /// The name that the representative gave.
    package var representative: String
    /// The payer's number of the call.
    package var reference: String?
    /// What came of it.
    package var outcome: String

    /// A call by whom it was with, under which number, and what came of it.
    package init(representative: String, reference: String? = nil, outcome: String) {
        self.representative = representative
        self.reference = reference
        self.outcome = outcome
    }
}

/// How a payer decided on an appeal.
package enum AppealOutcome: String, Hashable, Sendable, CaseIterable {
    case overturned, partlyOverturned, upheld

    /// Half decisions for the provider, of two for each decision.
    package var halves: Int {
        switch self {
        case .overturned: 2
        case .partlyOverturned: 1
        case .upheld: 0
        }
    }
}

/// What somebody said, wrote or decided, as it was taken down.
package enum CapturedAnswer: Hashable, Sendable {
    case patientAnswer
    /// How content a patient is, from 1 (not at all) to 5.
    case satisfaction(Int)
    case payerLetter
    case phoneOutcome
    case appealOutcome(AppealOutcome)
    /// Whether an adjustment was agreed to.
    case adjustmentDecision(isAgreed: Bool)
}

/// An answer with its evidence.
package struct CaseAnswer: Hashable, Sendable {
    /// What it is.
    package var answer: CapturedAnswer
    /// What it says, in words.
    package var text: String
    /// The day it bears.
    package var on: CalendarDate?
    /// The address of the stored document that shows it; nil when nothing was written.
    package var evidence: [UInt8]?

    /// An answer in words, and what shows it.
    package init(_ answer: CapturedAnswer, text: String, on: CalendarDate? = nil, evidence: [UInt8]? = nil) {
        self.answer = answer
        self.text = text
        self.on = on
        self.evidence = evidence
    }
}

/// Something that was taken down about a case: who, when, and what.
package struct CaseEntry<Content: Hashable & Sendable>: Hashable, Sendable {
    /// What.
    package var content: Content
    /// The account that took it down.
    package var by: PrincipalID
    /// When.
    package var at: Instant

    /// A content by an account at a moment.
    package init(_ content: Content, by: PrincipalID, at: Instant) {
        self.content = content
        self.by = by
        self.at = at
    }
}

/// That two cases are of one cause, or are held to be so no more.
package struct CaseLink: Hashable, Sendable {
    /// The 16 bytes that name the other case's stream.
    package var other: UInt128
    /// Whether the two are no longer one.
    package var isUndone: Bool
    /// Why.
    package var reason: String

    /// A link to another case, or its end.
    package init(other: UInt128, isUndone: Bool = false, reason: String) {
        self.other = other
        self.isUndone = isUndone
        self.reason = reason
    }
}

/// That a case came to an end, or was taken up again.
package struct CaseEnding: Hashable, Sendable {
    /// What it came to; nil when it is taken up again.
    package var outcome: CaseOutcome?
    /// Why; nil when its finding went, or came back.
    package var reason: String?

    /// An outcome and its reason.
    package init(outcome: CaseOutcome?, reason: String? = nil) {
        self.outcome = outcome
        self.reason = reason
    }
}
