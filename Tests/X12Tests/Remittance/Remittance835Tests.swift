import Testing
import X12

@Suite("A remittance")
struct Remittance835Tests {
    @Test func `has its payment, payer and payee`() throws {
        let remittance = try #require(remittances(in: Wire.remittance("12.34", "")).first)
        #expect(remittance.handlingCode == "I")
        #expect(remittance.totalPayment == Amount(cents: 1234))
        #expect(remittance.creditDebit == "C")
        #expect(remittance.paymentMethod == "ACH")
        #expect(remittance.paymentDate?.description == "2026-03-10")
        #expect(remittance.traceNumber == "T1")
        #expect(remittance.payerTraceID == "1512345678")
        #expect(remittance.productionDate?.description == "2026-03-09")
        #expect(remittance.payer?.name == "PAYER")
        #expect(remittance.payer?.idQualifier == "XV")
        #expect(remittance.payer?.id == "P1")
        #expect(remittance.payer?.references.value("2U") == "PX")
        #expect(remittance.payee?.npi == "1234567893")
        #expect(remittance.groups.map(\.number) == ["1"])
    }

    @Test func `has each claim with everything that was said of it`() throws {
        let bytes = Wire.remittance(
            "80",
            "CLP*PCN*1*120*80*25*MB*ICN1*11*1**470*1.5~CAS*CO*45*10*2*253*5~NM1*QC*1*LAST*FIRST****MI*M1~NM1*74*1*LAST2~NM1*TT*2*NEXT*****PI*N1~"
                + "MIA*0***100*MA01***************MA02*MA03~MOA***MA04~REF*F8*OLD~REF*EA*MRN~DTM*232*20260101~DTM*233*20260102~DTM*050*20260105~AMT*I*1.25~AMT*AU*110~QTY*CA*3~"
                + "SVC*HC:99213:25*120*80*0300*2*HC:99214:26*3~DTM*150*20260101~DTM*151*20260102~CAS*PR*1*25~REF*6R*L1~AMT*B6*110~LQ*HE*N30~LQ*RX*75~LQ*HE*M15~"
        )
        let claim = try #require(remittances(in: bytes).first?.claims.first)
        #expect(claim.patientControlNumber == "PCN")
        #expect(claim.statusCode == "1")
        #expect(claim.charge == Amount(cents: 12000))
        #expect(claim.paid == Amount(cents: 8000))
        #expect(claim.patientResponsibility == Amount(cents: 2500))
        #expect(claim.filingIndicator == "MB")
        #expect(claim.payerControlNumber == "ICN1")
        #expect(claim.facilityType == "11")
        #expect(claim.frequency == "1")
        #expect(claim.diagnosisRelatedGroup == "470")
        #expect(claim.adjustments.map(\.reasonCode) == ["45", "253"])
        #expect(claim.adjustments.first?.quantity == Quantity(thousandths: 2000))
        #expect(claim.party("QC")?.id == "M1")
        #expect(claim.party("74")?.name == "LAST2")
        #expect(claim.party("TT")?.id == "N1")
        #expect(claim.remarkCodes == ["MA01", "MA02", "MA03", "MA04"])
        #expect(claim.references.value("F8") == "OLD")
        #expect(claim.dates.date("050")?.first?.description == "2026-01-05")
        #expect(claim.amounts.value("I") == Amount(cents: 125))
        #expect(claim.quantities.first?.quantity == Quantity(thousandths: 3000))
        let line = try #require(claim.lines.first)
        #expect(line.procedure.modifiers == ["25"])
        #expect(line.revenueCode == "0300")
        #expect(line.units == Quantity(thousandths: 2000))
        #expect(line.originalProcedure?.code == "99214")
        #expect(line.originalUnits == Quantity(thousandths: 3000))
        #expect(line.serviceStart?.description == "2026-01-01")
        #expect(line.serviceEnd?.description == "2026-01-02")
        #expect(line.controlNumber == "L1")
        #expect(line.amounts.value("B6") == Amount(cents: 11000))
        #expect(line.remarkCodes == ["N30", "M15"])
    }

    @Test func `keeps triplets of a CAS apart when one of them is empty`() throws {
        let bytes = Wire.remittance("0", "CLP*A*4*30*0**CI*P~CAS*CO*45*10*****16*15*1*96*5~")
        let claim = try #require(remittances(in: bytes).first?.claims.first)
        #expect(claim.adjustments.map(\.reasonCode) == ["45", "16", "96"])
        #expect(claim.adjustments.map(\.amount) == [1000, 1500, 500].map(Amount.init(cents:)))
        #expect(claim.adjustments.map(\.position) == [1, 3, 4])
    }

