import SeededRandomness
import Testing

@testable import X12

@Suite("Numbers and days of a few bytes")
struct ElementParsingTests {
    /// Some bytes, most of them digits, and where a number may stand in them.
    private func draw(_ letters: String, _ longest: Int, _ generator: inout SeededGenerator) -> ([UInt8], Range<Int>) {
        let bytes = (0..<Int.random(in: longest...40, using: &generator)).map { _ in
            Array(letters.utf8).randomElement(using: &generator) ?? 0x30
        }
        let start = Int.random(in: 0...(bytes.count - longest), using: &generator)
        return (bytes, start..<(start + Int.random(in: 0...longest, using: &generator)))
    }

    @Test func `are read alike all at once and byte by byte`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Numbers of a few bytes: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60_000 {
            let (bytes, range) = draw("00112233456789.", 10, &generator)
            let decimals = Int.random(in: 2...3, using: &generator)
            let whole = bytes.span
            let part = Array(bytes[range])
            #expect(
                ElementParsing.decimal(whole, in: range, decimals: decimals)
                    == ElementParsing.decimal(part.span, decimals: decimals),
                "\(part) of \(bytes)"
            )
        }
        for _ in 0..<20_000 {
            let (bytes, range) = draw("0123456789.-+/:*\u{E9}\u{7F}\u{0}", 9, &generator)
            let part = Array(bytes[range])
            #expect(
                ElementParsing.decimal(bytes.span, in: range, decimals: 2)
                    == ElementParsing.decimal(part.span, decimals: 2),
                "\(part) of \(bytes)"
            )
        }
        for _ in 0..<60_000 {
            let (bytes, range) = draw("00000111122223456789", 8, &generator)
            let part = Array(bytes[range])
            #expect(ElementParsing.date(bytes.span, in: range) == ElementParsing.date(part.span), "\(part) of \(bytes)")
        }
        for byte in UInt8.min ... .max {
            for place in 0..<8 {
                var bytes = Array("20260131".utf8) + Array(repeating: 0x2A, count: 8)
                bytes[place] = byte
                let part = Array(bytes[0..<8])
                #expect(ElementParsing.date(bytes.span, in: 0..<8) == ElementParsing.date(part.span))
                #expect(
                    ElementParsing.decimal(bytes.span, in: 0..<8, decimals: 2)
                        == ElementParsing.decimal(part.span, decimals: 2)
                )
            }
        }
    }
}
