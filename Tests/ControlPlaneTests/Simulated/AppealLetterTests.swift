import Foundation
import Simulator
import Testing

@testable import Assist
@testable import ControlPlane
@testable import RevenueCycle

@Suite("An appeal letter") struct AppealLetterTests {
    /// The claims of a month, each with its public id, in a store that is gone at the end of `body`.
    private func withMonth(
        seed: UInt64,
        claims: Int,
        _ body: (ControlPlane, [(id: String, position: ClaimPosition)]) throws -> Void
    ) throws {
        let month = simulateMonth(seed: seed, claims: claims)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        let accounts = try store.plane.accounts(asOf: day)
        try body(store.plane, accounts.flatMap { zip($0.claimIDs, $0.position.claims).map { ($0, $1) } })
    }

    private func compose(
        _ finding: Finding,
        _ position: ClaimPosition,
        reasons: [String] = [],
        limit: Int? = nil
    ) -> AppealLetter? {
        AppealLetter(
            against: finding,
            in: position,
            .init(
                level: .first,
                filer: .provider,
                filingLimitDays: limit,
                day: CalendarDate(dayNumber: 20_700),
                reasons: reasons
            ),
            knowledge: .shipped
        )
    }

    @Test func `of any denial of a month says nothing that is no fact's value, and rests on what was read`() throws {
        try withMonth(seed: 31, claims: 600) { _, claims in
            var composed: Set<DenialCategory> = []
            for (_, position) in claims {
                for finding in position.findings where finding.kind == .denial {
                    guard let letter = compose(finding, position) else { continue }
                    let sentences = letter.heading + letter.paragraphs.flatMap(\.self)
                    for sentence in sentences { #expect(sentence.unboundTokens.isEmpty, "\(sentence.text)") }
                    for fact in letter.facts {
                        // Meanings are the tables', the day is the writer's, and days are counted; all else was read.
                        let isOurs = [.reason, .remark, .written, .filedAfterDays, .filingLimit].contains(fact.role)
                        #expect(isOurs || !fact.spans.isEmpty, "\(fact)")
                    }
                    #expect(
                        letter.facts.contains(
                            StatedFact(.atStake, finding.atStake, position.adjudications.effective.map(\.span))
                        )
                    )
                    #expect(letter.missing.last == .signature)
                    #expect(letter.missing.contains(.reasons) || !letter.grounds.isEmpty)
                    #expect(Set(letter.missing).count == letter.missing.count)
                    if let category = finding.category { composed.insert(category) }
                }
            }
            #expect(composed.count >= 8, "\(composed)")
        }
    }

    @Test func `is not written where a remark asks for another claim, or gives no right of appeal`() throws {
        try withMonth(seed: 32, claims: 600) { _, claims in
            var seen = 0
            for (_, position) in claims {
                for var finding in position.findings where finding.kind == .denial {
                    for step in [
                        NextStep.newClaim, .replaceClaim, .voidThenNew, .wait, .none, .writeOffReview, .billPatient,
                    ] {
                        finding.nextStep = step
                        #expect(compose(finding, position) == nil)
                        seen += 1
                    }
                }
            }
            #expect(seen > 0)
        }
    }

    @Test(arguments: ["N211", "N368", "MA130", "N704", "MA44"])
    func `is not written against what a remark leaves no appeal of`(remark: String) throws {
        try withMonth(seed: 35, claims: 300) { _, claims in
            var tried = 0
            for (_, known) in claims {
                var position = known
                for finding in known.findings where finding.kind == .denial && compose(finding, known) != nil {
                    position.adjustments = known.adjustments.map { item in
                        guard item.adjustment.code == finding.codes.first else { return item }
                        return DisposedAdjustment(
                            adjudication: item.adjudication,
                            line: item.line,
                            adjustment: item.adjustment,
                            disposition: item.disposition,
                            category: item.category,
                            nextStep: item.nextStep,
                            isCorrection: item.isCorrection,
                            remarks: item.remarks + [RARC(rawValue: remark)],
                            isUnprocessable: item.isUnprocessable,
                            isDenialBeforeRemarks: item.isDenialBeforeRemarks
                        )
                    }
                    #expect(compose(finding, position) == nil, "\(finding.codes)")
                    tried += 1
                }
            }
            #expect(tried > 0)
        }
    }

