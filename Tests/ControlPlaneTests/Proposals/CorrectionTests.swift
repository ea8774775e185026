import Foundation
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("A corrected claim") struct CorrectionTests {
    private typealias Correction = ProposedChange.ClaimCorrection

    /// The claim of the desk, and what is known of it.
    private static func claim(_ desk: ProposalDesk) throws -> ClaimPosition {
        try #require(try VerifiedClaims(desk.claim, in: desk.plane)?.claims.first)
    }

    private static func fault(
        _ request: CorrectionRequest,
        _ claim: ClaimPosition,
        _ rule: PayerRule?
    ) -> CorrectionFault? {
        do throws(CorrectionFault) {
            _ = try Correction(request, of: claim, by: rule)
            return nil
        } catch { return error }
    }

    private static func rule(_ method: CorrectionMethod?) -> PayerRule {
        PayerRule(key: "payer", name: "Payer", correction: method.map { CorrectionRule(method: $0) })
    }

    @Test func `says exactly what each field was, and what it becomes`() throws {
        let claim = try Self.claim(ProposalDesk())
        let sent = try #require(claim.claim.submissions.last { !$0.isVoid })
        let line = try #require(sent.lines.first)
        let request = CorrectionRequest(fields: [
            .init(.authorizationNumber, value: "A-1"), .init(.modifiers, line: line.counter, value: "25,59"),
            .init(.charge, line: line.counter, value: "9.99"), .init(.diagnoses, value: nil),
            .init(.attendingProvider, value: "1234567893", earlier: .value("1003000126")),
            .init(.referralNumber, value: "R-1", earlier: .nothing),
        ])
        let correction = try Correction(request, of: claim, by: Self.rule(.replace))
        let name = line.controlNumber ?? line.counter
        #expect(correction.method == .replace)
        #expect(correction.payerClaimNumber == claim.adjudications.effective.last?.payerClaimNumber)
        #expect(correction.patientControlNumber == sent.patientControlNumber)
        #expect(
            correction.fields == [
                .init(
                    field: .authorizationNumber,
                    old: sent.authorizationNumber.map { .text($0) },
                    new: .text("A-1")
                ),
                .init(
                    field: .modifiers,
                    line: name,
                    old: line.modifiers.isEmpty ? nil : .texts(line.modifiers),
                    new: .texts(["25", "59"])
                ),
                .init(field: .charge, line: name, old: .amount(line.charge), new: .amount(Money(cents: 999))),
                .init(field: .diagnoses, old: .texts(sent.diagnoses), new: nil),
                .init(field: .attendingProvider, old: .text("1003000126"), new: .text("1234567893")),
                .init(field: .referralNumber, old: nil, new: .text("R-1")),
                .init(
                    field: .charge,
                    old: .amount(sent.charge),
                    new: .amount(sent.charge - line.charge + Money(cents: 999))
                ),
            ]
        )
    }

    @Test func `is none of a field or line that is not there, or was something else`() throws {
        let claim = try Self.claim(ProposalDesk())
        let rule = Self.rule(.replace)
        func fault(_ field: CorrectionRequest.Field) -> CorrectionFault? {
            Self.fault(.init(fields: [field]), claim, rule)
        }
        #expect(fault(.init(.procedure, value: "99214")) == .lineMissing(.procedure))
        #expect(fault(.init(.drg, line: "1", value: "470")) == .noFieldOfLine(.drg))
        #expect(fault(.init(.procedure, line: "no line", value: "99214")) == .noSuchLine)
        #expect(fault(.init(.charge, line: "1", value: "much")) == .noValue(.charge))
        #expect(fault(.init(.diagnoses, value: "A00.0", earlier: .value("Z99.9"))) == .notWhatWasSent(.diagnoses))
        #expect(fault(.init(.diagnoses, value: "A00.0", earlier: .nothing)) == .notWhatWasSent(.diagnoses))
        #expect(fault(.init(.delayReason, value: "7")) == .earlierUnknown(.delayReason))
        var unsent = claim
        unsent.claim.submissions = []
        #expect(Self.fault(.init(fields: [.init(.drg, value: "470")]), unsent, rule) == .neverSent)
        var voided = claim
        voided.isVoided = true
        #expect(Self.fault(.init(fields: [.init(.drg, value: "470")]), voided, rule) == .voided)
    }

    @Test func `names a line by a number that is no other's`() throws {
        var claim = try Self.claim(ProposalDesk())
        let rule = Self.rule(.replace)
        let index = claim.claim.submissions.count - 1
        let first = try #require(claim.claim.submissions[index].lines.first)
        var (one, two) = (first, first)
        (one.counter, one.controlNumber) = ("1", "2")
        (two.counter, two.controlNumber) = ("2", nil)
        claim.claim.submissions[index].lines = [one, two]
        let change = { (line: String) in
            CorrectionRequest(fields: [.init(.units, line: line, value: "9")])
        }
        #expect(try Correction(change("1"), of: claim, by: rule).fields.first?.line == "2")
        #expect(Self.fault(change("2"), claim, rule) == .ambiguousLine)
    }

    @Test func `goes by the payer's way, and by a person's word only where nothing says it`() throws {
        let desk = try ProposalDesk()
        var claim = try Self.claim(desk)
        func method(_ asked: CorrectionMethod?, _ rule: PayerRule?) throws -> CorrectionMethod {
            try Correction(.init(fields: [], method: asked), of: claim, by: rule).method
        }
        for way in CorrectionMethod.allCases {
            #expect(try method(nil, Self.rule(way)) == way && method(way, Self.rule(way)) == way)
            #expect(try method(way, nil) == way && method(way, Self.rule(nil)) == way)
            for other in CorrectionMethod.allCases where other != way {
                #expect(Self.fault(.init(fields: [], method: other), claim, Self.rule(way)) == .otherMethod(way))
            }
        }
        #expect(Self.fault(.init(fields: []), claim, nil) == .methodUnknown)
        #expect(Self.fault(.init(fields: []), claim, Self.rule(nil)) == .methodUnknown)
        // A remark that asks for another claim goes before the rule: of the whole claim, or where nothing was paid.
        let denial = try #require(claim.findings.first { $0.kind == .denial })
        for (step, way) in [(NextStep.newClaim, CorrectionMethod.newClaim), (.voidThenNew, .voidThenNew)] {
            var finding = denial
            finding.nextStep = step
            finding.lines = []
            claim.findings = [finding]
            claim.paid = Money(cents: 100)
            #expect(try method(nil, Self.rule(.replace)) == way && method(nil, nil) == way)
            #expect(Self.fault(.init(fields: [], method: .replace), claim, nil) == .otherMethod(way))
            claim.findings[0].lines = ["1"]
            #expect(try method(nil, Self.rule(.replace)) == .replace)
            claim.paid = .zero
            #expect(try method(nil, Self.rule(.replace)) == way)
            // The rejection of a later submission leaves what was decided as it was.
            claim.findings[0].kind = .rejection
            #expect(try method(nil, Self.rule(.replace)) == .replace)
        }
    }

    @Test func `is a new claim only where the payer never took one`() throws {
        let desk = try ProposalDesk()
        let claims = try desk.plane.accounts(asOf: CalendarDate(desk.clock.now)).flatMap(\.position.claims)
        var rejected = try #require(
            claims.first { $0.status == .rejected && $0.claim.adjudications.isEmpty && $0.sentLast?.frequency == "1" }
        )
        let asked = CorrectionRequest(fields: [])
        #expect(try Correction(asked, of: rejected, by: Self.rule(.replace)).method == .newClaim)
        // One that waits for its answer was taken, and a replacement that was rejected is still to be one.
        let pending = try #require(claims.first { !$0.isAdjudicated && $0.status != .rejected && $0.sentLast != nil })
        #expect(try Correction(asked, of: pending, by: Self.rule(.replace)).method == .replace)
        #expect(Self.fault(asked, pending, nil) == .methodUnknown)
        rejected.claim.submissions[rejected.claim.submissions.count - 1].frequency = "7"
        #expect(Self.fault(asked, rejected, nil) == .methodUnknown)
    }

    @Test func `of fields that are not shown tells nothing of them`() throws {
        let desk = try ProposalDesk()
        let claim = try Self.claim(desk)
        let diagnoses = try #require(claim.sentLast?.diagnoses.joined(separator: ","))
        try desk.plane.addAccount("user:nina", human: "nina", reason: "A test.")
        try desk.plane.grant("patientSupport", to: "user:nina", reason: "A test.")
        let words = { (guess: String) throws -> String? in
            let request = CorrectionRequest(
                fields: [.init(.diagnoses, value: "Z00.0", earlier: .value(guess))],
                method: .replace
            )
            return try desk.refusal {
                _ = try desk.acting("nina").draft(
                    .correction(request),
                    about: desk.claim,
                    reason: "x",
                    destination: nil
                )
            }
        }
        let (right, wrong) = (try words(diagnoses), try words("A00.0"))
        #expect(right == wrong && right != nil)
    }

    @Test(arguments: StoreKind.all)
    func `is approved by another and leaves as an order that names the claim and each field`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let request = CorrectionRequest(fields: [.init(.authorizationNumber, value: "A-77")], method: .replace)
        let mira = desk.acting("mira")
        let draft = try mira.draft(.correction(request), about: desk.claim, reason: "On file.", destination: "outbox")
        let id = try mira.propose(draft).id
        #expect(throws: ControlPlaneError.self) { try desk.approve(id, "mira") }
        let effect = try #require(try desk.approve(id, "omar").effect)
        _ = try desk.plane.carryOutEffects()
        let bytes = try #require(FileManager.default.contents(atPath: "\(desk.outbox.path)/\(effect).txt"))
        let text = try #require(String(validating: bytes, as: UTF8.self))
        let claim = try Self.claim(desk)
        let sent = try #require(claim.claim.submissions.last)
        #expect(text.hasPrefix("Order to correct a claim\nAbout: \(desk.claim)\n"))
        #expect(text.contains("\nAccount number (CLM01): \(sent.patientControlNumber)\n"))
        #expect(text.contains("\nSend a replacement (frequency 7)\n"))
        #expect(text.contains("authorizationNumber: \(sent.authorizationNumber ?? "nothing") becomes A-77"))
        #expect(try desk.problems() == [])
    }
}
