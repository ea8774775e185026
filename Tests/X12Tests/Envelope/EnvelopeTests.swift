import Testing
import X12

@Suite("An envelope")
struct EnvelopeTests {
    private let set = Wire.set("835", "BPR*I*0*C*NON~TRN*1*T*1~")

    private func text(_ parts: String...) -> [UInt8] { Array(parts.joined().utf8) }

    private let isa = Wire.isa()
    private let gs = "GS*HP*S*R*20260301*1200*1*X*005010X221A1~"

    @Test func `with padding stripped from its ISA is read by counting separators`() {
        let short = "ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260301*1253*^*00501*000000905*0*P*:~"
        let bytes = text(short, gs, set, "GE*1*1~IEA*1*000000905~")
        let file = X12File(reading: bytes)
        #expect(file.transactionSets.count == 1)
        #expect(file.diagnostics.map(\.code) == [.interchangeHeaderLength])
        #expect(file.interchanges.first?.header.sender == "SENDER")
    }

    @Test func `without ISA16 is read with the byte in its place as terminator`() {
        let bytes = text(
            "ISA*00**00**ZZ*SENDER*ZZ*RECEIVER*260301*1253*^*00501*000000905*0*P*~",
            gs,
            set,
            "GE*1*1~IEA*1*000000905~"
        )
        #expect(X12File(reading: bytes).transactionSets.count == 1)
    }

    @Test func `may have a byte order mark and junk before it`() {
        let bytes = [0xEF, 0xBB, 0xBF] + text("From: a mailbox\r\n\r\n", isa, gs, set, "GE*1*1~IEA*1*000000905~\u{1A}")
        let file = X12File(reading: bytes)
        #expect(file.diagnostics.map(\.code) == [.byteOrderMark, .junk])
        #expect(file.transactionSets.count == 1)
    }

    @Test func `may stand in a file that is wrapped to eighty columns`() {
        let flat = Wire.remittance("10", "CLP*A*1*10*10**CI*PAYERCLAIM~NM1*QC*1*LAST*FIRST~SVC*HC:99213:25*10*10~")
        var wrapped: [UInt8] = []
        for (index, byte) in flat.enumerated() {
            if index > 0, index % 80 == 0 { wrapped += [0x0D, 0x0A] }
            wrapped.append(byte)
        }
        let left = remittances(in: flat).first
        let right = remittances(in: wrapped).first
        #expect(right?.claims.first?.payerControlNumber == "PAYERCLAIM")
        #expect(left.map(everything) == right.map(everything))
        #expect(left?.paymentDate == right?.paymentDate)
        var bodies: [[UInt8]] = [[], []]
        X12File(reading: flat).transactionSets.first?.appendCanonicalBody(from: flat, to: &bodies[0])
        X12File(reading: wrapped).transactionSets.first?.appendCanonicalBody(from: wrapped, to: &bodies[1])
        #expect(bodies[0] == bodies[1])
    }

    @Test func `may hold only TA1 segments`() {
        let bytes = text(isa, "TA1*000000050*260229*1200*R*006~", "IEA*0*000000905~")
        let file = X12File(reading: bytes)
        #expect(file.diagnostics.isEmpty)
        #expect(file.acknowledgements.map(\.1.controlNumber) == ["000000050"])
        #expect(file.acknowledgements.first?.1.acknowledgement == "R")
        #expect(file.acknowledgements.first?.1.noteCode == "006")
        #expect(file.acknowledgements.first?.1.date == nil, "2026 has no 29 February")
    }

    @Test func `may hold a TA1 before its groups`() {
        let file = X12File(reading: text(isa, "TA1*1*260228*1200*A*000~", gs, set, "GE*1*1~IEA*1*000000905~"))
        #expect(file.diagnostics.isEmpty)
        #expect(file.acknowledgements.count == 1)
        #expect(file.transactionSets.count == 1)
    }

    @Test func `may hold groups of different kinds`() {
        let status = Wire.set("277", version: "005010X214", "BHT*0085*08*1*20260301*1200*TH~")
        let bytes = text(
            isa,
            gs,
            set,
            "GE*1*1~GS*HN*S*R*20260301*1200*2*X*005010X214~",
            status,
            "GE*1*2~IEA*2*000000905~"
        )
        let file = X12File(reading: bytes)
        #expect(file.diagnostics.isEmpty)
        #expect(file.transactionSets.map(\.guide) == [.remittance, .claimAcknowledgement])
    }

    @Test func `compares control numbers as numbers`() {
        let bytes = text(isa, "GS*HP*S*R*20260301*1200*0001*X*005010X221A1~", set, "GE*1*1~IEA*1*905~")
        #expect(X12File(reading: bytes).diagnostics.isEmpty)
    }

    @Test func `whose control numbers or counts disagree is reported and read`() {
        let wrong = "ST*835*0001~BPR*I*0*C*NON~TRN*1*T*1~SE*9*0002~"
        let bytes = text(isa, gs, wrong, "GE*2*7~IEA*5*000000906~")
        let file = X12File(reading: bytes)
        #expect(
            file.diagnostics.map(\.code) == [
                .segmentCount, .transactionControlNumber, .transactionCount, .groupControlNumber, .groupCount,
                .interchangeControlNumber,
            ]
        )
        #expect(file.diagnostics.allSatisfy { $0.severity == .error })
        #expect(file.transactionSets.first?.controlNumbersAgree == false)
        #expect(file.transactionSets.first?.isComplete == true)
        #expect(remittances(in: bytes).count == 1)
    }

    @Test func `used twice is reported`() {
        let one = text(isa, gs, set, set, "GE*2*1~IEA*1*000000905~")
        #expect(
            X12File(reading: one + one).diagnostics.map(\.code) == Array(repeating: .duplicateControlNumber, count: 3)
        )
    }
}

