import Foundation
import Testing

@testable import RevenueCycle

/// The bytes of each event as the first version wrote them: every later version reads them, and writes them unless its schema
/// number is another.
@Suite("The form of an event") struct EventFormTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    static func golden(_ name: String, schema: UInt16, actual: [UInt8]) throws -> [UInt8] {
        let file = folder.appendingPathComponent("\(name).\(schema).hex")
        let text = try? String(contentsOf: file, encoding: .utf8)  // Nil: told below.
        let found = try #require(text, "\(file.lastPathComponent) is missing; it would hold \(hexadecimal(actual))")
        let digits = found.filter { !$0.isWhitespace }
        return stride(from: 0, to: digits.count, by: 2).compactMap { offset in
            let start = digits.index(digits.startIndex, offsetBy: offset)
            return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(arguments: EveryEvent.claimFile.indices)
    func `of a claim file stays as it is`(index: Int) throws {
        let (name, event) = EveryEvent.claimFile[index]
        let bytes = try Self.golden(name, schema: ClaimFileEvent.schema, actual: event.encoded())
        #expect(event.encoded() == bytes, "\(name)")
        #expect(try ClaimFileEvent(type: event.type, schema: ClaimFileEvent.schema, payload: bytes) == event)
    }

    @Test(arguments: EveryEvent.payment.indices)
    func `of a payment stays as it is`(index: Int) throws {
        let (name, event) = EveryEvent.payment[index]
        let bytes = try Self.golden("of-payment-\(name)", schema: PaymentEvent.schema, actual: event.encoded())
        #expect(event.encoded() == bytes, "\(name)")
        #expect(try PaymentEvent(type: event.type, schema: PaymentEvent.schema, payload: bytes) == event)
    }

    @Test(arguments: EffectTests.events.indices)
    func `of an effect stays as it is`(index: Int) throws {
        let (name, event) = EffectTests.events[index]
        let bytes = try Self.golden("of-effect-\(name)", schema: EffectEvent.schema, actual: event.encoded())
        #expect(event.encoded() == bytes, "\(name)")
        #expect(try EffectEvent(type: event.type, schema: EffectEvent.schema, payload: bytes) == event)
    }

    @Test func `has a number of its own, and each is tried here`() {
        let types =
            EveryEvent.claimFile.map(\.event.type) + EveryEvent.payment.map(\.event.type)
            + EffectTests.events.map(\.event.type)
        #expect(Set(types).count == types.count)
        #expect(Set(types) == Set(ClaimFileEvent.types).union(PaymentEvent.types).union(EffectEvent.types))
    }

    @Test func `may gain fields that an older reader passes over`() throws {
        for (name, event) in EveryEvent.claimFile {
            var writer = FieldWriter()
            writer.text(99, "a field of a later version")
            writer.integer(100, .max)
            let payload = event.encoded() + writer.bytes
            #expect(
                try ClaimFileEvent(type: event.type, schema: ClaimFileEvent.schema, payload: payload) == event,
                "\(name)"
            )
        }
    }

    @Test func `of a newer version is refused, not guessed`() {
        for (_, event) in EveryEvent.claimFile {
            #expect(throws: DecodingFault.self) {
                try ClaimFileEvent(type: event.type, schema: ClaimFileEvent.schema + 1, payload: event.encoded())
            }
        }
        for (_, event) in EffectTests.events {
            #expect(throws: DecodingFault.self) {
                try EffectEvent(type: event.type, schema: EffectEvent.schema + 1, payload: event.encoded())
            }
        }
        for (_, event) in EveryEvent.payment {
            #expect(throws: DecodingFault.self) {
                try PaymentEvent(type: event.type, schema: PaymentEvent.schema + 1, payload: event.encoded())
            }
        }
    }

    @Test func `cut off at any byte is refused or another event, and never ends the process`() {
        for (_, event) in EveryEvent.claimFile {
            let payload = event.encoded()
            for end in payload.indices {
                let read = try? ClaimFileEvent(
                    type: event.type,
                    schema: ClaimFileEvent.schema,
                    payload: Array(payload[..<end])
                )
                #expect(read != event || payload.isEmpty)
            }
        }
    }

    @Test func `is kept whole by the state that it leads to`() throws {
        var file = ClaimFile()
        for (_, event) in EveryEvent.claimFile { file.evolve(event) }
        #expect(try ClaimFile(decoding: file.encoded()) == file)
        var payment = Payment()
        for (_, event) in EveryEvent.payment { payment.evolve(event) }
        #expect(try Payment(decoding: payment.encoded()) == payment)
    }
}
