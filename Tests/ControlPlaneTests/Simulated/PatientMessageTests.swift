import Foundation
import Simulator
import Testing

@testable import Assist
@testable import ControlPlane
@testable import RevenueCycle

@Suite("A message to a patient") struct PatientMessageTests {
    private static let given: PatientMessageText.Details = {
        var details = PatientMessageText.Details()
        details.addressee = "Ada Smith"
        details.contact = "call 555-0100, weekdays 8 to 5"
        details.assistance = "hospital.example/help"
        details.applyBy = CalendarDate(year: 2026, month: 12, day: 31)
        details.needs = ["a copy of your card"]
        details.disputed = CalendarDate(year: 2026, month: 11, day: 2)
        return details
    }()

    private func compose(
        _ kind: PatientMessageKind,
        _ account: AccountPosition,
        _ details: PatientMessageText.Details = given
    ) -> PatientMessageText? { try? PatientMessageText(kind, of: account, details) }

    @Test func `of any kind and account says nothing that is no fact's value, and rests on what was read or told`()
        throws
    {
        let accounts = try ComposedMonth.accounts()
        var composed: [PatientMessageKind: Int] = [:]
        for account in accounts {
            for kind in PatientMessageKind.allCases {
                guard let message = compose(kind, account) else { continue }
                composed[kind, default: 0] += 1
                for sentence in message.sentences {
                    #expect(sentence.unboundTokens.isEmpty, "\(kind): \(sentence.text)")
                }
                for fact in message.facts {
                    // Zero rests on nothing having been said.
                    let isOurs = [.told, .instalment].contains(fact.role) || fact.value == Money.zero.dollars
                    #expect(isOurs || !fact.spans.isEmpty, "\(kind): \(fact)")
                }
                #expect(Set(message.missing).count == message.missing.count)
            }
        }
        #expect(PatientMessageKind.allCases.allSatisfy { composed[$0, default: 0] > 0 }, "\(composed)")
    }

    @Test
    func
        `says that something is to be paid only where the gate lets it be asked for, and never an amount that is held`()
        throws
    {
        let accounts = try ComposedMonth.accounts()
        var (held, owing) = (0, 0)
        for account in accounts {
            let owed = account.claims.filter { !$0.isVoided }.map(\.outstandingPatient).sum()
            let isHeld = account.claims.contains { !$0.isVoided && $0.outstandingHeld.isPositive }
            if owed.isPositive { owing += 1 }
            if isHeld, !owed.isPositive { held += 1 }
            for kind in PatientMessageKind.allCases {
                guard let message = compose(kind, account) else { continue }
                for fact in message.facts where fact.role == .owedNow { #expect(fact.value == owed.dollars) }
                let says = message.body.contains("left to pay")
                #expect(!says || owed.isPositive, "\(kind): \(message.body)")
                for words in [
                    "you owe $", "please pay", "must pay", "collection", "credit report", "promise", "will be paid",
                ] {
                    #expect(!message.body.lowercased().contains(words), "\(kind): \(words)")
                }
            }
            #expect(compose(.nothingOwedYet, account) == nil || !owed.isPositive)
            #expect((compose(.planOffered, account) != nil) == owed.isPositive)
        }
        #expect(held > 0 && owing > 0)
    }

    @Test func `names no service, no diagnosis, no member number and no birth date`() throws {
        let accounts = try ComposedMonth.accounts()
        let forbidden: Set<StatedFact.Role> = [.service, .diagnosis, .memberNumber, .birthDate, .reason, .remark]
        for account in accounts {
            for kind in PatientMessageKind.allCases {
                guard let message = compose(kind, account) else { continue }
                #expect(message.facts.allSatisfy { !forbidden.contains($0.role) })
                for sent in account.claims.compactMap(\.governingSubmission) {
                    let words = Set(message.body.split { !$0.isLetter && !$0.isNumber }.map(String.init))
                    #expect(words.isDisjoint(with: sent.diagnoses + sent.lines.compactMap(\.procedure)))
                }
            }
        }
    }

    @Test func `says that it waits for what nobody gave, each gap once`() throws {
        let accounts = try ComposedMonth.accounts()
        var gaps: Set<PatientMessageGap> = []
        for account in accounts {
            for kind in PatientMessageKind.allCases {
                guard let message = compose(kind, account, .init()) else { continue }
                #expect(message.missing.contains(.contact) && message.missing.contains(.addressee))
                gaps.formUnion(message.missing)
                let full = compose(kind, account)
                let left: Set<PatientMessageGap> =
                    kind == .refundComing ? [.refundDecision] : kind == .planOffered ? [.planTerms] : []
                #expect(full.map { Set($0.missing) } == left, "\(kind)")
            }
        }
        #expect(gaps == Set(PatientMessageGap.allCases), "\(gaps)")
    }

    @Test func `offers a plan and a refund only in the terms that were decided, and of the balance that is there`()
        throws
    {
        let accounts = try ComposedMonth.accounts()
        var (plans, refunds) = (0, 0)
        for account in accounts {
            let live = account.claims.filter { !$0.isVoided }
            let owed = live.map(\.outstandingPatient).sum()
            var details = Self.given
            if owed.cents > 1 {
                let due = CalendarDate(dayNumber: 20_800)
                let rest = owed - Money(cents: 1)
                details.plan = .init(
                    total: owed,
                    downPayment: Money(cents: 1),
                    instalments: [.init(due: due, amount: rest)]
                )
                let message = try #require(compose(.planOffered, account, details))
                #expect(message.missing.isEmpty && message.body.contains("\(rest.dollars) by \(due.patientWords)"))
                #expect(message.sentences.flatMap(\.unboundTokens).isEmpty)
                details.plan?.total = rest
                #expect(compose(.planOffered, account, details)?.missing == [.planTerms])
                plans += 1
            }
            let refund = live.map(\.refund).sum()
            guard refund.isPositive else { continue }
            details.refund = .init(amount: refund, payee: .patient, cause: .overpaid, method: .check)
            #expect(
                compose(.refundComing, account, details)?.body.contains("pay back \(refund.dollars) by check") == true
            )
            details.refund?.amount = refund + Money(cents: 1)
            #expect(compose(.refundComing, account, details)?.missing == [.refundDecision])
            details.refund?.amount = refund
            details.refund?.payee = .payer(.primary)
            #expect(compose(.refundComing, account, details)?.missing == [.refundDecision])
            refunds += 1
        }
        #expect(plans > 0 && refunds > 0)
    }