@Suite("A damaged transaction set")
struct DamagedSetTests {
    private let whole = Wire.set("835", control: "0002", "BPR*I*5*C*ACH~TRN*1*T*1~CLP*B*1*5*5**CI*PB~")
    private let cut = "ST*835*0001~BPR*I*5*C*ACH~TRN*1*T*1~CLP*A*1*5*5**CI*PA~"

    @Test func `without SE ends at the next ST and costs its neighbours nothing`() {
        let bytes = Wire.file(cut, whole)
        let file = X12File(reading: bytes)
        #expect(file.transactionSets.map(\.isComplete) == [false, true])
        #expect(file.diagnostics.map(\.code) == [.missingTransactionTrailer])
        #expect(file.diagnostics.first?.place.transactionControlNumber == "0001")
        let claims = remittances(in: bytes).flatMap(\.claims)
        #expect(claims.map(\.patientControlNumber) == ["A", "B"])
        #expect(claims.map(\.isComplete) == [false, true])
    }

    @Test func `without SE ends at GE`() {
        let bytes = Wire.file(whole, cut)
        #expect(X12File(reading: bytes).transactionSets.map(\.isComplete) == [true, false])
        #expect(X12File(reading: bytes).interchanges.first?.isComplete == true)
    }

    @Test func `at the end of a file that was cut off keeps its whole segments`() throws {
        let bytes = Wire.file(whole, cut)
        let place = try #require(String(decoding: bytes, as: UTF8.self).firstRange(of: "CLP*A*1*5"))
        let short = Array(String(decoding: bytes, as: UTF8.self)[..<place.upperBound].utf8)
        let file = X12File(reading: short)
        #expect(file.diagnostics.map(\.code).contains(.truncated))
        #expect(file.diagnostics.first { $0.code == .truncated }?.place.byteOffset == short.count - 9)
        #expect(file.transactionSets.map(\.isComplete) == [true, false])
        #expect(remittances(in: short).map(\.claims.count) == [1, 0])
    }

    @Test func `before another interchange that was joined to it does not swallow that`() {
        let first = Wire.file(cut).dropLast(40)
        let file = X12File(reading: Array(first) + Wire.file(whole))
        #expect(file.interchanges.map(\.isComplete) == [false, true])
        #expect(file.transactionSets.map(\.isComplete) == [false, true])
    }

    @Test func `is read as whole when only the last terminator is missing`() {
        let bytes = Array(Wire.file(whole).dropLast())
        let file = X12File(reading: bytes)
        #expect(file.interchanges.first?.isComplete == true)
        #expect(file.diagnostics.map(\.code) == [.truncated])
        #expect(file.diagnostics.map(\.severity) == [.warning])
    }
}

@Suite("A place")
struct PlaceTests {
    @Test func `names line, byte, ordinals and the element, and no data`() throws {
        let text =
            String(decoding: Wire.remittance("10", "CLP*SECRET*1*10*1O**CI*HIDDEN~"), as: UTF8.self)
            .split(separator: "~").joined(separator: "~\r\n") + "~\r\n"
        let bytes = Array(text.utf8)
        let diagnostic = try #require(
            X12File(reading: bytes).transactionSets.first?.read(from: bytes).diagnostics.first { $0.code == .amount }
        )
        #expect(diagnostic.place.segmentID == "CLP")
        #expect(diagnostic.place.element == 4)
        #expect(diagnostic.place.segmentInTransaction == 12)
        #expect(diagnostic.place.segmentInFile == 14)
        #expect(diagnostic.place.line == 14)
        #expect(bytes[diagnostic.place.byteOffset...].starts(with: Array("CLP*".utf8)))
        #expect(!diagnostic.description.contains("SECRET") && !diagnostic.description.contains("HIDDEN"))
    }
}

@Suite("Binary data")
struct BinaryDataTests {
    @Test func `is passed over by its length, whatever bytes it holds`() {
        let data = "a~b*c:\nSE*1*0001~"
        let set = "ST*275*0001~BIN*\(data.utf8.count)*\(data)~SE*3*0001~"
        let bytes = Wire.file(set, kind: "PI", version: "005010X210")
        let file = X12File(reading: bytes)
        #expect(file.diagnostics.isEmpty)
        #expect(file.transactionSets.first?.segments(in: bytes).map(\.segmentID) == ["ST", "BIN", "SE"])
        #expect(file.transactionSets.first?.segments(in: bytes)[1].elements == ["\(data.utf8.count)"])
    }

    @Test func `whose length is wrong is reported and read to the next terminator`() {
        let bytes = Wire.file("ST*275*0001~BIN*11a*DATA~SE*3*0001~", kind: "PI", version: "005010X210")
        let file = X12File(reading: bytes)
        #expect(file.diagnostics.isEmpty)
        #expect(file.transactionSets.first?.segments(in: bytes).count == 3)
    }
}