    @Test func `reads all six triplets and all six PLB pairs`() throws {
        let bytes = Wire.remittance(
            "-21",
            "CLP*A*1*21*0**CI*P~CAS*CO*1*1**2*2**3*3**4*4**5*5**6*6~PLB*NPI*20261231*WO:A*1*FB:B*2*L6:C*3*72:D*4*CS*5*AH:E F*6~"
        )
        let remittance = try #require(remittances(in: bytes).first)
        #expect(remittance.claims.first?.adjustments.total == Amount(cents: 2100))
        #expect(remittance.providerAdjustments.map(\.reasonCode) == ["WO", "FB", "L6", "72", "CS", "AH"])
        #expect(remittance.providerAdjustments.map(\.reference) == ["A", "B", "C", "D", "", "E F"])
        #expect(remittance.providerAdjustments.map(\.position) == [1, 2, 3, 4, 5, 6])
        #expect(remittance.providerAdjustments.first?.fiscalPeriodEnd?.description == "2026-12-31")
        #expect(remittance.balanceProblems() == [])
    }

    @Test func `reads reversals with their signs`() throws {
        let bytes = Wire.remittance("0", "CLP*A*22*-100*-80**CI*P~CAS*CO*45*-20~CLP*A*1*100*80**CI*P~CAS*CO*45*20~")
        let claims = try #require(remittances(in: bytes).first?.claims)
        #expect(claims.map(\.paid) == [-8000, 8000].map(Amount.init(cents:)))
        #expect(claims.map(\.patientResponsibility) == [nil, nil])
        #expect(remittances(in: bytes).first?.balanceProblems() == [])
    }

    @Test func `says which equation does not hold, both sides and the difference`() throws {
        let bytes = Wire.remittance(
            "75",
            "CLP*A*1*100*80**CI*P~CAS*CO*45*15~SVC*HC:1*90*80~CAS*PR*1*5~PLB*1*20261231*WO:X*1~"
        )
        let problems = try #require(remittances(in: bytes).first).balanceProblems()
        #expect(problems.map(\.equation) == [.line, .lineCharges, .linePayments, .payment])
        #expect(problems.map(\.difference) == [500, -1000, -1500, -400].map(Amount.init(cents:)))
        #expect(problems.map(\.claim) == [0, 0, 0, nil])
        #expect(problems.first?.line == 0)
        #expect(problems.first?.left == Amount(cents: 1000))
        #expect(problems.first?.right == Amount(cents: 500))
    }

    @Test func `reads claims without LX, and several groups`() throws {
        let header = Wire.remittanceHeader("0").replacing("LX*1~", with: "")
        let bytes = Wire.file(
            Wire.set(
                "835",
                header
                    + "CLP*A*1*0*0**CI*P~LX*110212~TS3*PROV*11*20261231*2*50.5~CLP*B*1*0*0**CI*P~LX*2~CLP*C*1*0*0**CI*P~"
            )
        )
        let remittance = try #require(remittances(in: bytes).first)
        #expect(remittance.claims.map(\.group) == [nil, 0, 1])
        #expect(remittance.groups.map(\.number) == ["110212", "2"])
        #expect(remittance.groups.first?.totalCharge == Amount(cents: 5050))
        #expect(
            X12File(reading: bytes).onlyReading(from: bytes)?.diagnostics.filter { $0.code == .unexpectedSegment } == []
        )
    }

    @Test func `keeps claim status codes it does not know`() {
        let bytes = Wire.remittance("0", "CLP*A*77*0*0**CI*P~CLP*B*25*0*0**CI*P~")
        #expect(remittances(in: bytes).first?.claims.map(\.statusCode) == ["77", "25"])
    }

    @Test func `keeps segments that the guide does not have`() {
        let bytes = Wire.remittance("0", "CLP*A*1*0*0**CI*P~NTE*ADD*X~K3*Y~SVC*HC:1*0*0~K3*Z~CLP*B*1*0*0**CI*P~")
        let claims = remittances(in: bytes).first?.claims
        #expect(claims?.map { $0.unexpectedSegments.map(\.loop) } == [["2100", "2100", "2110"], []])
        #expect(claims?.first?.lines.count == 1)
    }

    @Test func `a stray header segment in a claim ends no claim`() {
        let bytes = Wire.remittance("10", "CLP*A*1*20*10**CI*P~REF*EV*X~CAS*CO*45*10~SVC*HC:1*20*10~CAS*CO*45*10~")
        let claim = remittances(in: bytes).first?.claims.first
        #expect(claim?.adjustments.count == 1)
        #expect(claim?.lines.first?.adjustments.count == 1)
    }

    @Test func `with amounts that are none is flagged where they stand`() throws {
        let bytes = Wire.remittance(
            "x",
            "CLP*A*1*20*10**CI*P~CAS*CO*45*1O~CLP*B*1*20*10**CI*P~SVC*HC:1*99999999999999999999*10~CLP*C*1*5*5**CI*P~CLP*D*1**5**CI*P~"
        )
        let remittance = try #require(remittances(in: bytes).first)
        #expect(!remittance.isReadable)
        #expect(remittance.claims.map(\.isReadable) == [false, false, true, false])
    }
}
