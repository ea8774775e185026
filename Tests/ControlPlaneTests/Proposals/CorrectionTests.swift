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
            .init(.attendingProvider, value: "1234567893", earlier: "1003000126"),
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
        #expect(fault(.init(.diagnoses, value: "A00.0", earlier: "Z99.9")) == .notWhatWasSent(.diagnoses))
        var unsent = claim
        unsent.claim.submissions = []
        #expect(Self.fault(.init(fields: [.init(.drg, value: "470")]), unsent, rule) == .neverSent)
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
        // What the payer calls unprocessable, or never took, is no claim that could be replaced.
        claim.findings = claim.findings.map { finding in
            var finding = finding
            finding.nextStep = .newClaim
            return finding
        }
        #expect(try method(nil, Self.rule(.replace)) == .newClaim && method(nil, nil) == .newClaim)
        #expect(Self.fault(.init(fields: [], method: .replace), claim, nil) == .otherMethod(.newClaim))
        let unanswered = try desk.plane.accounts(asOf: CalendarDate(desk.clock.now)).flatMap(\.position.claims)
        claim = try #require(unanswered.first { !$0.isAdjudicated && !$0.claim.submissions.isEmpty })
        claim.findings = []
        #expect(try method(nil, Self.rule(.voidThenNew)) == .newClaim)
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
