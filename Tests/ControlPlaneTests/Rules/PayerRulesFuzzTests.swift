import Foundation
import SeededRandomness
import Testing

@testable import ControlPlane

@Suite("A damaged rules file")
struct PayerRulesFuzzTests {
    private static let sound = """
        [defaults]
        turnaround_days = 28 # days
        underpayment_minimum = "5.00"
        [[payer]]
        key = "a"
        name = '''A
        b'''
        ids = ["x]", 'y"']
        [payer.appeal]
        first_level_days = 65
        [[payer.rate]]
        kind = "fee"
        procedure = "1"
        allowed = "85.00"
        from = 2026-01-01
        [[payer]]
        key = "b"
        rate = [{ kind = "percentOfCharge", percent = "60.5" }, { kind = "case", drg = "1" }]
        correction = { method = "reopen", days = 1_0 }
        filing_limit_days = +180
        case_rate = true
        [[deadline]]
        id = "a.b"
        length = 30
        receiver = { zone = "America/New_York", closes = "17:00" }
        amount = { asked = "inControversy", least = [{ year = 2026, amount = "200.00" }] }
        valid_from = 2026-01-01
        [[payer]]
        x = -1.5
        "y" = 'z'
        """

    @Test func `is read or refused, and each error has a line of the file`() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let rounds = ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1000
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("[]{}=\"'#.,:+\\\n\r\t abeotTuxzinf019-_\u{e9}".utf8)
        for _ in 0..<rounds {
            var bytes = Array(Self.sound.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(byte, at: place)
                case 2: bytes[place] = byte
                default: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                }
                if bytes.isEmpty { bytes = [UInt8(ascii: "\n")] }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let last = text.utf8.count { $0 == UInt8(ascii: "\n") } + 2
            for error in PayerRulesReader.read([RuleText(file: "f.toml", text: text)]).errors {
                #expect(error.line.map { (1...last).contains($0) } == true, "\(error)\n\(text)")
            }
        }
    }
}
