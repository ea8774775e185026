extension SourcePatientID {
    fileprivate func write(_ number: Int, to writer: inout FieldWriter) { writer.hash(number, BodyHash(value)) }

    fileprivate init(_ field: FieldReader.Field) { self.init(field.hash.value) }
}

extension PatientLinks.Event {
    /// The number by which the journal knows the type.
    package var type: UInt16 {
        switch self {
        case .linked: 60
        case .unlinked: 61
        }
    }

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to links.
    package static let types: ClosedRange<UInt16> = 60...61

    /// The event's payload.
    package func encoded() -> [UInt8] {
        var writer = FieldWriter()
        switch self {
        case .linked(let other, let reason), .unlinked(let other, let reason):
            other.write(1, to: &writer)
            writer.text(2, reason)
        }
        return writer.bytes
    }

    /// Reads the event of a type from its payload.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of a link, the payload is no such event, or a newer version of this
    ///   program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else { throw DecodingFault(record: "link of schema \(schema)", field: 0) }
        var fields = FieldReader(payload)
        var other: SourcePatientID?
        var reason = ""
        while let field = try fields.next() {
            if field.number == 1 { other = SourcePatientID(field) }
            if field.number == 2 { reason = field.text }
        }
        guard let other else { throw DecodingFault(record: "link", field: 1) }
        switch type {
        case 60: self = .linked(other, reason: reason)
        case 61: self = .unlinked(other, reason: reason)
        default: throw DecodingFault(record: "link", field: Int(type))
        }
    }
}

extension PatientLinks: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        for other in linked.sorted() { other.write(1, to: &writer) }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            if field.number == 1 { evolve(.linked(SourcePatientID(field), reason: "")) }
        }
    }
}
