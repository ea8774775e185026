import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Journal

/// What each entry that is on record somewhere tells others: a file of the golden payloads, its type, and the kind of event.
private let golden: [(file: String, type: UInt16, kind: PublicEvent.Kind?)] = [
    ("claim-submitted", 1, .claimChanged), ("claim-adjudicated", 2, .claimChanged),
    ("claim-acknowledged", 3, .claimChanged), ("acknowledgement-withdrawn", 4, .claimChanged),
    ("provider-adjusted", 5, .claimChanged), ("payment-held", 6, .claimChanged), ("payment-released", 7, .claimChanged),
    ("adjudication-released", 8, .claimChanged), ("file-joined", 9, .claimChanged),
    ("of-payment-transaction-received", 20, .remittanceRecorded), ("of-payment-released", 21, .remittanceRecorded),
    ("proposal-proposed", 70, .proposalCreated), ("proposal-revised", 71, .proposalChanged),
    ("proposal-approved", 72, .proposalChanged), ("proposal-refused", 73, .proposalChanged),
    ("proposal-sent-back", 74, .proposalChanged), ("proposal-escalated", 75, .proposalChanged),
    ("proposal-overridden", 76, .proposalChanged), ("proposal-retracted", 77, .proposalChanged),
    ("proposal-withdrawn", 78, .proposalClosed), ("proposal-expired", 78, .proposalClosed),
    ("proposal-released", 79, .proposalReleased),
    ("case-opened", 80, .caseOpened), ("case-findings-changed", 81, .caseChanged), ("case-assigned", 82, .caseChanged),
    ("case-scheduled", 83, .caseChanged), ("case-noted", 84, .caseChanged), ("case-called", 85, .caseChanged),
    ("case-payer-letter", 86, .caseChanged), ("case-linked", 87, .caseChanged), ("case-closed", 88, .caseClosed),
    ("case-reopened", 88, .caseChanged), ("case-review", 89, nil),
    ("of-effect-requested", 90, .effectRequested), ("of-effect-started", 91, nil),
    ("of-effect-attempt-failed", 92, nil), ("of-effect-delivered", 93, .effectDelivered),
    ("of-effect-refused", 94, .effectRefused), ("of-effect-outcome-unknown", 95, .effectUnknown),
    ("of-effect-receipt-came", 97, .effectReceipt),
]

private func payload(_ file: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("RevenueCycleTests/Encoding/Golden")
    let text = try String(contentsOf: folder.appendingPathComponent("\(file).1.hex"), encoding: .utf8)
    let digits = Array(text.utf8.filter { $0 > 0x20 })
    return try stride(from: 0, to: digits.count, by: 2).map { place in
        try #require(UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16))
    }
}

/// The entry of a payload, the second of its stream.
private func entry(_ type: UInt16, _ payload: [UInt8]?, version: UInt64 = 2) throws -> Entry {
    Entry(
        header: EntryHeader(
            position: 17,
            stream: StreamID(0x0123_4567_89AB_CDEF),
            streamVersion: version,
            type: type,
            schema: 1,
            recorded: Timestamp(microsecondsSince1970: 1_790_000_000_000_000),
            principal: "user:test",
            purpose: "test",
            command: CommandID(1),
            retention: .claims,
            dataKey: DataKeyID(1)
        ),
        payload: payload,
        subject: payload == nil ? nil : .tenant,
        leaf: try #require(LeafHash(blob: Data(repeating: 0, count: 32)))
    )
}

@Suite("A public event") final class PublicEventTests {
    private let store: TemporaryStore
    private let fact = FactID(body: BodyHash(high: 7, low: 7), ordinal: 3)

    init() throws { store = try TemporaryStore(idKey: Array(1...32)) }

    deinit { store.remove() }

    private func event(_ entry: Entry, naming fact: FactID?) throws -> PublicEvent? {
        try PublicEvent(entry, naming: { fact }, in: store.plane.journal)
    }

