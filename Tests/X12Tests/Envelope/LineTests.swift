import SeededRandomness
import Testing

@testable import X12

@Suite("Lines of a file")
struct LineTests {
    /// Counted byte by byte: LF, CR and CRLF end a line.
    private func line(at target: Int, in bytes: [UInt8]) -> Int {
        var line = 1
        for place in 0..<min(target, bytes.count) {
            let isReturn = bytes[place] == 0x0D && !(place + 1 < bytes.count && bytes[place + 1] == 0x0A)
            if bytes[place] == 0x0A || isReturn { line += 1 }
        }
        return line
    }

    @Test func `are counted alike in blocks and byte by byte`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Lines of a file: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for round in 0..<300 {
            // With many CR, with few, and with none.
            let letters: [UInt8] =
                [0x0A] + Array(repeating: 0x41, count: 3 + round % 3 * 60) + (round % 3 == 2 ? [] : [0x0D])
            let bytes = (0..<Int.random(in: 0...9_000, using: &generator)).map { _ in
                letters.randomElement(using: &generator) ?? 0x41 as UInt8
            }
            var counter = LineCounter()
            for _ in 0..<5 {
                let target = Int.random(in: 0...(bytes.count + 2), using: &generator)
                #expect(counter.line(at: target, in: bytes.span) == line(at: target, in: bytes))
            }
        }
    }
}
