import RevenueCycle
import Testing

@Suite("What the tables say of remarks and status")
struct RemarkFactTests {
    private let knowledge = Knowledge.shipped

    @Test(
        arguments: [
            (.qmb, ["N192", "N781", "N782", "N783"]),
            (.owesNothing, ["M27", "M39", "N172", "N364", "N524", "N563"]),
            (.neverBill, ["N106"]),
            (.capAtPR, ["MA13", "N174", "N830", "N862", "N864", "N865", "N866", "N867", "N869"]),
            (.capByState, ["N246"]),
            (.needsNotice, ["N115", "N386", "N569", "N623"]),
            (.recompute, ["MA67", "MA91", "N689", "N690", "N695"]),
            (.moneyOwed, ["MA59", "MA72", "MA77", "N720"]),
            (.refundExcess, ["M25"]),
            (.priorShareOnly, ["N536"]),
            (.patientMayOwe, ["M38"]),
            (.patientMayOweWithoutNotice, ["N425"]),
            (.review, ["M86", "N130", "N216", "N30", "N435"]),
            (
                .hold,
                [
                    "MA04", "MA07", "MA18", "MA92", "N103", "N179", "N197", "N4", "N479", "N615", "N617", "N687",
                    "N696",
                    "N698",
                ]
            ),
        ] as [(LiabilityEffect, [RARC])]
    )
    func `protect the patient with just these codes`(effect: LiabilityEffect, codes: [RARC]) {
        #expect(knowledge.knownRemarks.filter { $0.liability == effect }.map(\.code) == codes)
    }

    @Test func `leave alerts on appeal rights, surprise bills and for information out of a finding's codes`() {
        let left = knowledge.knownRemarks.filter(\.isLeftOutOfCodes).map(\.code)
        #expect(
            left == [
                "MA01", "MA02", "MA44", "N1", "N210", "N211", "N620", "N704", "N830", "N862", "N864", "N865", "N866",
                "N867", "N869",
            ]
        )
        #expect(knowledge.fact("N368" as RARC)?.isLeftOutOfCodes == false)
    }

    @Test func `know the two remarks by which a payer says that it sent the claim on`() {
        #expect(knowledge.knownRemarks.filter(\.announcesForwarding).map(\.code) == ["MA07", "MA18"])
    }

    @Test(
        arguments: [
            ("A1", .acknowledged), ("A2", .accepted), ("A3", .rejected), ("A4", .notFound), ("P3", .waitingOnUs),
            ("F2", .final), ("R4", .request), ("D0", .notFound), ("E0", .error),
        ] as [(String, ClaimStatusPhase)]
    )
    func `put a status category into its phase`(code: String, phase: ClaimStatusPhase) {
        #expect(knowledge.claimStatusCategory(code)?.phase == phase)
    }

    @Test func `keep the three lists of status codes apart`() {
        #expect(knowledge.claimStatus("20")?.phase == .accepted)
        #expect(knowledge.remittanceStatus("20")?.phase == .final)
        #expect(knowledge.claimStatusCategory("20") == nil)
        #expect(knowledge.remittanceStatus("22")?.phase == .reversal)
        #expect(knowledge.remittanceStatus("25")?.phase == .estimate)
    }

    @Test func `hold no claim status of a remittance to be a denial`() {
        for code in ["1", "2", "3", "4", "19", "20", "21", "22", "23", "25"] {
            #expect(knowledge.remittanceStatus(code).map { $0.isDenial != .yes } == true, "\(code)")
        }
    }

    @Test func `tell the provider-level codes from the claim's groups`() {
        #expect(knowledge.providerAdjustment("WO")?.kind == .takeback)
        #expect(knowledge.providerAdjustment("WU")?.kind == .takeback)
        #expect(knowledge.providerAdjustment("OB")?.kind == .takeback)
        #expect(knowledge.providerAdjustment("L6")?.kind == .interest)
        #expect(knowledge.providerAdjustment("OA")?.kind == .settlement)
        #expect(knowledge.providerAdjustment("PI")?.kind == .settlement)
        #expect(knowledge.providerAdjustment("ZZ") == nil)
    }

    @Test func `let the patient be billed under PR alone, and only through the gate`() {
        for group in GroupCode.standard {
            #expect(knowledge.group(group)?.patientBilling == (group == .pr ? .gated : .never))
        }
    }
}
