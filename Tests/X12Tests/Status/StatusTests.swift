import Testing
import X12

@Suite("A claim acknowledgement")
struct ClaimAcknowledgementTests {
    private let bytes = Wire.file(
        Wire.set(
            "277",
            version: "005010X214",
            "BHT*0085*08*REF1*20260302*0900*TH~HL*1**20*1~NM1*PR*2*PAYER*****PI*P1~TRN*1*SRC~DTP*050*D8*20260301~DTP*009*D8*20260302~"
                + "HL*2*1*21*1~NM1*41*2*SENDER*****46*S1~TRN*2*B1~STC*A1:19:PR*20260302*WQ*150~QTY*90*1~QTY*AA*1~AMT*YU*100~AMT*YY*50~"
                + "HL*3*2*19*1~NM1*85*2*CLINIC*****XX*1234567893~TRN*1*0~STC*A1:19:PR**WQ*150~QTY*QA*1~"
                + "HL*4*3*PT~NM1*QC*1*LAST*FIRST****MI*M1~TRN*2*PCN1~STC*A2:20:PR*20260302*WQ*100~REF*1K*ICN1~REF*D9*C1~DTP*472*D8*20260101~"
                + "HL*5*3*PT~NM1*QC*1*LAST*OTHER****MI*M2~TRN*2*PCN2~STC*A3:21:85*20260302*U*50******A7:562:82*A7:254~DTP*472*RD8*20260101-20260102~"
                + "SVC*HC:99213*50*****1~STC*A7:454**U~REF*FJ*L1~"
        ),
        kind: "HN",
        version: "005010X214"
    )

    @Test func `says what became of the batch and of each claim`() throws {
        guard case .claimAcknowledgement(let read)? = X12File(reading: bytes).onlyReading(from: bytes)?.content else {
            Issue.record("no 277CA")
            return
        }
        #expect(read.header.date?.description == "2026-03-02")
        #expect(read.informationSource?.id == "P1")
        #expect(read.sourceTraceNumber == "SRC")
        #expect(read.batch?.traceNumber == "B1", "it echoes BHT03 of the 837")
        #expect(read.batch?.amounts.value("YY") == Amount(cents: 5000))
        #expect(read.providers.first?.party?.npi == "1234567893")
        #expect(read.claims.map(\.traceNumber) == ["PCN1", "PCN2"])
        #expect(read.claims.map { $0.provider?.npi } == ["1234567893", "1234567893"])
        #expect(read.claims.map { $0.patient?.id } == ["M1", "M2"])
        #expect(read.claims.first?.payerControlNumber == "ICN1")
        #expect(read.claims.first?.references.value("D9") == "C1")
        let rejected = try #require(read.claims.last)
        #expect(rejected.statuses.first?.codes.map(\.category) == ["A3", "A7", "A7"])
        #expect(rejected.statuses.first?.codes.map(\.status) == ["21", "562", "254"])
        #expect(rejected.statuses.first?.codes.first?.entity == "85")
        #expect(rejected.statuses.first?.action == "U")
        #expect(rejected.statuses.first?.charge == Amount(cents: 5000))
        #expect(rejected.lines.first?.statuses.first?.codes.first?.status == "454")
        #expect(rejected.lines.first?.references.value("FJ") == "L1")
        #expect(codes(of: bytes).isEmpty)
    }
}

