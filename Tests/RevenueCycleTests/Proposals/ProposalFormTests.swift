import RevenueCycle
import Testing

/// The bytes of each event of a proposal, and of each kind of content, as the first version wrote them.
@Suite("The form of a proposal's event") struct ProposalFormTests {
    @Test(arguments: EveryProposalEvent.all.indices)
    func `stays as it is`(index: Int) throws {
        let (name, event) = EveryProposalEvent.all[index]
        let schema = Proposal.Event.schema
        let bytes = try EventFormTests.golden("proposal-\(name)", schema: schema, actual: event.encoded())
        #expect(event.encoded() == bytes, "\(name)")
        #expect(try Proposal.Event(type: event.type, schema: schema, payload: bytes) == event)
    }

    @Test(arguments: EveryChange.samples.indices)
    func `has contents whose canonical bytes stay as they are`(index: Int) throws {
        let sample = EveryChange.samples[index]
        let bytes = EveryChange.content(sample.change).canonicalBytes
        let name = "content-\(sample.change.kind.rawValue)"
        #expect(try EventFormTests.golden(name, schema: 1, actual: bytes) == bytes, "\(name)")
    }

    @Test func `has a number of its own for each kind of event`() {
        #expect(Set(EveryProposalEvent.all.map(\.event.type)) == Set(Proposal.Event.types))
    }

    @Test func `may gain fields that an older reader passes over`() throws {
        for (name, event) in EveryProposalEvent.all {
            var writer = FieldWriter()
            writer.text(99, "a field of a later version")
            let read = try Proposal.Event(type: event.type, schema: 1, payload: event.encoded() + writer.bytes)
            #expect(read == event, "\(name)")
        }
    }

    @Test func `of a newer version, another type or another verdict is refused, not guessed`() {
        for (name, event) in EveryProposalEvent.all {
            #expect(throws: DecodingFault.self, "\(name)") {
                try Proposal.Event(type: event.type, schema: 2, payload: event.encoded())
            }
            #expect(throws: DecodingFault.self, "\(name)") {
                try Proposal.Event(type: 80, schema: 1, payload: event.encoded())
            }
            for type in UInt16(72)...76 where type != event.type {
                #expect(throws: DecodingFault.self, "\(name)") {
                    try Proposal.Event(type: type, schema: 1, payload: event.encoded())
                }
            }
        }
    }

    @Test func `cut off at any byte is refused or another event, and never ends the process`() {
        for (name, event) in EveryProposalEvent.all {
            let payload = event.encoded()
            for end in payload.indices {
                let read = try? Proposal.Event(type: event.type, schema: 1, payload: Array(payload[..<end]))
                #expect(read != event, "\(name)")
            }
        }
    }

    @Test func `is kept whole by the state that it leads to`() throws {
        for count in 1...EveryProposalEvent.all.count {
            var proposal = Proposal()
            for (_, event) in EveryProposalEvent.all.prefix(count) { proposal.evolve(event) }
            #expect(try Proposal(decoding: proposal.encoded()) == proposal)
        }
    }
}
