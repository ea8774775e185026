import SeededRandomness
import Testing
import X12

@Suite("Hostile input")
struct HostileInputTests {
    /// Reads everything that can be read, generically and by type.
    private func readAll(_ bytes: [UInt8]) {
        let file = X12File(reading: bytes)
        for set in file.transactionSets {
            _ = everything(set.read(from: bytes).content)
            _ = set.segments(in: bytes)
            var body: [UInt8] = []
            set.appendCanonicalBody(from: bytes, to: &body)
        }
        _ = singleTransactionFiles(from: bytes)
    }

    private let claim =
        Wire.professional(
            "CLM*A*100***11:B:1*Y*A*Y*Y~HI*ABK:R51~SBR*S*18*******MB~CAS*PR*1*5~AMT*D*20~OI***Y***Y~NM1*IL*1*L~NM1*PR*2*Q*****PI*Z~"
                + "LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260101~SVD*Z*20*HC:99213**1~CAS*CO*45*80~DTP*573*D8*20260201~"
        )
        + Wire.remittance("5", "CLP*A*1*10*5*5*CI*P~CAS*PR*1*5~SVC*HC:99213*10*5~CAS*PR*1*5~PLB*1*20261231*WO:X*0~")

    @Test func `cut off anywhere never crashes, and keeps whole sets`() {
        for end in claim.indices { readAll(Array(claim[..<end])) }
    }

    @Test func `with bytes changed never crashes`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Hostile input, bytes changed: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let special: [UInt8] = Array("*:~^ISAGEST\r\n\0\u{7F}0-.".utf8) + [0x80, 0xFF, 0xC3]
        for _ in 0..<1_500 {
            var bytes = claim
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = special.randomElement(using: &generator) ?? 0
            }
            readAll(bytes)
        }
    }

    @Test func `of any bytes never crashes`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Hostile input, any bytes: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let noise = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            readAll(noise)
            readAll(Array(claim[..<150]) + noise + claim[150...])
        }
    }

    @Test func `of one endless segment is reported and not kept`() {
        let long = "REF*EV*" + String(repeating: "X", count: 3_000_000) + "~"
        let bytes = Wire.file(Wire.set("835", "BPR*I*0*C*NON~\(long)TRN*1*T*1~"))
        #expect(codes(of: bytes).contains(.segmentTooLong))
        #expect(remittances(in: bytes).first?.traceNumber == "T")
    }

    @Test func `of a million elements is reported and not kept`() {
        let many =
            "REF" + String(repeating: "*", count: 60_000) + "~REF" + String(repeating: "*", count: 1_000_000) + "~"
        let bytes = Wire.file(Wire.set("835", "BPR*I*0*C*NON~\(many)TRN*1*T*1~"))
        #expect(codes(of: bytes).count { $0 == .segmentTooLong } == 2)
        #expect(remittances(in: bytes).first?.traceNumber == "T")
    }

    @Test func `of ISA after ISA is read to its end`() {
        let bytes = Array(String(repeating: Wire.isa(), count: 2_000).utf8)
        let file = X12File(reading: bytes)
        #expect(file.interchanges.count == 2_000)
        #expect(file.interchanges.allSatisfy { !$0.isComplete })
    }

    @Test func `that is no X12 says so`() {
        #expect(X12File(reading: []).diagnostics.map(\.code) == [.noInterchange])
        #expect(X12File(reading: Array("%PDF-1.7 VISA*CARD".utf8)).diagnostics.map(\.code) == [.junk, .noInterchange])
    }

    @Test func `with a hundred thousand faults lists some and says that there are more`() {
        let bytes = Wire.file(
            Wire.set("835", Wire.remittanceHeader("0") + String(repeating: "CLP*A*1*x*y~", count: 50_000))
        )
        let diagnostics = X12File(reading: bytes).transactionSets.first?.read(from: bytes).diagnostics ?? []
        #expect(diagnostics.count == 1_001)
        #expect(diagnostics.last?.code == .tooManyDiagnostics)
    }
}