    @Test func `says that a claim was filed in time only by the day on which it was received`() throws {
        try withMonth(seed: 33, claims: 300) { _, claims in
            var tried = 0
            for (_, known) in claims {
                guard var finding = known.findings.first(where: { $0.kind == .denial }),
                    let first = known.claim.submissions.first, first.transactionDate != nil,
                    let last = first.dates?.last
                else { continue }
                (finding.category, finding.nextStep) = (.timelyFiling, .appeal)
                // A remark may leave no appeal at all.
                guard compose(finding, known) != nil else { continue }
                let day = CalendarDate(dayNumber: last.dayNumber + 90)
                for (source, category, submission, isReceipt) in [
                    (.claimAcknowledgement, "A2", first.id, true), (.claimAcknowledgement, "A1", first.id, true),
                    (.claimStatus, "F2", first.id, true), (.claimAcknowledgement, "A3", first.id, false),
                    (.claimStatus, "R1", first.id, false), (.implementation, "A", first.id, false),
                    (.claimAcknowledgement, "A2", FactID(body: BodyHash(high: 0, low: 1), ordinal: 0), false),
                ] as [(Acknowledgement.Source, String, FactID, Bool)] {
                    var position = known
                    position.claim.acknowledgements = [
                        AttachedAcknowledgement(
                            fact: Acknowledgement(
                                id: first.id,
                                source: source,
                                date: day,
                                category: category,
                                span: first.span
                            ),
                            submission: submission
                        )
                    ]
                    let letter = try #require(compose(finding, position, limit: 90))
                    let days = letter.facts.filter { $0.role == .acknowledged }.map(\.value)
                    #expect(days.contains(day.description) == isReceipt, "\(source) \(category)")
                    #expect(letter.missing.contains(.proofOfFiling) == !isReceipt)
                    #expect(letter.grounds.isEmpty == !isReceipt)
                    #expect(letter.facts.contains(StatedFact(.filingLimit, "90")) == isReceipt)
                    // A limit that was not kept, or is not known, is not spoken of.
                    for limit in [89, nil] {
                        let late = try #require(compose(finding, position, limit: limit))
                        #expect(!late.facts.contains { $0.role == .filingLimit })
                        #expect(!isReceipt || late.missing.contains(.planTerms))
                    }
                }
                tried += 1
            }
            #expect(tried > 0)
        }
    }

    @Test func `is proposed with a person's reason, and not without any`() throws {
        try withMonth(seed: 34, claims: 600) { plane, claims in
            var (refused, proposed) = (0, 0)
            for (id, position) in claims {
                let denials = position.findings.filter { $0.kind == .denial && $0.category != nil }
                guard let finding = denials.max(by: { $0.atStake < $1.atStake }),
                    compose(finding, position) != nil, refused + proposed < 12
                else { continue }
                if compose(finding, position)?.grounds.isEmpty == true {
                    #expect(throws: ControlPlaneError.self) {
                        try plane.appealDraft(of: id, AppealRequest(), reason: "Why.", destination: nil)
                    }
                    refused += 1
                }
                let request = AppealRequest(grounds: ["The patient came by ambulance."])
                let draft = try plane.appealDraft(of: id, request, reason: "Why.", destination: nil)
                guard case .appeal(let appeal) = draft.change else { throw ControlPlaneError.notFound(what: "appeal") }
                #expect(appeal.letter.contains("The patient came by ambulance."))
                #expect(appeal.grounds.last == "The patient came by ambulance.")
                #expect(
                    !draft.missing.contains(AppealGap.reasons.words) && draft.missing.last == AppealGap.signature.words
                )
                #expect(appeal.category == finding.category)
                proposed += 1
            }
            #expect(refused > 0 && proposed > 0)
        }
    }
}
