extension Case.Event {
    /// The number by which the journal knows the type.
    package var type: UInt16 {
        switch self {
        case .opened: 80
        case .findingsChanged: 81
        case .assigned: 82
        case .scheduled: 83
        case .noted: 84
        case .called: 85
        case .answered: 86
        case .linked: 87
        case .ended: 88
        }
    }

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to cases.
    package static let types: ClosedRange<UInt16> = 80...88

    /// The event's payload.
    package func encoded() -> [UInt8] {
        switch self {
        case .opened(let opening): opening.encoded()
        case .findingsChanged(let sight): sight.encoded()
        case .assigned(let entry): entry.encoded()
        case .scheduled(let entry): entry.encoded()
        case .noted(let entry): entry.encoded()
        case .called(let entry): entry.encoded()
        case .answered(let entry): entry.encoded()
        case .linked(let entry): entry.encoded()
        case .ended(let entry): entry.encoded()
        }
    }

    /// Reads the event of a type from its payload.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of a case, the payload is no such event, or a newer version of this
    ///   program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else { throw DecodingFault(record: "case event of schema \(schema)", field: 0) }
        switch type {
        case 80: self = .opened(try CaseOpening(decoding: payload))
        case 81: self = .findingsChanged(try CaseSight(decoding: payload))
        case 82: self = .assigned(try CaseEntry(decoding: payload))
        case 83: self = .scheduled(try CaseEntry(decoding: payload))
        case 84: self = .noted(try CaseEntry(decoding: payload))
        case 85: self = .called(try CaseEntry(decoding: payload))
        case 86: self = .answered(try CaseEntry(decoding: payload))
        case 87: self = .linked(try CaseEntry(decoding: payload))
        case 88: self = .ended(try CaseEntry(decoding: payload))
        default: throw DecodingFault(record: "case event", field: Int(type))
        }
    }
}

extension Case: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, opening)
        // What was seen at the opening stands in that already.
        if sight != opening?.sight { writer.value(2, sight) }
        writer.value(3, assignment)
        writer.value(4, schedule)
        writer.values(5, notes)
        writer.values(6, calls)
        writer.values(7, answers)
        for link in links.sorted() { writer.identifier(8, link) }
        writer.value(9, ending)
        writer.flag(10, isTouched)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: evolve(.opened(try field.value(CaseOpening.self)))
            case 2: evolve(.findingsChanged(try field.value(CaseSight.self)))
            case 3: assignment = try field.value(CaseAssignment.self)
            case 4: schedule = try field.value(CaseSchedule.self)
            case 5: notes.append(try field.value(CaseEntry.self))
            case 6: calls.append(try field.value(CaseEntry.self))
            case 7: answers.append(try field.value(CaseEntry.self))
            case 8: links.insert(try field.identifier(of: "case"))
            case 9: ending = try field.value(CaseEntry.self)
            case 10: isTouched = field.flag
            default: break
            }
        }
    }
}
