import SeededRandomness
import Testing
import X12

@Suite("The canonical body")
struct CanonicalBodyTests {
    private func body(_ bytes: [UInt8]) -> String {
        var body: [UInt8] = []
        for set in X12File(reading: bytes).transactionSets { set.appendCanonicalBody(from: bytes, to: &body) }
        return String(decoding: body, as: UTF8.self)
    }

    @Test func `is the same under other control numbers, delimiters and line ends`() {
        let claim = "CLP*A*1*10*10**CI*P~SVC*HC:99213*10*10~"
        let one = Wire.file(Wire.set("835", control: "0001", Wire.remittanceHeader("10") + claim))
        let other = Wire.file(Wire.set("835", control: "0777", Wire.remittanceHeader("10") + claim))
        let delimited = String(decoding: other, as: UTF8.self).dropFirst(106)
            .replacing("*", with: "|").replacing(":", with: ">").replacing("~", with: "\n")
        let third = Array(
            (Wire.isa(control: "000000006", element: "|", component: ">", terminator: "\n") + delimited).utf8
        )
        #expect(body(one) == body(other))
        #expect(body(one) == body(third))
        #expect(body(one).hasPrefix("ST*835~BPR*I*10*C*ACH"))
        #expect(body(one).hasSuffix("SVC*HC:99213*10*10~"))
    }

    @Test func `leaves out trailing empty elements and components`() {
        let full = Wire.remittance("10", "CLP*A*1*10*10**CI*P*****~SVC*HC:99213::::*10*10****~")
        let short = Wire.remittance("10", "CLP*A*1*10*10**CI*P~SVC*HC:99213*10*10~")
        #expect(body(full) == body(short))
    }

    @Test func `differs where what is said differs`() {
        let one = Wire.remittance("10", "CLP*A*1*10*10**CI*P~")
        let other = Wire.remittance("10", "CLP*A*1*10*10**CI*Q~")
        #expect(body(one) != body(other))
    }

    @Test func `is the same under other delimiters, whatever the segments end with`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Canonical bodies: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let parts = ["", "A", "12.5", "HC:99213", "B:::", ":", "::C", "D^E", "F:^G", "\\H", "NAME NAME NAME NAME", "^"]
        for _ in 0..<300 {
            var segments = ""
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                segments += "REF"
                for _ in 0..<Int.random(in: 0...7, using: &generator) {
                    segments += "*" + (parts.randomElement(using: &generator) ?? "")
                }
                segments += "~"
            }
            let usual = Wire.file(Wire.set("835", Wire.remittanceHeader("10") + segments))
            let other = String(decoding: usual, as: UTF8.self).dropFirst(106)
                .replacing("*", with: "|").replacing(":", with: ">").replacing("^", with: "!").replacing("~", with: "'")
            let isa = Wire.isa(element: "|", component: ">", repetition: "!", terminator: "'")
            #expect(body(usual) == body(Array((isa + other).utf8)))
        }
    }

    @Test func `tells data from delimiters`() {
        // With `>` as component separator a colon is data.
        let text = String(decoding: Wire.remittance("10", "CLP*A*1*10*10**CI*P:Q~"), as: UTF8.self)
        let colonIsData = Array((Wire.isa(component: ">") + text.dropFirst(106)).utf8)
        #expect(body(colonIsData) != body(Array(text.utf8)))
    }
}

@Suite("Splitting a file")
struct InterchangeSplittingTests {
    @Test func `gives one file per transaction set that says the same`() {
        let bytes = Wire.file(
            Wire.set("835", control: "0001", "BPR*I*5*C*ACH~TRN*1*T*1~CLP*A*1*5*5**CI*PA~"),
            Wire.set("835", control: "0002", "BPR*I*6*C*ACH~TRN*1*U*1~CLP*B*1*6*6**CI*PB~")
        )
        let files = singleTransactionFiles(from: bytes)
        #expect(files.count == 2)
        #expect(files.allSatisfy { X12File(reading: $0).diagnostics.isEmpty })
        #expect(files.flatMap { remittances(in: $0) }.map(\.traceNumber) == ["T", "U"])
    }

    @Test func `gives a TA1 a file of its own`() {
        let bytes = Array((Wire.isa() + "TA1*1*260228*1200*A*000~IEA*0*000000905~").utf8)
        let files = singleTransactionFiles(from: bytes)
        #expect(files.count == 1)
        #expect(files.allSatisfy { X12File(reading: $0).acknowledgements.count == 1 })
    }
}
