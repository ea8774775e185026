import RevenueCycle
import Testing

/// The bytes of each event of a case as the first version wrote them.
@Suite("The form of a case's event") struct CaseFormTests {
    @Test(arguments: EveryCaseEvent.all.indices)
    func `stays as it is`(index: Int) throws {
        let (name, event) = EveryCaseEvent.all[index]
        let schema = Case.Event.schema
        let bytes = try EventFormTests.golden("case-\(name)", schema: schema, actual: event.encoded())
        #expect(event.encoded() == bytes, "\(name)")
        #expect(try Case.Event(type: event.type, schema: schema, payload: bytes) == event)
    }

    @Test func `stays as it is for a step of a review`() throws {
        let step = EveryCaseEvent.step
        let bytes = try EventFormTests.golden("case-review", schema: CaseReviewStep.schema, actual: step.encoded())
        #expect(step.encoded() == bytes)
        #expect(try CaseReviewStep(decoding: bytes) == step)
    }

    @Test func `has a number of its own for each kind of event`() {
        #expect(Set(EveryCaseEvent.all.map(\.event.type)) == Set(Case.Event.types))
        #expect(!Case.Event.types.contains(CaseReviewStep.type))
    }

    @Test func `may gain fields that an older reader passes over`() throws {
        for (name, event) in EveryCaseEvent.all {
            var writer = FieldWriter()
            writer.text(99, "a field of a later version")
            let read = try Case.Event(type: event.type, schema: 1, payload: event.encoded() + writer.bytes)
            #expect(read == event, "\(name)")
        }
    }

    @Test func `of a newer version or another type is refused, not guessed`() {
        for (name, event) in EveryCaseEvent.all {
            #expect(throws: DecodingFault.self, "\(name)") {
                try Case.Event(type: event.type, schema: 2, payload: event.encoded())
            }
            for type in [UInt16(79), 89] {
                #expect(throws: DecodingFault.self, "\(name)") {
                    try Case.Event(type: type, schema: 1, payload: event.encoded())
                }
            }
        }
    }

    @Test func `cut off at any byte is refused or another event, and never ends the process`() {
        for (name, event) in EveryCaseEvent.all {
            let payload = event.encoded()
            for end in payload.indices {
                // Refused is well.
                let read = try? Case.Event(type: event.type, schema: 1, payload: Array(payload[..<end]))
                #expect(read != event, "\(name)")
            }
        }
    }

    @Test func `is kept whole by the state that it leads to`() throws {
        for opening in [EveryCaseEvent.opening, EveryCaseEvent.byHand, EveryCaseEvent.byEffect] {
            var state = Case()
            state.evolve(.opened(opening))
            for (name, event) in EveryCaseEvent.all.dropFirst(3) {
                state.evolve(event)
                #expect(try Case(decoding: state.encoded()) == state, "\(name)")
            }
        }
        var review = CaseReview()
        review.evolve(EveryCaseEvent.step)
        review.evolve(EveryCaseEvent.step)
        #expect(try CaseReview(decoding: review.encoded()) == review)
        #expect(review.outcomes[OverturnKey(payer: "P1", category: "authorization")]?.halves == 4)
    }
}