    @Test(arguments: [ProposedChange.MessageChannel.email, .textMessage])
    func `is not composed for a way on which others read it`(channel: ProposedChange.MessageChannel) throws {
        let accounts = try ComposedMonth.accounts()
        var details = Self.given
        details.channel = channel
        for account in accounts {
            #expect(throws: PatientMessageRefusal.channelIsOpen) {
                try PatientMessageText(.billExplanation, of: account, details)
            }
        }
    }

    @Test func `is read with at most eight years of school`() throws {
        let accounts = try ComposedMonth.accounts()
        for kind in PatientMessageKind.allCases {
            // Names and numbers are as they are; what is measured is what the composer writes around them.
            let texts = accounts.compactMap { compose(kind, $0) }.flatMap { message in
                message.paragraphs.dropFirst().flatMap(\.self).map { sentence in
                    sentence.facts.map(\.value).sorted { $0.count > $1.count }.reduce(sentence.text) {
                        $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: "it")
                    }
                }
            }
            #expect(ReadingGrade(texts).value <= 8, "\(kind): \(ReadingGrade(texts).value)")
        }
    }

    @Test func `is proposed as a program's work with what is missing, and cannot be approved like that`() throws {
        let desk = try ProposalDesk()
        let support = desk.acting("pat")
        let draft = try support.messageDraft(
            about: desk.claim,
            .billExplanation,
            .init(),
            reason: "They asked.",
            destination: "outbox"
        )
        #expect(draft.program != nil && draft.missing.contains(PatientMessageGap.contact.words))
        let id = try support.propose(draft).id
        try desk.plane.addAccount("user:paula", human: "paula", reason: "A test.")
        try desk.plane.grant("patientSupport", to: "user:paula", reason: "A test.")
        #expect(try desk.refusal { _ = try desk.approve(id, "paula") }?.contains("where a person answers") == true)
        let whole = try support.messageDraft(
            about: desk.claim,
            .billExplanation,
            Self.given,
            reason: "They asked.",
            destination: "outbox"
        )
        #expect(try support.revise(id, whole).status == .open)
        let own = try desk.refusal { _ = try desk.approve(id, "pat") }
        #expect(own != nil)
        #expect(try desk.approve(id, "paula").status == .released)
        #expect(
            try desk.refusal {
                _ = try support.messageDraft(about: desk.claim, .refundComing, .init(), reason: "x", destination: nil)
            }?.contains("nothing was paid beyond what is owed") == true
        )
    }
}

/// The Flesch–Kincaid grade of sentences, with syllables counted by groups of vowels.
private struct ReadingGrade {
    let value: Double

    init(_ sentences: [String]) {
        let parts = sentences.flatMap { $0.split { ".:;?!".contains($0) } }
        let words = parts.flatMap { $0.split { !$0.isLetter && $0 != "'" } }
        let syllables = words.map { word in
            var groups = 0
            var wasVowel = false
            for letter in word.lowercased() {
                let isVowel = "aeiouy".contains(letter)
                if isVowel, !wasVowel { groups += 1 }
                wasVowel = isVowel
            }
            if word.hasSuffix("e"), !word.hasSuffix("le"), groups > 1 { groups -= 1 }
            return max(1, groups)
        }
        let count = Double(max(1, words.count))
        value = 0.39 * count / Double(max(1, parts.count)) + 11.8 * Double(syllables.reduce(0, +)) / count - 15.59
    }
}
