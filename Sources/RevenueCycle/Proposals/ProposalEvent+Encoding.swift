extension Proposal.Event {
    /// The number by which the journal knows the type.
    package var type: UInt16 {
        switch self {
        case .proposed: 70
        case .revised: 71
        case .decided(let decision): Self.type(of: decision.verdict)
        case .retracted: 77
        case .closed: 78
        case .released: Self.releasedType
        }
    }

    private static func type(of verdict: ProposalDecision.Verdict) -> UInt16 {
        switch verdict {
        case .approved: 72
        case .refused: 73
        case .sentBack: 74
        case .escalated: 75
        case .overridden: 76
        }
    }

    /// The number of the event by which a proposal takes effect.
    package static let releasedType: UInt16 = 79

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to proposals.
    package static let types: ClosedRange<UInt16> = 70...79

    /// The event's payload.
    package func encoded() -> [UInt8] {
        switch self {
        case .proposed(let revision), .revised(let revision): revision.encoded()
        case .decided(let decision): decision.encoded()
        case .retracted(let retraction): retraction.encoded()
        case .closed(let closing): closing.encoded()
        case .released(let release): release.encoded()
        }
    }

    /// Reads the event of a type from its payload.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of a proposal, the payload is no such event, or a newer version of
    ///   this program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else { throw DecodingFault(record: "proposal event of schema \(schema)", field: 0) }
        switch type {
        case 70: self = .proposed(try ProposalRevision(decoding: payload))
        case 71: self = .revised(try ProposalRevision(decoding: payload))
        case 72...76:
            let decision = try ProposalDecision(decoding: payload)
            guard Self.type(of: decision.verdict) == type else {
                throw DecodingFault(record: "proposal decision", field: 1)
            }
            self = .decided(decision)
        case 77: self = .retracted(try ProposalRetraction(decoding: payload))
        case 78: self = .closed(try ProposalClosing(decoding: payload))
        case Self.releasedType: self = .released(try ProposalRelease(decoding: payload))
        default: throw DecodingFault(record: "proposal event", field: Int(type))
        }
    }
}

extension Proposal: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.values(1, revisions)
        writer.values(2, decisions)
        writer.value(3, closing)
        writer.value(4, release)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: evolve(.revised(try field.value(ProposalRevision.self)))
            case 2: evolve(.decided(try field.value(ProposalDecision.self)))
            case 3: evolve(.closed(try field.value(ProposalClosing.self)))
            case 4: evolve(.released(try field.value(ProposalRelease.self)))
            default: break
            }
        }
    }
}
