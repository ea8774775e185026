extension Span: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.hash(1, document)
        writer.integer(2, start)
        writer.integer(3, end - start)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var document = BodyHash(high: 0, low: 0)
        var start: UInt64 = 0
        var length: UInt64 = 0
        while let field = try fields.next() {
            switch field.number {
            case 1: document = field.hash
            case 2: start = field.integer
            case 3: length = field.integer
            default: break
            }
        }
        self.init(document: document, start: start, end: start + length)
    }
}

extension FactID: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.hash(1, body)
        writer.integer(2, UInt64(ordinal))
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var body = BodyHash(high: 0, low: 0)
        var ordinal: UInt64 = 0
        while let field = try fields.next() {
            switch field.number {
            case 1: body = field.hash
            case 2: ordinal = field.integer
            default: break
            }
        }
        self.init(body: body, ordinal: UInt32(truncatingIfNeeded: ordinal))
    }
}

extension PayerIdentity: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, name)
        writer.texts(2, ids)
        writer.text(3, filingIndicator)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: name = field.text
            case 2: ids.append(field.text)
            case 3: filingIndicator = field.text
            default: break
            }
        }
    }
}

extension PatientIdentity: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, familyName)
        writer.text(2, givenName)
        writer.date(3, birthDate)
        writer.text(4, memberID)
        writer.text(5, medicalRecordNumber)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: familyName = field.text
            case 2: givenName = field.text
            case 3: birthDate = field.date
            case 4: memberID = field.text
            case 5: medicalRecordNumber = field.text
            default: break
            }
        }
    }
}

extension BatchReference: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, sender)
        writer.text(2, groupControlNumber)
        writer.text(3, setControlNumber)
        writer.text(4, interchange)
        writer.text(5, originatorReference)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init()
        while let field = try fields.next() {
            switch field.number {
            case 1: sender = field.text
            case 2: groupControlNumber = field.text
            case 3: setControlNumber = field.text
            case 4: interchange = field.text
            case 5: originatorReference = field.text
            default: break
            }
        }
    }
}

extension OtherPayer: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(sequence.rawValue))
        writer.value(2, payer)
        writer.money(3, paid)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(sequence: .unknown, payer: PayerIdentity())
        while let field = try fields.next() {
            switch field.number {
            case 1: sequence = CoverageSequence(rawValue: UInt8(truncatingIfNeeded: field.integer)) ?? .unknown
            case 2: payer = try field.value(PayerIdentity.self)
            case 3: paid = field.money
            default: break
            }
        }
    }
}

extension SubmittedLine: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, controlNumber)
        writer.text(2, counter)
        writer.text(3, procedure)
        writer.texts(4, modifiers)
        writer.text(5, revenueCode)
        writer.money(6, charge)
        writer.text(7, units)
        writer.dates(8, dates)
        writer.value(10, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var days = DateSpanFields()
        self.init(charge: .zero, span: .nowhere)
        while let field = try fields.next() {
            switch field.number {
            case 1: controlNumber = field.text
            case 2: counter = field.text
            case 3: procedure = field.text
            case 4: modifiers.append(field.text)
            case 5: revenueCode = field.text
            case 6: charge = field.money
            case 7: units = field.text
            case 8: days.first = field.date
            case 9: days.last = field.date
            case 10: span = try field.value(Span.self)
            default: break
            }
        }
        dates = days.span
    }
}

extension Submission: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, id)
        writer.integer(2, UInt64(kind.rawValue))
        writer.date(3, transactionDate)
        writer.text(4, transactionTime)
        writer.value(5, batch)
        writer.text(6, billingNPI)
        writer.text(7, billingName)
        writer.text(8, patientControlNumber)
        writer.text(9, frequency)
        writer.value(10, payer)
        writer.integer(11, UInt64(sequence.rawValue))
        writer.money(12, charge)
        writer.text(13, facilityCode)
        writer.text(14, payerClaimNumber)
        writer.text(15, clearinghouseNumber)
        writer.text(16, authorizationNumber)
        writer.dates(17, dates)
        writer.money(19, patientPaid)
        writer.text(20, drg)
        writer.texts(21, diagnoses)
        writer.values(22, lines)
        writer.values(23, otherPayers)
        writer.value(24, patient)
        writer.value(25, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var days = DateSpanFields()
        self.init(id: .none, kind: .professional, patientControlNumber: "", charge: .zero, span: .nowhere)
        while let field = try fields.next() {
            switch field.number {
            case 1: id = try field.value(FactID.self)
            case 2: kind = ClaimKind(rawValue: UInt8(truncatingIfNeeded: field.integer)) ?? .professional
            case 3: transactionDate = field.date
            case 4: transactionTime = field.text
            case 5: batch = try field.value(BatchReference.self)
            case 6: billingNPI = field.text
            case 7: billingName = field.text
            case 8: patientControlNumber = field.text
            case 9: frequency = field.text
            case 10: payer = try field.value(PayerIdentity.self)
            case 11: sequence = CoverageSequence(rawValue: UInt8(truncatingIfNeeded: field.integer)) ?? .unknown
            case 12: charge = field.money
            case 13: facilityCode = field.text
            case 14: payerClaimNumber = field.text
            case 15: clearinghouseNumber = field.text
            case 16: authorizationNumber = field.text
            case 17: days.first = field.date
            case 18: days.last = field.date
            case 19: patientPaid = field.money
            case 20: drg = field.text
            case 21: diagnoses.append(field.text)
            case 22: lines.append(try field.value(SubmittedLine.self))
            case 23: otherPayers.append(try field.value(OtherPayer.self))
            case 24: patient = try field.value(PatientIdentity.self)
            case 25: span = try field.value(Span.self)
            default: break
            }
        }
        dates = days.span
        guard id != .none else { throw DecodingFault(record: "submission", field: 1) }
    }
}

extension Acknowledgement: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, id)
        writer.integer(2, UInt64(source.rawValue))
        writer.date(3, date)
        writer.text(4, category)
        writer.text(5, status)
        writer.text(6, patientControlNumber)
        writer.text(7, billingNPI)
        writer.value(8, payer)
        writer.text(9, payerClaimNumber)
        writer.text(10, clearinghouseNumber)
        writer.text(11, batchReference)
        writer.hash(12, answeredBody)
        writer.money(13, charge)
        writer.value(14, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(id: .none, source: .claimStatus, category: "", span: .nowhere)
        while let field = try fields.next() {
            switch field.number {
            case 1: id = try field.value(FactID.self)
            case 2: source = Source(rawValue: UInt8(truncatingIfNeeded: field.integer)) ?? .claimStatus
            case 3: date = field.date
            case 4: category = field.text
            case 5: status = field.text
            case 6: patientControlNumber = field.text
            case 7: billingNPI = field.text
            case 8: payer = try field.value(PayerIdentity.self)
            case 9: payerClaimNumber = field.text
            case 10: clearinghouseNumber = field.text
            case 11: batchReference = field.text
            case 12: answeredBody = field.hash
            case 13: charge = field.money
            case 14: span = try field.value(Span.self)
            default: break
            }
        }
        guard id != .none else { throw DecodingFault(record: "acknowledgement", field: 1) }
    }
}

extension Span {
    /// The span of a fact whose place was not kept.
    static let nowhere = Span(document: BodyHash(high: 0, low: 0), start: 0, end: 0)
}

extension FactID {
    /// The name of no fact.
    static let none = FactID(body: BodyHash(high: 0, low: 0), ordinal: 0)
}
