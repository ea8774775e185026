import SeededRandomness
import Testing

@testable import X12

@Suite("The delimiter index")
struct DelimiterIndexTests {
    private let letters: [[UInt8]] = [
        Array("*~AB".utf8), Array("*~A\n".utf8), Array("*~ABCDEF\r\n".utf8), Array("*~ABCDEFGHIJKLMNO".utf8) + [0xE9],
        Array("AB".utf8),
    ]

    /// Bytes that are mostly like a file: segments of some elements, each followed by a line end or not.
    private func draw(_ generator: inout SeededGenerator) -> [UInt8] {
        if Bool.random(using: &generator) {
            let letters = letters.randomElement(using: &generator) ?? []
            return (0..<Int.random(in: 0...700, using: &generator)).map { _ in
                letters.randomElement(using: &generator) ?? 0
            }
        }
        let ending = ["", "\n", "\r\n", "\n\n", " \n"].randomElement(using: &generator) ?? ""
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            bytes += Array("REF".utf8)
            for _ in 0..<Int.random(in: 0...9, using: &generator) {
                bytes += Array("*".utf8) + Array(repeating: 0x41, count: Int.random(in: 0...12, using: &generator))
            }
            bytes += Array("~".utf8) + Array(ending.utf8)
        }
        return bytes
    }

    @Test(arguments: [UInt8(ascii: "~"), 0x0A])
    func `holds what looking at every byte finds, wherever it starts and ends`(terminator: UInt8) {
        let seed = UInt64.random(in: 0 ... .max)
        print("The delimiter index: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let delimiters = Delimiters(element: 0x2A, component: 0x3A, repetition: nil, segment: terminator)
        for _ in 0..<4_000 {
            let bytes = draw(&generator)
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let end = Int.random(in: start...bytes.count, using: &generator)
            var index = DelimiterIndex(capacity: Int.random(in: 0...600, using: &generator))
            let stop = index.fill(from: bytes.span, at: start, to: end, delimiters)
            let passed = start..<stop
            #expect(stop == end || index.count >= 64, "It stopped early with room left.")
            let places = passed.filter { bytes[$0] == 0x2A || bytes[$0] == terminator }
            #expect((0..<index.count).map { index[$0] } == places)
            let ends = places.indices.filter { bytes[places[$0]] == terminator }
            #expect(index.ends.prefix(index.segmentCount).map(Int.init) == ends)
            #expect(index.isASCII == !bytes[passed].contains { $0 >= 0x80 })
            #expect(index.hasInnerLineEnds == hasInnerLineEnds(bytes, passed, terminator), "\(bytes) from \(passed)")
        }
    }

    /// Whether a line ends elsewhere than after a terminator, another such line end, or the start.
    private func hasInnerLineEnds(_ bytes: [UInt8], _ range: Range<Int>, _ terminator: UInt8) -> Bool {
        var isBetween = true
        for byte in bytes[range] {
            if byte == terminator {
                isBetween = true
            } else if byte != 0x0A && byte != 0x0D {
                isBetween = false
            } else if !isBetween {
                return true
            }
        }
        return false
    }
}
