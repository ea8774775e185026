import Foundation
import Testing

@testable import RevenueCycle

/// What follows from each command in each state.
@Suite("A case") struct CaseTests {
    private typealias Given = EveryCaseEvent

    private static let today = Given.day(5)
    private static let context = Case.Context(
        by: PrincipalID("user:omar"),
        at: Instant(microsecondsSince1970: 7),
        today: today,
        own: 0x70
    )

    private static func sight(_ findings: [CaseFinding]) -> CaseSight {
        CaseSight(findings: findings, scope: Given.scope, rules: 14, asOf: today)
    }

    private static let other: CaseFinding = {
        var other = Given.finding
        other.amount = Money(cents: 1)
        return other
    }()

    /// A case after some commands.
    private static func given(_ commands: Case.Command...) throws -> Case {
        var state = Case()
        for command in commands {
            for event in try state.decide(command, in: context) { state.evolve(event) }
        }
        return state
    }

    private enum State: String, CaseIterable {
        case none, new, noted, gone, went, closed, closedGone, byHand

        func made() throws -> Case {
            let open = Case.Command.open(Given.opening)
            return switch self {
            case .none: Case()
            case .new: try CaseTests.given(open)
            case .noted: try CaseTests.given(open, .note("Seen."))
            case .gone: try CaseTests.given(open, .note("Seen."), .see(CaseTests.sight([])))
            case .went: try CaseTests.given(open, .see(CaseTests.sight([])))
            case .closed: try CaseTests.given(open, .close(.writtenOff, reason: "Too small."))
            case .closedGone:
                try CaseTests.given(open, .close(.writtenOff, reason: "Too small."), .see(CaseTests.sight([])))
            case .byHand: try CaseTests.given(.open(Given.byHand))
            }
        }
    }

    private static let commands: [(name: String, command: Case.Command)] = [
        ("open", .open(Given.opening)),
        ("see the same", .see(sight([Given.finding]))),
        ("see another", .see(sight([other]))),
        ("see none", .see(sight([]))),
        ("assign", .assign(CaseAssignment(queue: CaseQueue("coding")))),
        ("schedule", .schedule(CaseSchedule(followUp: today))),
        ("note", .note("Seen again.")),
        ("call", .call(PayerCall(representative: "D. Lane", outcome: "Nothing new."))),
        ("answer", .answer(CaseAnswer(.payerLetter, text: "They want the chart."))),
        ("link", .link(CaseLink(other: 0x71, reason: "One cause."))),
        ("close", .close(.recovered, reason: "Paid.")),
        ("reopen", .reopen(reason: "Not yet.")),
    ]

    private static let nothing = "notOpened"

    /// What each command leads to, in the order of `commands`: the words of events, or of a refusal.
    private static let table: [State: [String]] = [
        .none: ["opened"] + Array(repeating: nothing, count: 11),
        .new: [
            "alreadyOpened", "", "findingsChanged", "findingsChanged ended findingWent", "assigned", "scheduled",
            "noted", "called", "answered", "linked", "ended recovered", "notClosed",
        ],
        .noted: [
            "alreadyOpened", "", "findingsChanged", "findingsChanged", "assigned", "scheduled",
            "noted", "called", "answered", "linked", "ended recovered", "notClosed",
        ],
        .gone: [
            "alreadyOpened", "findingsChanged", "findingsChanged", "", "assigned", "scheduled",
            "noted", "called", "answered", "linked", "ended recovered", "notClosed",
        ],
        .went: [
            "alreadyOpened", "findingsChanged ended again", "findingsChanged ended again", "", "closed findingWent",
            "closed findingWent", "noted", "called", "answered", "linked", "closed findingWent", "ended again",
        ],
        .closed: [
            "alreadyOpened", "", "findingsChanged", "findingsChanged", "closed writtenOff",
            "closed writtenOff", "noted", "called", "answered", "linked", "closed writtenOff", "ended again",
        ],
        .closedGone: [
            "alreadyOpened", "findingsChanged ended again", "findingsChanged ended again", "", "closed writtenOff",
            "closed writtenOff", "noted", "called", "answered", "linked", "closed writtenOff", "ended again",
        ],
        // Nothing looks for findings of a case that none opened.
        .byHand: [
            "alreadyOpened", "findingsChanged", "findingsChanged", "findingsChanged", "assigned", "scheduled",
            "noted", "called", "answered", "linked", "ended recovered", "notClosed",
        ],
    ]

    private static func words(_ event: Case.Event) -> String {
        switch event {
        case .opened: "opened"
        case .findingsChanged: "findingsChanged"
        case .assigned: "assigned"
        case .scheduled: "scheduled"
        case .noted: "noted"
        case .called: "called"
        case .answered: "answered"
        case .linked: "linked"
        case .ended(let entry): "ended \(entry.content.outcome?.rawValue ?? "again")"
        }
    }