@Suite("A claim status response")
struct ClaimStatusTests {
    @Test func `says the status of subscribers' and dependents' claims`() throws {
        let bytes = Wire.file(
            Wire.set(
                "277",
                version: "005010X212",
                "BHT*0010*08*R*20260401*0900*DG~HL*1**20*1~NM1*PR*2*PAYER*****PI*P1~HL*2*1*21*1~NM1*41*2*SENDER*****46*S1~HL*3*2*19*1~"
                    + "NM1*1P*2*CLINIC*****XX*1234567893~HL*4*3*22*0~NM1*IL*1*LAST*FIRST****MI*M1~TRN*2*PCN1~STC*F1:65*20260401**100*80*20260320**20260322*CHK1~"
                    + "STC*P1:20*20260301~REF*1K*ICN1~DTP*472*D8*20260101~SVC*HC:99213*100*80****1~STC*F1:65*20260401~HL*5*3*22*1~NM1*IL*1*B*C****MI*M2~HL*6*5*23~"
                    + "NM1*QC*1*CHILD*D~TRN*2*PCN2~STC*A4:35*20260401~"
            ),
            kind: "HN",
            version: "005010X212"
        )
        guard case .claimStatus(let read)? = X12File(reading: bytes).onlyReading(from: bytes)?.content else {
            Issue.record("no 277")
            return
        }
        #expect(read.payer?.id == "P1")
        #expect(read.claims.map(\.traceNumber) == ["PCN1", "PCN2"])
        #expect(read.claims.map { $0.dependent?.name } == [nil, "CHILD"])
        #expect(read.claims.map { $0.provider?.npi } == ["1234567893", "1234567893"])
        let first = try #require(read.claims.first)
        #expect(first.statuses.map { $0.codes.first?.category } == ["F1", "P1"])
        #expect(first.statuses.first?.paid == Amount(cents: 8000))
        #expect(first.statuses.first?.paymentDate?.description == "2026-03-22")
        #expect(first.statuses.first?.checkNumber == "CHK1")
        #expect(first.lines.first?.procedure.code == "99213")
        #expect(first.lines.first?.charge == Amount(cents: 10000))
    }
}

@Suite("An implementation acknowledgement")
struct ImplementationAcknowledgementTests {
    @Test func `says of each set whether it was accepted, and where it is wrong`() throws {
        let bytes = Wire.file(
            Wire.set(
                "999",
                version: "005010X231A1",
                "AK1*HC*77*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~AK2*837*0002*005010X222A1~IK3*CLM*22*2300*8~CTX*CLM01:X~IK4*5:3*1325*7*X~IK4*2*782*1~IK3*HI*23**3~"
                    + "IK5*R*5~AK9*P*2*2*1~"
            ),
            kind: "FA",
            version: "005010X231A1"
        )
        guard
            case .implementationAcknowledgement(let read)? = X12File(reading: bytes).onlyReading(from: bytes)?.content
        else {
            Issue.record("no 999")
            return
        }
        #expect(read.functionalIdentifier == "HC")
        #expect(read.groupControlNumber == "77")
        #expect(read.transactionSets.map(\.controlNumber) == ["0001", "0002"])
        #expect(read.transactionSets.map(\.acknowledgement) == ["A", "R"])
        #expect(read.groupAcknowledgement == "P")
        #expect(read.acceptedCount == 1)
        let errors = try #require(read.transactionSets.last).errors
        #expect(errors.map(\.segmentID) == ["CLM", "CLM", "HI"])
        #expect(errors.map(\.element) == [5, 2, nil])
        #expect(errors.map(\.component) == [3, nil, nil])
        #expect(errors.map(\.elementCode) == ["7", "1", ""])
        #expect(errors.map(\.segmentPosition) == [22, 22, 23])
        #expect(codes(of: bytes).isEmpty)
    }

    @Test func `may be a 997`() {
        let bytes = Wire.file(
            Wire.set("997", "AK1*HC*77~AK2*837*0001~AK3*NM1*8~AK4*9*67*1~AK5*R*5~AK9*R*1*1*0~"),
            kind: "FA",
            version: "004010"
        )
        guard
            case .implementationAcknowledgement(let read)? = X12File(reading: bytes).onlyReading(from: bytes)?.content
        else {
            Issue.record("no 997")
            return
        }
        #expect(read.transactionSets.map(\.acknowledgement) == ["R"])
        #expect(read.transactionSets.first?.errors.first?.element == 9)
        #expect(read.groupAcknowledgement == "R")
    }
}