    @Test(arguments: golden)
    func `is made of each entry that others are told of`(file: String, type: UInt16, kind: PublicEvent.Kind?) throws {
        let event = try event(entry(type, payload(file)), naming: fact)
        #expect(event?.kind == kind)
        #expect(event.map { $0.entry == 17 } ?? true)
        #expect(try self.event(entry(type, nil), naming: fact) == nil, "what was destroyed is told no more")
    }

    @Test(arguments: golden)
    func `has nothing but type, time, entry and public ids`(file: String, type: UInt16, kind: PublicEvent.Kind?) throws
    {
        guard let event = try event(entry(type, payload(file)), naming: fact) else { return }
        let form =
            /\{"entry":17,"type":"[a-z]+\.[a-z]+","timestamp":"2026-09-21T14:13:20Z","data":\{("(claim|account|remittance|held)":"[acr]_[0-9a-hjkmnp-tv-z]{16}",?|"(case|proposal|effect)":"[koe]_[0-9a-hjkmnp-tv-z]{26}")+\}\}/
        #expect(event.json.text.wholeMatch(of: form) != nil, "\(event.json.text)")
    }

    @Test func `names a claim by its own fact, and otherwise the account of the fact that named it`() throws {
        let submitted = try Submission(decoding: payload("claim-submitted")).id
        let journal = store.plane.journal
        #expect(
            try event(entry(1, payload("claim-submitted")), naming: nil)?.subject
                == .claim(
                    PublicID.claim(submitted, journal: journal),
                    account: PublicID.account(submitted, journal: journal)
                )
        )
        #expect(
            try event(entry(3, payload("claim-acknowledged")), naming: fact)?.subject
                == .claim(nil, account: PublicID.account(fact, journal: journal))
        )
        #expect(try event(entry(3, payload("claim-acknowledged")), naming: nil) == nil)
    }

    private func roster(_ kind: RosterChange.Kind) -> [UInt8] {
        RosterChange(PrincipalID("user:mira"), kind, reason: "A test.").encoded()
    }

    @Test func `is no entry of the shell but what is held, and emergency access`() throws {
        for type in ShellEvent.allCases {
            let kind: PublicEvent.Kind? =
                switch type {
                case .readingHeld: .heldAdded
                case .readingReleased, .readingDismissed: .heldEnded
                default: nil
                }
            let payload = type == .rosterChanged ? roster(.end) : []
            #expect(try event(entry(type.rawValue, payload), naming: fact)?.kind == kind, "\(type)")
        }
        let until = Timestamp(microsecondsSince1970: 1)
        let opened = roster(.breakGlass(id: "1f", [SourcePatientID(7)], until: until))
        let told = try event(entry(ShellEvent.rosterChanged.rawValue, opened), naming: nil)
        #expect(told?.kind == .emergencyOpened && told?.subject == .emergency("1f"))
        let reviewed = roster(.reviewEmergency(id: "1f", isJustified: true))
        let second = try event(entry(ShellEvent.rosterChanged.rawValue, reviewed), naming: nil)
        #expect(second?.kind == .emergencyReviewed && second?.subject == .emergency("1f"))
        #expect(try event(entry(75, [], version: 1), naming: fact) == nil, "an answer of before it had its own number")
    }

    @Test func `has a type that no other has, as every entry has a number that no other has`() {
        #expect(Set(PublicEvent.Kind.allCases.map(\.rawValue)).count == PublicEvent.Kind.allCases.count)
        let taken =
            [
                ClaimFileEvent.types, PaymentEvent.types, PatientLinks.Event.types, Proposal.Event.types,
                Case.Event.types, EffectEvent.types,
            ].flatMap { Array($0) } + [CaseReviewStep.type] + ShellEvent.allCases.map(\.rawValue)
        #expect(Set(taken).count == taken.count)
    }
}
