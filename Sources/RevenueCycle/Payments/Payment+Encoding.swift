extension PaymentPart: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.hash(1, body)
        writer.text(2, setControlNumber)
        writer.text(3, file)
        writer.value(4, payer)
        writer.text(5, trace)
        writer.date(6, date)
        writer.money(7, amount)
        writer.integer(8, UInt64(claimCount))
        writer.money(9, claimsPaid)
        writer.money(10, providerAdjusted)
        writer.values(11, adjustments)
        writer.text(12, patientControlNumber)
        writer.value(13, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(
            body: BodyHash(high: 0, low: 0),
            setControlNumber: "",
            file: "",
            payer: PayerIdentity(),
            trace: "",
            date: nil,
            amount: .zero,
            claimCount: 0,
            claimsPaid: .zero,
            providerAdjusted: .zero,
            adjustments: [],
            patientControlNumber: nil,
            span: .nowhere
        )
        while let field = try fields.next() {
            switch field.number {
            case 1: body = field.hash
            case 2: setControlNumber = field.text
            case 3: file = field.text
            case 4: payer = try field.value(PayerIdentity.self)
            case 5: trace = field.text
            case 6: date = field.date
            case 7: amount = field.money
            case 8: claimCount = Int(truncatingIfNeeded: field.integer)
            case 9: claimsPaid = field.money
            case 10: providerAdjusted = field.money
            case 11: adjustments.append(try field.value(ProviderAdjustment.self))
            case 12: patientControlNumber = field.text
            case 13: span = try field.value(Span.self)
            default: break
            }
        }
    }
}

extension PaymentEvent {
    /// The number by which the journal knows the type.
    package var type: UInt16 {
        switch self {
        case .transactionReceived: 20
        case .released: 21
        }
    }

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to payments.
    package static let types: ClosedRange<UInt16> = 20...21

    /// The event's payload.
    package func encoded() -> [UInt8] {
        var writer = FieldWriter()
        switch self {
        case .transactionReceived(let part): part.encode(into: &writer)
        case .released(let reason): writer.text(1, reason)
        }
        return writer.bytes
    }

    /// Reads the event of a type from its payload.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of a payment, the payload is no such event, or a newer version of this
    ///   program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else { throw DecodingFault(record: "payment event of schema \(schema)", field: 0) }
        switch type {
        case 20: self = .transactionReceived(try PaymentPart(decoding: payload))
        case 21:
            var fields = FieldReader(payload)
            var reason = ""
            while let field = try fields.next() {
                if field.number == 1 { reason = field.text }
            }
            self = .released(reason: reason)
        default: throw DecodingFault(record: "payment event", field: Int(type))
        }
    }
}

extension Payment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.values(1, parts)
        writer.text(2, releaseReason)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: evolve(.transactionReceived(try field.value(PaymentPart.self)))
            case 2: evolve(.released(reason: field.text))
            default: break
            }
        }
    }
}