    private static func words(_ refusal: Case.Refusal) -> String {
        switch refusal {
        case .closed(let outcome): "closed \(outcome.rawValue)"
        case .notOpened: nothing
        case .alreadyOpened: "alreadyOpened"
        case .notClosed: "notClosed"
        default: "\(refusal)"
        }
    }

    private static func outcome(of command: Case.Command, on state: Case) -> String {
        do throws(Case.Refusal) {
            return try state.decide(command, in: context).map(words).joined(separator: " ")
        } catch {
            return words(error)
        }
    }

    @Test func `answers each command in each state`() throws {
        for state in State.allCases {
            let expected = try #require(Self.table[state])
            let made = try state.made()
            for ((name, command), expected) in zip(Self.commands, expected) {
                #expect(Self.outcome(of: command, on: made) == expected, "\(name) when \(state.rawValue)")
            }
        }
    }

    @Test func `that was taken up again by its finding is closed by that again, unless a person worked it meanwhile`()
        throws
    {
        let back = try Self.given(
            .open(Given.opening),
            .see(Self.sight([])),
            .see(Self.sight([Given.finding]))
        )
        #expect(back.isOpen && !back.isTouched)
        #expect(Self.outcome(of: .see(Self.sight([])), on: back) == "findingsChanged ended findingWent")
        let worked = try Self.given(
            .open(Given.opening),
            .see(Self.sight([])),
            .reopen(reason: "I want to know."),
            .see(Self.sight([Given.finding])),
            .see(Self.sight([]))
        )
        #expect(worked.isOpen && worked.hasFindingGone)
    }

    @Test func `is due on the earliest legal day, or before it when a person says so, and never after`() throws {
        var state = try Self.given(.open(Given.opening))
        #expect(state.due == CaseDue(date: Given.day(60), rule: "payer.appeal"))
        state = try Self.given(.open(Given.opening), .schedule(CaseSchedule(due: Given.day(30))))
        #expect(state.due == CaseDue(date: Given.day(30), rule: nil))
        state = try Self.given(.open(Given.opening), .schedule(CaseSchedule(due: Given.day(90))))
        #expect(state.due == CaseDue(date: Given.day(60), rule: "payer.appeal"))
        state = try Self.given(.open(Given.opening), .schedule(CaseSchedule(due: Given.day(60))))
        #expect(state.due?.rule == "payer.appeal")
        #expect(try Self.given(.open(Given.byHand)).due == nil)
    }

    @Test func `is snoozed until a day, but never past the day on which it is due`() throws {
        let state = try Self.given(.open(Given.opening), .schedule(CaseSchedule(snoozedUntil: Given.day(40))))
        #expect(state.isSnoozed(on: Given.day(39)) && !state.isSnoozed(on: Given.day(40)))
        let open = try Self.given(.open(Given.opening))
        let schedule = { (day: Int32) in Case.Command.schedule(CaseSchedule(snoozedUntil: Given.day(day))) }
        #expect(Self.outcome(of: schedule(60), on: open) == "scheduled")
        #expect(throws: Case.Refusal.snoozedPastDue(Given.day(60))) { try open.decide(schedule(61), in: Self.context) }
        #expect(throws: Case.Refusal.dayIsPast(Given.day(4))) { try open.decide(schedule(4), in: Self.context) }
        var sooner = Given.finding
        sooner.deadline = Given.day(20)
        let due = try Self.given(
            .open(Given.opening),
            .schedule(CaseSchedule(snoozedUntil: Given.day(40))),
            .see(Self.sight([sooner]))
        )
        #expect(due.isSnoozed(on: Given.day(19)) && !due.isSnoozed(on: Given.day(20)))
    }

