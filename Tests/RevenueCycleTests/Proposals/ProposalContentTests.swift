import Foundation
import RevenueCycle
import SeededRandomness
import Testing

@Suite("The content of a proposal")
struct ProposalContentTests {
    @Test func `has a sample of each kind here, and of each field`() {
        #expect(Set(EveryChange.samples.map(\.change.kind)) == Set(ProposalKind.allCases))
        for sample in EveryChange.samples {
            #expect(Set(sample.altered.map(\.field)) == sample.fields, "\(sample.change.kind)")
        }
    }

    @Test(arguments: EveryChange.samples.indices)
    func `has other bytes as soon as any field of the change is another`(index: Int) throws {
        let sample = EveryChange.samples[index]
        let contents = ([sample.change] + sample.altered.map(\.change)).map(EveryChange.content)
        #expect(Set(contents.map(\.canonicalBytes)).count == contents.count)
        for content in contents { #expect(try ProposalContent(decoding: content.encoded()) == content) }
    }

    @Test func `has other bytes as soon as anything around the change is another`() throws {
        let base = EveryChange.content(EveryChange.samples[0].change)
        let id: UInt128 = 0x0102_0304
        let alterations: [(String, (inout ProposalContent) -> Void)] = [
            ("subject", { $0.subject = .claim(RecordID(id + 1)) }),
            ("subject", { $0.subject = .account(RecordID(id)) }),
            ("subject", { $0.subject = .person(SourcePatientID(id)) }),
            ("change", { $0.change = EveryChange.samples[1].change }),
            ("destination", { $0.destination = nil }),
            ("destination", { $0.destination?.name = "payer mailbox 2" }),
            ("destination", { $0.destination?.entry = 18 }),
            ("attachments", { $0.attachments = [] }),
            ("attachments", { $0.attachments[0].digest = EveryChange.hash(2) }),
            ("attachments", { $0.attachments[0].title = "Another" }),
            ("attachments", { $0.attachments[0].mediaType = "text/plain" }),
            ("attachments", { $0.attachments.append($0.attachments[0]) }),
            ("rendering", { $0.rendering = nil }),
            ("rendering", { $0.rendering?.template = "short letter" }),
            ("rendering", { $0.rendering?.templateVersion = "4" }),
            ("rendering", { $0.rendering?.renderer = "composer 3" }),
            ("missing", { $0.missing = [] }),
        ]
        let fields = Set(Mirror(reflecting: base).children.compactMap(\.label))
        #expect(Set(alterations.map(\.0)) == fields)
        var seen: Set = [base.canonicalBytes]
        for (field, alter) in alterations {
            var content = base
            alter(&content)
            #expect(seen.insert(content.canonicalBytes).inserted, "\(field)")
            #expect(try ProposalContent(decoding: content.encoded()) == content)
        }
    }

    @Test func `is read back whole, and no two contents have the same bytes`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var random = RandomContent(generator: SeededGenerator(seed: seed))
        var known: [[UInt8]: ProposalContent] = [:]
        for _ in 0..<20_000 {
            let content = random.content()
            #expect(try ProposalContent(decoding: content.encoded()) == content, "seed \(seed)")
            let other = known.updateValue(content, forKey: content.canonicalBytes)
            #expect(other == nil || other == content, "seed \(seed)")
        }
        // Equal contents came up, so that the comparison above was made.
        #expect(known.count < 20_000, "seed \(seed)")
        #expect(Set(known.values).count == known.count, "seed \(seed)")
    }

    @Test func `cut off at any byte is refused or another content`() {
        for sample in EveryChange.samples {
            let content = EveryChange.content(sample.change)
            let bytes = content.encoded()
            for end in bytes.indices {
                #expect((try? ProposalContent(decoding: Array(bytes[..<end]))) != content)
            }
        }
    }

    @Test func `with a word that is not known is refused, not guessed`() {
        var writer = FieldWriter()
        writer.money(1, Money(cents: 1))
        writer.text(2, "generosity")
        writer.text(3, "payer")
        #expect(throws: DecodingFault(record: "write-off", field: 2)) {
            try ProposedChange.WriteOff(decoding: writer.bytes)
        }
    }

    @Test func `that must leave lacks a destination until it has one`() {
        for sample in EveryChange.samples {
            var content = EveryChange.content(sample.change)
            content.missing = []
            #expect(content.missingParts == [])
            content.destination = nil
            #expect(content.missingParts == (sample.change.kind.leaves ? ["where it goes"] : []))
        }
    }

    @Test func `states an amount when its kind has one`() {
        for sample in EveryChange.samples {
            #expect((sample.change.amount != nil) == sample.change.kind.hasAmount, "\(sample.change.kind)")
        }
    }
}

@Suite("A hash of a content")
struct ContentHashTests {
    @Test func `is 32 bytes, written as 64 digits`() throws {
        let hash = try #require(ContentHash((0..<32).map { UInt8($0 * 8) }))
        #expect(hash.description.hasPrefix("00081018") && hash.description.count == 64)
        #expect(ContentHash(hexadecimal: hash.description) == hash)
        #expect(ContentHash(Array(repeating: 0, count: 31)) == nil)
        #expect(ContentHash(hexadecimal: String(repeating: "0", count: 63) + "g") == nil)
        #expect(ContentHash(hexadecimal: String(repeating: "0", count: 62)) == nil)
    }
}
