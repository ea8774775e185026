import Testing
import X12

@Suite("Delimiters")
struct DelimiterTests {
    private let body =
        "BPR|I|10|C|ACH\nTRN|1|T|1\nN1|PR|PAYER\nN1|PE|CLINIC\nCLP|A|1|10|10||CI|P\nSVC|HC>99213>25|10|10\n"

    /// The same 835 under other delimiters.
    private func file(_ element: Character, _ component: Character, _ terminator: String) -> [UInt8] {
        let around =
            "GS|HP|S|R|20260301|1200|1|X|005010X221A1\nST|835|0001\n\(body)SE|8|0001\nGE|1|1\nIEA|1|000000905\n"
        let text = around.replacing("\n", with: "\u{0}").replacing("|", with: "\u{1}")
            .replacing(">", with: String(component)).replacing("\u{1}", with: String(element))
            .replacing("\u{0}", with: terminator)
        return Array(
            (Wire.isa(element: element, component: component, terminator: terminator) + text).utf8
        )
    }

    @Test(arguments: [
        ("*", ":", "~"), ("|", "^", "~"), (">", "+", "\r"), ("*", ">", "\n"), ("*", ":", "\u{1D}"), ("!", "<", "'"),
    ])
    func `are read from each ISA`(element: Character, component: Character, terminator: String) throws {
        let bytes = file(element, component, terminator)
        let claim = try #require(remittances(in: bytes).first?.claims.first)
        #expect(claim.lines.first?.procedure.code == "99213")
        #expect(claim.lines.first?.procedure.modifiers == ["25"])
        #expect(X12File(reading: bytes).diagnostics.isEmpty)
    }

    @Test func `may change from one interchange to the next`() {
        let bytes = file("*", ":", "~") + file("|", ">", "\n") + file("*", ":", "~")
        let file = X12File(reading: bytes)
        #expect(file.interchanges.map(\.header.delimiters.element) == [0x2A, 0x7C, 0x2A])
        #expect(remittances(in: bytes).flatMap(\.claims).count == 3)
    }

    @Test(arguments: ["\n", "\r", "\r\n", "\n\n   "])
    func `may be followed by line ends and blanks, which are no part of a segment`(ending: String) {
        let bytes = file("*", ":", "~\(ending)")
        #expect(remittances(in: bytes).first?.claims.count == 1)
        #expect(X12File(reading: bytes).transactionSets.first?.segmentCount == 8)
    }

    @Test func `may be a line end, with or without a carriage return before it`() {
        let bytes = file("*", ":", "\n")
        let crlf = Wire.isa(terminator: "\n").utf8 + bytes.dropFirst(106).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        #expect(remittances(in: Array(crlf)).first?.claims.first?.payerControlNumber == "P")
    }

    @Test func `may be more than one byte in UTF-8`() {
        let bytes = file("*", ":", "…")
        #expect(remittances(in: bytes).first?.claims.count == 1)
        #expect(!X12File(reading: bytes).diagnostics.contains { $0.code == .junk })
    }

    @Test func `repeat elements only from version 00402 on`() {
        let old = Array((Wire.isa(version: "00401") + "IEA*0*000000905~").utf8)
        let new = Array((Wire.isa(version: "00501") + "IEA*0*000000905~").utf8)
        #expect(X12File(reading: old).interchanges.first?.header.delimiters.repetition == nil)
        #expect(X12File(reading: new).interchanges.first?.header.delimiters.repetition == UInt8(ascii: "^"))
    }

    @Test func `that are letters or equal to each other are reported and nothing crashes`() {
        #expect(codes(of: file("A", ":", "~")).contains(.interchangeHeaderUnreadable))
        #expect(codes(of: file("*", "*", "~")).contains(.delimiter))
        #expect(codes(of: file("*", ":", "*")).contains(.interchangeHeaderUnreadable))
        #expect(codes(of: file("*", "B", "~")).contains(.delimiter))
    }
}
