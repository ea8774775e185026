import Testing

@testable import RevenueCycle

@Suite("An effect") struct EffectTests {
    static let request = EffectRequest(
        approval: EffectApproval(kind: "proposal", stream: 7 << 100 | 9, contentHash: Array(1...32)),
        destination: "payer-outbox",
        destinationEntry: 12,
        content: EffectContent(
            evidence: Array(33...64),
            digest: Array(65...96),
            mediaType: "text/plain",
            fileExtension: "txt"
        ),
        patients: [SourcePatientID(3), SourcePatientID(4 << 90)],
        purpose: "appeal"
    )
    static let attempt = EffectAttempt(name: "one")
    static let other = EffectAttempt(name: "two")
    static let receipt = EffectReceipt(outcome: .accepted, bytes: Array("accepted".utf8))
    static let note = EffectReceipt(outcome: .note, bytes: Array("we look at it".utf8))

    static let events: [(name: String, event: EffectEvent)] = [
        ("requested", .requested(request)), ("started", .started(attempt)),
        ("attempt-failed", .attemptFailed(attempt, reason: "no folder")), ("delivered", .delivered(reference: "R1")),
        ("refused", .refused(reason: "not approved")), ("outcome-unknown", .outcomeUnknown(reason: "cut short")),
        ("resolved", .resolved(.retry, reason: "they have nothing")), ("receipt-came", .receiptCame(receipt)),
    ]

    /// The effect after a request and other events.
    private func effect(_ events: EffectEvent...) throws -> Effect {
        try #require(Effect([.requested(Self.request)] + events))
    }

    // MARK: - What may happen when

    /// Each stage, by the events that lead to it.
    private func stages() throws -> [String: Effect] {
        [
            "requested": try effect(),
            "started": try effect(.started(Self.attempt)),
            "delivered": try effect(.started(Self.attempt), .delivered(reference: nil)),
            "refused": try effect(.refused(reason: "no")),
            "unknown": try effect(.started(Self.attempt), .outcomeUnknown(reason: "cut short")),
        ]
    }

    @Test func `does in each stage what can be done in it, and refuses all else`() throws {
        let commands: [(Effect.Command, Set<String>)] = [
            (.start(Self.other), ["requested"]),
            (.fail(Self.attempt, reason: "no"), ["started"]),
            (.deliver(Self.attempt, reference: nil), ["started"]),
            (.deliver(Self.other, reference: nil), []),
            (.fail(Self.other, reason: "no"), []),
            (.refuse(reason: "no"), ["requested"]),
            (.doubt(reason: "no"), ["requested", "started"]),
            (.resolve(.delivered, reason: "they say so"), ["unknown"]),
            (.resolve(.retry, reason: "they say so"), ["unknown"]),
            (.resolve(.abandon, reason: "too late"), ["unknown", "requested"]),
            (.resolve(.delivered, reason: " \n"), []),
            (.receive(Self.receipt), ["started", "delivered", "refused", "unknown"]),
        ]
        for (command, allowed) in commands {
            for (name, effect) in try stages() {
                let events = try? effect.decide(command)
                #expect((events?.isEmpty == false) == allowed.contains(name), "\(command) when \(name)")
            }
        }
    }

    @Test func `is tried again only after the try before it had no effect`() throws {
        var effect = try effect(.started(Self.attempt))
        #expect(throws: Effect.Refusal.self) { try effect.decide(.start(Self.other)) }
        for event in try effect.decide(.fail(Self.attempt, reason: "withdrawn")) { effect.evolve(event) }
        for event in try effect.decide(.start(Self.other)) { effect.evolve(event) }
        #expect(effect.stage == .started(Self.other))
        #expect(effect.attempts == 2)
        // Whoever held the first try has nothing to say any more.
        #expect(throws: Effect.Refusal.otherAttempt) { try effect.decide(.deliver(Self.attempt, reference: nil)) }
    }

    @Test func `that is answered has arrived, but not by a mere note`() throws {
        for outcome in [EffectReceipt.Outcome.accepted, .rejected] {
            var effect = try effect(.started(Self.attempt), .outcomeUnknown(reason: "cut short"))
            effect.evolve(.receiptCame(EffectReceipt(outcome: outcome, bytes: [1])))
            #expect(effect.stage == .delivered(reference: nil))
        }
        var effect = try effect(.started(Self.attempt))
        effect.evolve(.receiptCame(Self.note))
        #expect(effect.stage == .started(Self.attempt))
    }

    @Test func `takes one receipt once`() throws {
        var effect = try effect(.started(Self.attempt), .delivered(reference: nil))
        effect.evolve(.receiptCame(Self.receipt))
        #expect(try effect.decide(.receive(Self.receipt)) == [])
        #expect(try effect.decide(.receive(Self.note)) == [.receiptCame(Self.note)])
    }

    @Test func `begins with a request or is none`() {
        #expect(Effect([]) == nil)
        #expect(Effect([.started(Self.attempt), .requested(Self.request)]) == nil)
    }

    // MARK: - Its form

    @Test func `is kept whole by its row, in every stage`() throws {
        for effect in try stages().values {
            var effect = effect
            effect.evolve(.receiptCame(Self.note))
            #expect(try Effect(decoding: effect.encoded()) == effect)
        }
        #expect(throws: DecodingFault.self) { try Effect(decoding: []) }
    }
}
