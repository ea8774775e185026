import Foundation
import Testing

@testable import X12

@Suite("A guide")
struct GuideTests {
    @Test(arguments: Guide.Name.allCases)
    func `is written without mistakes`(name: Guide.Name) {
        let guide = Guide.named(name)
        #expect(guide.problems.isEmpty)
        #expect(guide.name == name.rawValue)
        #expect(guide.loops.dropFirst().allSatisfy { !$0.rules.isEmpty })
    }

    @Test(arguments: [
        ("837P", GuideText.guide837P), ("837I", GuideText.guide837I), ("837D", GuideText.guide837D),
        ("835", GuideText.guide835), ("277CA", GuideText.guide277CA), ("277", GuideText.guide277),
        ("999", GuideText.guide999),
    ])
    func `in the library is the one in the repository`(name: String, embedded: String) throws {
        let path = Samples.packageRoot.appendingPathComponent("Guides/\(name).txt")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text == embedded, "run scripts/embed-guides.py")
    }

    @Test func `is chosen by ST03 before GS08, and a disagreement is reported`() {
        let bytes = Wire.file(
            Wire.set("837", version: "005010X223A2", Wire.professionalLevels),
            kind: "HC",
            version: "005010X222A1"
        )
        #expect(X12File(reading: bytes).transactionSets.first?.guide == .institutionalClaim)
        #expect(codes(of: bytes).contains(.guideVersion))
    }

    @Test(arguments: [
        ("005010X222", Guide.Name.professionalClaim), ("005010X223A3", .institutionalClaim),
        ("005010X224A2", .dentalClaim), ("004010X096A1", .institutionalClaim), ("004010X098", .professionalClaim),
    ])
    func `is chosen by GS08 when ST03 is missing`(version: String, guide: Guide.Name) {
        let bytes = Wire.file(Wire.set("837", Wire.professionalLevels), kind: "HC", version: version)
        #expect(X12File(reading: bytes).transactionSets.first?.guide == guide)
    }

    @Test(arguments: [
        ("SV1*HC:1*1", Guide.Name.professionalClaim), ("SV2*0300**1", .institutionalClaim),
        ("SV3*AD:1*1", .dentalClaim),
    ])
    func `is chosen by the service lines when no version says it`(service: String, guide: Guide.Name) {
        let bytes = Wire.file(
            Wire.set("837", Wire.professionalLevels + "CLM*A*1~LX*1~\(service)~"),
            kind: "HC",
            version: "999999X999"
        )
        #expect(X12File(reading: bytes).transactionSets.first?.guide == guide)
        #expect(claims(in: bytes).first?.lines.count == 1)
    }

    @Test func `of the 835 does not use ST03, which is reported and no more`() {
        let bytes = Wire.file("ST*835*0001*005010X221A1~BPR*I*0*C*NON~TRN*1*T*1~SE*4*0001~")
        #expect(codes(of: bytes).contains(.unusedElement))
        #expect(remittances(in: bytes).count == 1)
    }

    @Test func `that is missing leaves the segments readable`() {
        let bytes = Wire.file(Wire.set("856", "BSN*00*1~"), kind: "SH", version: "004010")
        let set = X12File(reading: bytes).transactionSets.first
        #expect(set?.guide == nil)
        guard case .other? = set?.read(from: bytes).content else {
            Issue.record("it has no guide")
            return
        }
        #expect(set?.segments(in: bytes).map(\.segmentID) == ["ST", "BSN", "SE"])
    }
}

@Suite("A segment's loop")
struct LoopTests {
    private func loops(_ claim: String) -> [String] {
        let bytes = Wire.professional(claim)
        let set = X12File(reading: bytes).transactionSets.first
        return (set?.segments(in: bytes) ?? []).drop { $0.segmentID != "CLM" }.map { "\($0.segmentID) \($0.loop)" }
    }

    @Test func `follows from position and qualifier`() {
        let read = loops(
            "CLM*A*1***11:B:1~HI*ABK:R51~NM1*DN*1*X~REF*G2*1~NM1*82*1*Y~PRV*PE*PXC*Z~REF*G2*2~SBR*S*18~NM1*IL*1*L~NM1*PR*2*P*****PI*Q~"
                + "REF*F8*1~NM1*82*1~LX*1~SV1*HC:1*1*UN*1***1~REF*6R*1~NM1*82*1*Z~NM1*DN*1*W~SVD*Q*1*HC:1**1~DTP*573*D8*20260101~LX*2~SV1*HC:1*0~"
        )
        #expect(
            read == [
                "CLM 2300", "HI 2300", "NM1 2310A", "REF 2310A", "NM1 2310B", "PRV 2310B", "REF 2310B", "SBR 2320",
                "NM1 2330A", "NM1 2330B", "REF 2330B", "NM1 2330D", "LX 2400", "SV1 2400", "REF 2400", "NM1 2420A",
                "NM1 2420F", "SVD 2430", "DTP 2430", "LX 2400", "SV1 2400", "SE ",
            ]
        )
    }

    @Test func `is not one that lies behind: a billing provider's name in a claim changes no billing provider`() {
        let bytes = Wire.professional("CLM*A*1***11:B:1~NM1*85*2*OTHER*****XX*1999999999~REF*G1*AUTH~CLM*B*1***11:B:1~")
        let read = claims(in: bytes)
        #expect(read.map { $0.billingProvider?.npi } == ["1234567893", "1234567893"])
        #expect(read.first?.references.isEmpty == true, "what describes an unknown party is not the claim's")
        #expect(codes(of: bytes).contains(.unexpectedSegment))
    }

    @Test func `is kept for segments that no guide has, and they are reported in order`() {
        let bytes = Wire.professional("CLM*A*1***11:B:1~ZZZ*1~HI*ABK:R51~QQ*2~LX*1~SV1*HC:1*1~XXX~")
        let claim = claims(in: bytes).first
        #expect(claim?.unexpectedSegments.map(\.segmentID) == ["ZZZ", "QQ", "XXX"])
        #expect(claim?.unexpectedSegments.map(\.loop) == ["2300", "2300", "2400"])
        #expect(claim?.lines.count == 1)
    }
}