    @Test func `refuses what says nothing, too much, or what is so already`() throws {
        let state = try Self.given(
            .open(Given.opening),
            .link(CaseLink(other: 0x71, reason: "One cause.")),
            .assign(CaseAssignment(queue: CaseQueue("coding"))),
            .schedule(CaseSchedule(followUp: Self.today))
        )
        let long = String(repeating: "x", count: Case.textLimit + 1)
        let refused: [(Case.Command, Case.Refusal)] = [
            (.note(" \n"), .textMissing), (.note(long), .textTooLong),
            (.call(PayerCall(representative: "", outcome: "x")), .textMissing),
            (.call(PayerCall(representative: "x", reference: " ", outcome: "x")), .textMissing),
            (.call(PayerCall(representative: "x", outcome: long)), .textTooLong),
            (.answer(CaseAnswer(.payerLetter, text: "")), .textMissing),
            (.answer(CaseAnswer(.satisfaction(0), text: "x")), .badScore),
            (.answer(CaseAnswer(.satisfaction(6), text: "x")), .badScore),
            (.link(CaseLink(other: 0x70, reason: "x")), .linkedToItself),
            (.link(CaseLink(other: 0x71, reason: "x")), .nothingChanges),
            (.link(CaseLink(other: 0x72, isUndone: true, reason: "x")), .nothingChanges),
            (.link(CaseLink(other: 0x72, reason: "")), .textMissing),
            (.assign(CaseAssignment(queue: CaseQueue("coding"))), .nothingChanges),
            (.assign(CaseAssignment(queue: CaseQueue("Jane Doe"))), .badQueue),
            (.schedule(CaseSchedule(followUp: Self.today)), .nothingChanges),
            (.close(.recovered, reason: " "), .textMissing),
            (.close(.findingWent, reason: "x"), .notAPersonsOutcome),
        ]
        for (command, refusal) in refused {
            #expect(throws: refusal) { try state.decide(command, in: Self.context) }
        }
        var wordless = Given.byHand
        wordless.reason = nil
        #expect(throws: Case.Refusal.textMissing) { try Case().decide(.open(wordless), in: Self.context) }
    }

    @Test func `is there for an effect that is in doubt or was not taken, and for no other`() throws {
        let codes = { (events: [EffectEvent]) throws -> [String] in
            let effect = try #require(Effect([.requested(EffectTests.request)] + events))
            return effect.caseFindings.flatMap(\.codes)
        }
        let start = EffectEvent.started(EffectTests.attempt)
        let answer = { (outcome: EffectReceipt.Outcome) in
            EffectEvent.receiptCame(EffectReceipt(outcome: outcome, bytes: Array(outcome.rawValue.utf8)))
        }
        #expect(try codes([]) == [])
        #expect(try codes([start]) == [])
        #expect(try codes([.refused(reason: "no")]) == [])
        #expect(try codes([start, .outcomeUnknown(reason: "cut short")]) == ["outcomeUnknown"])
        #expect(try codes([start, .outcomeUnknown(reason: "cut short"), answer(.note)]) == ["outcomeUnknown"])
        #expect(try codes([start, .outcomeUnknown(reason: "cut short"), answer(.accepted)]) == [])
        #expect(try codes([start, .delivered(reference: nil), answer(.rejected)]) == ["rejectedByReceiver"])
        #expect(
            try codes([start, .delivered(reference: nil), answer(.rejected), answer(.note)]) == ["rejectedByReceiver"]
        )
        #expect(try codes([start, .delivered(reference: nil), answer(.rejected), answer(.accepted)]) == [])
    }

    @Test func `goes first to the team of its kind and category`() {
        for kind in CaseKind.allCases {
            for category in [nil] + DenialCategory.allCases.map(Optional.some) {
                #expect(CaseQueue(for: kind, category: category).isWellFormed, "\(kind)")
            }
        }
        #expect(CaseQueue(for: .denial, category: .medicalNecessity) == CaseQueue("clinical-appeals"))
        #expect(CaseQueue(for: .takeBack, category: nil) == CaseQueue("posting"))
        for name in ["", "-a", "A", "a b", "ä", String(repeating: "a", count: 41)] {
            #expect(!CaseQueue(name).isWellFormed, "\(name)")
        }
    }
}

/// What the page on cases says of kinds and queues.
@Suite("The page on cases") struct CasePageTests {
    @Test func `tells the queue of each kind, and the findings that open it`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/cases.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        var findings: [CaseKind: Set<String>] = [:]
        for kind in FindingKind.allCases where kind != .deadlineAtRisk {
            findings[CaseKind(of: finding(kind, nil)), default: []].insert(kind.rawValue)
        }
        for category in DenialCategory.allCases {
            let kind = CaseKind(of: finding(.review, category))
            if kind != .review { findings[kind, default: []].insert("review of category \(category.rawValue)") }
        }
        for kind in CaseKind.allCases {
            let otherwise = kind == .unconfirmedEffect ? "an effect" : "by hand"
            let from = findings[kind]?.sorted().joined(separator: ", ") ?? otherwise
            let queue = kind == .denial ? "by category, below" : CaseQueue(for: kind, category: nil).rawValue
            #expect(page.contains("| `\(kind.rawValue)` | \(from) | \(queue) |\n"))
        }
    }

    private func finding(_ kind: FindingKind, _ category: DenialCategory?) -> Finding {
        Finding(kind: kind, category: category, amount: .zero, atStake: .zero, nextStep: .review)
    }
}
