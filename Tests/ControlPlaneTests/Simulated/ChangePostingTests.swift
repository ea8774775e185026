import Foundation
import SeededRandomness
import Testing

@testable import ControlPlane
@testable import RevenueCycle

@Suite("An approved change on the ledger") struct ChangePostingTests {
    /// A change of any kind that posts, about a claim of an account or all of it.
    private func change(
        _ number: Int,
        of account: AccountPosition,
        _ random: inout SeededGenerator
    ) throws -> PostedChange {
        let claim = try #require(account.claims.randomElement(using: &random))
        let outstanding = claim.outstandingPayer + claim.outstandingHeld + claim.outstandingPatient
        let amount = Money(cents: Int64.random(in: 1...max(2, outstanding.cents * 3 / 2), using: &random))
        let balances: [ProposedChange.Balance] = [.payer, .patient, .held]
        let parties: [ProposedChange.Party] = [.patient, .payer(.primary), .payer(.secondary), .payer(.tertiary)]
        let balance = balances[Int.random(in: 0..<3, using: &random)]
        let from = parties[Int.random(in: 0..<4, using: &random)]
        let to = try #require(parties.filter { $0 != from }.randomElement(using: &random))
        let proposed: ProposedChange =
            switch Int.random(in: 0..<7, using: &random) {
            case 0: .writeOff(.init(amount: amount, reason: .denial, balance: balance))
            case 1: .adjustment(.init(amount: amount, balance: balance, note: "A test."))
            case 2: .adjustment(.init(amount: -amount, balance: balance, note: "A test."))
            case 3: .transferOfResponsibility(.init(amount: amount, from: from, to: to, note: "A test."))
            case 4: .refund(.init(amount: amount, payee: from, cause: .overpaid, method: .check))
            case 5: .paymentPlan(.init(total: amount, instalments: [.init(due: day(number), amount: amount)]))
            default:
                .financialAssistance(
                    .init(
                        program: "A policy",
                        share: Percentage(hundredths: 5000),
                        amount: amount,
                        services: DateSpan(day(0), day(9))
                    )
                )
            }
        return PostedChange(
            proposal: UInt128(number + 1),
            claim: try #require(claim.claim.namingFacts.first?.id),
            isOfAccount: Bool.random(using: &random),
            date: day(number),
            change: proposed
        )
    }

