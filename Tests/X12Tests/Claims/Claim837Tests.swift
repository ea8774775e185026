import Testing
import X12

@Suite("A claim of an 837")
struct Claim837Tests {
    @Test func `has its identity, charge and codes`() throws {
        let claim = try #require(
            claims(
                in: Wire.professional(
                    "CLM*PCN1*150.5***11:B:7*Y*A*Y*Y***********15~DTP*431*D8*20260101~DTP*435*D8*20260102~AMT*F5*20~REF*F8*OLD1~REF*D9*C1~"
                        + "REF*G1*AUTH1~HI*ABK:R51*ABF:I10~LX*1~SV1*HC:99213:25:59*150.5*UN*1.5*11**1:2~DTP*472*RD8*20260101-20260103~REF*6R*L1~"
                )
            ).first
        )
        #expect(claim.patientControlNumber == "PCN1")
        #expect(claim.charge == Amount(cents: 15050))
        #expect(claim.facilityCode == "11")
        #expect(claim.facilityQualifier == "B")
        #expect(claim.frequency == "7")
        #expect(claim.assignment == "A")
        #expect(claim.benefitsAssignment == "Y")
        #expect(claim.delayReason == "15")
        #expect(claim.patientAmountPaid == Amount(cents: 2000))
        #expect(claim.payerControlNumber == "OLD1")
        #expect(claim.references.value("D9") == "C1")
        #expect(claim.dates.date("435")?.first?.description == "2026-01-02")
        #expect(claim.principalDiagnosis?.code == "R51")
        #expect(claim.codes.map(\.code) == ["R51", "I10"])
        #expect(claim.kind == .professional)
        let line = try #require(claim.lines.first)
        #expect(line.procedure?.code == "99213")
        #expect(line.procedure?.modifiers == ["25", "59"])
        #expect(line.units == Quantity(thousandths: 1500))
        #expect(line.diagnosisPointers == [1, 2])
        #expect(line.controlNumber == "L1")
        #expect(line.serviceDate?.last?.description == "2026-01-03")
        #expect(claim.isReadable && claim.isComplete)
    }

    @Test func `has its provider, subscriber and payer`() throws {
        let claim = try #require(claims(in: Wire.professional("CLM*A*1***11:B:1~")).first)
        #expect(claim.billingProvider?.npi == "1234567893")
        #expect(claim.billingProvider?.taxID == "123456789")
        #expect(claim.billingProvider?.taxonomy == "207Q00000X")
        #expect(claim.subscriber.payerResponsibility == "P")
        #expect(claim.subscriber.groupNumber == "G1")
        #expect(claim.subscriber.filingIndicator == "CI")
        #expect(claim.subscriber.memberID == "M1")
        #expect(claim.subscriber.birthDate?.description == "1970-01-31")
        #expect(claim.subscriber.sex == "F")
        #expect(claim.subscriber.address?.city == "TOWN")
        #expect(claim.payer?.id == "P1")
        #expect(claim.payer?.references.value("2U") == "PX")
        #expect(claim.patient == nil)
    }

    @Test func `belongs to the subscriber and patient it stands under`() {
        let more =
            "CLM*A*1***11:B:1~HL*3*1*22*1~SBR*P**G2******MC~NM1*IL*1*OTHER*ONE****MI*M2~NM1*PR*2*SECOND*****PI*P2~HL*4*3*23*0~PAT*19~"
            + "NM1*QC*1*CHILD*A~N3*3 STREET~N4*TOWN*OH*43215~DMG*D8*20150101*M~CLM*B*2***11:B:1~HL*5*1*22*0~SBR*P*18*******CI~"
            + "NM1*IL*1*THIRD*C****MI*M3~NM1*PR*2*PAYER*****PI*P1~CLM*C*3***11:B:1~"
        let read = claims(in: Wire.professional(more))
        #expect(read.map(\.patientControlNumber) == ["A", "B", "C"])
        #expect(read.map(\.subscriber.memberID) == ["M1", "M2", "M3"])
        #expect(read.map { $0.payer?.id } == ["P1", "P2", "P1"])
        #expect(read.map { $0.patient?.party?.name } == [nil, "CHILD", nil])
        #expect(read[1].patient?.relationship == "19")
        #expect(read[1].patient?.birthDate?.description == "2015-01-01")
    }

    @Test func `under a level that cannot be read is given to nobody else's coverage`() {
        let more = "CLM*A*1***11:B:1~HL*3*1*2X*0~SBR*P*18*G2~NM1*IL*1*OTHER*ONE****MI*M2~CLM*B*2***11:B:1~"
        let read = claims(in: Wire.professional(more))
        #expect(read.map(\.patientControlNumber) == ["A", "B"])
        #expect(read.map(\.subscriber.memberID) == ["M1", ""])
        #expect(read.map { $0.billingProvider?.npi } == ["1234567893", nil])
    }

    @Test func `has its other payers and what they decided, on the claim and on its lines`() throws {
        let bytes = Wire.professional(
            "CLM*A*100***11:B:1~SBR*P*18*G9******MB~CAS*CO*45*10~AMT*D*60~AMT*EAF*30~OI***Y***Y~MOA***MA01*MA18~NM1*IL*1*L*F****MI*M9~"
                + "NM1*PR*2*FIRST*****PI*Q1~DTP*573*D8*20260201~REF*F8*CCN~SBR*T*18*******CI~NM1*IL*1*L~NM1*PR*2*THIRD*****PI*Q3~"
                + "LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260101~SVD*Q1*60*HC:99213**1~CAS*CO*45*10~CAS*PR*1*20**2*10~DTP*573*D8*20260201~AMT*EAF*30~"
        )
        let claim = try #require(claims(in: bytes).first)
        #expect(claim.subscriber.payerResponsibility == "P", "the destination payer's SBR is not the other payer's")
        #expect(claim.otherPayers.map(\.subscriber.payerResponsibility) == ["P", "T"])
        let first = try #require(claim.otherPayers.first)
        #expect(first.paid == Amount(cents: 6000))
        #expect(first.subscriber.filingIndicator == "MB")
        #expect(first.payer?.id == "Q1")
        #expect(first.payer?.references.value("F8") == "CCN")
        #expect(first.adjudicationDate?.description == "2026-02-01")
        #expect(first.adjudication.first?.remarkCodes == ["MA01", "MA18"])
        #expect(first.adjustments.map(\.reasonCode) == ["45"])
        #expect(first.benefitsAssignment == "Y")
        let decided = try #require(claim.lines.first?.adjudications.first)
        #expect(decided.payerID == "Q1")
        #expect(decided.paid == Amount(cents: 6000))
        #expect(decided.adjustments.map(\.amount) == [1000, 2000, 1000].map(Amount.init(cents:)))
        #expect(decided.adjustments.map(\.position) == [1, 1, 2])
        #expect(decided.date?.description == "2026-02-01")
    }

    @Test func `of an institution has type of bill, codes and revenue lines`() throws {
        let levels = Wire.professionalLevels
        let body =
            "CLM*A*5000***11:A:1**A*Y*Y~DTP*434*RD8*20260101-20260105~DTP*435*DT*202601010800~CL1*1*7*01~REF*EA*MRN~CN1*09~HI*ABK:I214:::::::Y~HI*DR:470~"
            + "HI*BE:80:::5*BE:A1:::12.5~HI*BH:11:D8:20260101~HI*BBQ:0SR9:D8:20260102~NM1*71*1*DOC*A****XX*1999999999~LX*1~SV2*0120**5000*DA*4~LX*2~SV2*0300*HC:80053*0*UN*1~"
        let bytes = Wire.file(
            Wire.set("837", version: "005010X223A2", levels + body),
            kind: "HC",
            version: "005010X223A2"
        )
        let claim = try #require(claims(in: bytes).first)
        #expect(claim.kind == .institutional)
        #expect(claim.facilityQualifier == "A")
        #expect(claim.dates.date("434")?.last?.description == "2026-01-05")
        #expect(claim.dates.date("435")?.time == "0800")
        #expect(claim.institutional?.patientStatus == "01")
        #expect(claim.diagnosisRelatedGroup == "470")
        #expect(claim.principalDiagnosis?.presentOnAdmission == "Y")
        #expect(claim.codes.filter { $0.qualifier == "BE" }.map(\.amount) == [Amount(cents: 500), Amount(cents: 1250)])
        #expect(claim.codes.first { $0.qualifier == "BH" }?.date?.description == "2026-01-01")
        #expect(claim.providers.map(\.entityIdentifier) == ["71"])
        #expect(claim.lines.map(\.revenueCode) == ["0120", "0300"])
        #expect(claim.lines.map { $0.procedure?.code } == [nil, "80053"])
        #expect(claim.contract?.type == "09")
    }

    @Test func `has the drugs of its lines`() throws {
        let bytes = Wire.professional(
            "CLM*A*1***11:B:1~LX*1~SV1*HC:J1234*1*UN*1***1~DTP*472*D8*20260101~LIN**N4*01234567891~CTP****2.5*ML~REF*XZ*RX1~"
        )
        let drug = try #require(claims(in: bytes).first?.lines.first?.drugs.first)
        #expect(drug.code == "01234567891")
        #expect(drug.quantity == Quantity(thousandths: 2500))
        #expect(drug.unit == "ML")
        #expect(drug.references.value("XZ") == "RX1")
    }

    @Test func `with an amount that is none is flagged, and its neighbours are not`() {
        let bytes = Wire.professional(
            "CLM*A*1.005***11:B:1~CLM*B*2.50000***11:B:1~CLM*C****11:B:1~CLM*D*1***11:B:1~LX*1~SV1*HC:1*1E2*UN*1~"
        )
        let read = claims(in: bytes)
        #expect(read.map(\.isReadable) == [false, true, false, false])
        #expect(
            codes(of: bytes).filter { $0 == .amount || $0 == .missingElement } == [.amount, .missingElement, .amount]
        )
    }

    @Test func `with a date that is none loses that date alone`() {
        let bytes = Wire.professional("CLM*A*1***11:B:1~DTP*431*D8*20002316~DTP*435*D8*20260102~")
        let claim = claims(in: bytes).first
        #expect(claim?.dates.map { $0.first?.description } == [nil, "2026-01-02"])
        #expect(claim?.isReadable == true)
        #expect(codes(of: bytes).contains(.date))
    }

    @Test func `knows its bytes and those of its lines`() throws {
        let bytes = Wire.professional(
            "CLM*A*1***11:B:1~HI*ABK:R51~LX*1~SV1*HC:1*1~DTP*472*D8*20260101~LX*2~SV1*HC:2*0~CLM*B*1***11:B:1~"
        )
        let read = claims(in: bytes)
        func text(_ source: Source) -> String { String(decoding: bytes[source.bytes], as: UTF8.self) }
        #expect(
            text(read[0].source) == "CLM*A*1***11:B:1~HI*ABK:R51~LX*1~SV1*HC:1*1~DTP*472*D8*20260101~LX*2~SV1*HC:2*0~"
        )
        #expect(text(read[0].lines[0].source) == "LX*1~SV1*HC:1*1~DTP*472*D8*20260101~")
        #expect(text(read[0].lines[1].source) == "LX*2~SV1*HC:2*0~")
        #expect(text(read[1].source) == "CLM*B*1***11:B:1~")
        #expect(read[0].source.lastSegment - read[0].source.firstSegment == 6)
    }

    @Test func `has text of any bytes, with one warning`() throws {
        var bytes = Wire.professional("CLM*A*1***11:B:1~NM1*82*1*MU#OZ*JOS#~")
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") { bytes[index] = 0xD1 }
        let claim = try #require(claims(in: bytes).first)
        #expect(claim.providers.first?.name == "MUÑOZ")
        #expect(codes(of: bytes).count { $0 == .characterSet } == 1)
    }

    @Test func `is the same when the file is wrapped in the middle of its elements`() throws {
        let body =
            "CLM*PATIENT1*150.5***11:B:1~REF*F8*PAYERNUMBER1~DTP*435*D8*20260102~LX*1~SV1*HC:99213:25*150.5*UN*1***1~"
        let plain = try #require(claims(in: Wire.professional(body)).first)
        for width in [1, 3, 7, 80] {
            var wrapped = body
            var place = wrapped.startIndex
            while let next = wrapped.index(place, offsetBy: width, limitedBy: wrapped.endIndex), next < wrapped.endIndex
            {
                wrapped.insert("\n", at: next)
                place = wrapped.index(after: next)
            }
            let claim = try #require(claims(in: Wire.professional(wrapped)).first)
            #expect(everything(claim) == everything(plain))
        }
    }

    @Test func `stands in a set with its header`() throws {
        let bytes = Wire.professional("CLM*A*1***11:B:1~CLM*B*1***11:B:1~")
        guard case .claims(let submission)? = X12File(reading: bytes).onlyReading(from: bytes)?.content else {
            Issue.record("no claims")
            return
        }
        #expect(submission.claims.map(\.patientControlNumber) == ["A", "B"])
        #expect(submission.header.reference == "B1")
        #expect(submission.submitter?.id == "S1")
    }

    @Test func `hangs in a tree whose faults are reported`() {
        let wrong = Wire.professionalLevels.replacing("HL*2*1*22*0~", with: "HL*2*7*22*0~")
        #expect(codes(of: Wire.professional("CLM*A*1***11:B:1~", above: wrong)).contains(.hierarchy))
        #expect(!codes(of: Wire.professional("CLM*A*1***11:B:1~")).contains(.hierarchy))
    }
}