    private func day(_ number: Int) -> CalendarDate { CalendarDate(dayNumber: Int32(30_000 + number)) }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `balances, lowers nothing below zero, and never asks the patient for more than the documents let`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var kinds: Set<ProposalKind> = []
        for account in try ComposedMonth.accounts() where !account.claims.isEmpty {
            let changes = try (0..<5).map { try change($0, of: account, &random) }
            let posted = account.posting(changes)
            let shuffled = account.posting(changes.shuffled(using: &random))
            #expect(posted == shuffled, "seed \(seed)")
            let balances = posted.ledgerBalances
            #expect(balances.total == .zero, "seed \(seed)")
            #expect(posted.changeBalances.total == .zero)
            let live = posted.claims
            #expect(balances[.payerReceivable] == live.filter { !$0.isVoided }.map(\.outstandingPayer).sum())
            #expect(balances[.patientReceivable] == live.filter { !$0.isVoided }.map(\.outstandingPatient).sum())
            #expect(balances[.heldReceivable] == live.filter { !$0.isVoided }.map(\.outstandingHeld).sum())
            for (before, after) in zip(account.claims, posted.claims) {
                #expect(after.byDocuments.outstandingHeld == before.outstandingHeld)
                for part in [\ClaimPosition.outstandingPayer, \.outstandingPatient, \.outstandingHeld, \.refund] {
                    #expect(after[keyPath: part] >= min(.zero, before[keyPath: part]), "seed \(seed)")
                }
                #expect(after.outstandingPatient <= before.outstandingPatient, "seed \(seed): \(posted.changes)")
            }
            #expect(posted.changes.count == changes.count)
            for applied in posted.changes {
                let asked = applied.change.change.amount ?? .zero
                #expect(applied.posted + applied.shortfall == asked && !applied.posted.isNegative)
                let isTold = posted.claims.flatMap(\.findings).contains {
                    $0.codes == [applied.change.change.kind.rawValue]
                }
                #expect(isTold || !applied.shortfall.isPositive && !applied.stopped.isPositive)
                if applied.posted.isPositive { kinds.insert(applied.change.change.kind) }
            }
        }
        #expect(kinds == Set(ProposalKind.allCases.filter(\.posts)), "seed \(seed)")
    }

    @Test func `posts by its release, once, and each posting balances`() throws {
        var random = SeededGenerator(seed: 4)
        let reading = try ComposedMonth.reading()
        var releases = 0
        for account in try ComposedMonth.accounts().prefix(120) where !account.claims.isEmpty {
            let changes = try (0..<3).map { try change($0, of: account, &random) }
            let posted = account.posting(changes)
            let ledger = Ledger(of: posted, under: reading)
            #expect(ledger.balances == posted.ledgerBalances)
            for posting in ledger.postings { #expect(posting.lines.map(\.amount).sum() == .zero) }
            let causes = ledger.postings.compactMap { posting -> UInt128? in
                if case .release(let proposal) = posting.cause { proposal } else { nil }
            }
            #expect(Set(causes).count == causes.count && Set(causes).isSubset(of: Set(changes.map(\.proposal))))
            releases += causes.count
            // What the documents posted stays as it was: releases come after all of them here.
            let before = Ledger(of: account, under: reading)
            #expect(Array(ledger.postings.prefix(before.postings.count)) == before.postings)
        }
        #expect(releases > 0)
    }

    @Test func `is taken back by as much as a payer pays after a write-off, and a finding tells`() throws {
        let reading = try ComposedMonth.reading()
        var tried = 0
        for account in try ComposedMonth.accounts() where account.claims.count == 1 {
            // The day after which something held had gone again.
            let plain = Ledger(of: account, under: reading)
            var held = Money.zero
            var before: (day: CalendarDate, held: Money)?
            for posting in plain.postings {
                if held.isPositive, let day = before?.day, posting.date ?? day <= day { before = nil }
                held += posting.lines.filter { $0.account == .heldReceivable }.map(\.amount).sum()
                if let date = posting.date, held.isPositive, before == nil { before = (date, held) }
            }
            guard let before, plain.balances[.heldReceivable] < before.held,
                plain.postings.last?.date.map({ $0 > before.day }) == true,
                let fact = account.claims[0].claim.namingFacts.first?.id
            else { continue }
            let change = PostedChange(
                proposal: 7,
                claim: fact,
                isOfAccount: false,
                date: before.day,
                change: .writeOff(.init(amount: before.held, reason: .denial, balance: .held))
            )
            let posted = account.posting([change])
            let ledger = Ledger(of: posted, under: reading)
            let left = plain.balances[.heldReceivable]
            #expect(ledger.balances[.writeOffs] == left && ledger.balances[.heldReceivable] == .zero)
            #expect(ledger.balances[.payerCash] == plain.balances[.payerCash])
            #expect(ledger.balances.total == .zero)
            #expect(posted.changes.map(\.shortfall) == [before.held - left])
            #expect(
                posted.claims[0].findings.contains {
                    $0.kind == .mismatch && $0.codes == ["writeOff"] && $0.amount == before.held - left
                }
            )
            tried += 1
        }
        #expect(tried > 0)
    }

    @Test func `is kept once by its claim file, whoever tells it, in whatever form`() throws {
        let account = try #require(try ComposedMonth.accounts().first { !$0.claims.isEmpty })
        var random = SeededGenerator(seed: 5)
        let change = try change(0, of: account, &random)
        var file = ClaimFile()
        for _ in 0..<3 { file.evolve(.changePosted(change)) }
        #expect(file.postedChanges == [change])
        #expect(ClaimFile(joining: [file, file]).postedChanges == [change])
        #expect(try ClaimFile(decoding: file.encoded()) == file)
        #expect(try file.decide(.record(.changePosted(change))).isEmpty)
    }
}
