extension ClaimAdjustment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, group.rawValue)
        writer.text(2, reason.rawValue)
        writer.money(3, amount)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(group: GroupCode(rawValue: ""), reason: CARC(rawValue: ""), amount: .zero)
        while let field = try fields.next() {
            switch field.number {
            case 1: group = GroupCode(rawValue: field.text)
            case 2: reason = CARC(rawValue: field.text)
            case 3: amount = field.money
            default: break
            }
        }
    }
}

extension AdjudicatedLine: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, controlNumber)
        writer.text(2, counter)
        writer.text(3, procedure)
        writer.texts(4, modifiers)
        writer.text(5, submittedProcedure)
        writer.money(6, charge)
        writer.money(7, paid)
        writer.text(8, units)
        writer.dates(9, dates)
        writer.values(11, adjustments)
        writer.texts(12, remarks.map(\.rawValue))
        writer.value(13, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var days = DateSpanFields()
        self.init(charge: .zero, paid: .zero, span: .nowhere)
        while let field = try fields.next() {
            switch field.number {
            case 1: controlNumber = field.text
            case 2: counter = field.text
            case 3: procedure = field.text
            case 4: modifiers.append(field.text)
            case 5: submittedProcedure = field.text
            case 6: charge = field.money
            case 7: paid = field.money
            case 8: units = field.text
            case 9: days.first = field.date
            case 10: days.last = field.date
            case 11: adjustments.append(try field.value(ClaimAdjustment.self))
            case 12: remarks.append(RARC(rawValue: field.text))
            case 13: span = try field.value(Span.self)
            default: break
            }
        }
        dates = days.span
    }
}

extension Adjudication: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, id)
        writer.hash(2, payment)
        writer.value(3, payer)
        writer.date(4, paymentDate)
        writer.date(5, transactionDate)
        writer.text(6, billingNPI)
        writer.text(7, patientControlNumber)
        writer.text(8, statusCode)
        writer.money(9, charge)
        writer.money(10, paid)
        writer.money(11, statedPatientResponsibility)
        writer.text(12, payerClaimNumber)
        writer.text(13, facilityCode)
        writer.text(14, frequency)
        writer.text(15, drg)
        writer.flag(16, hasInpatientInformation)
        writer.text(17, originalPayerClaimNumber)
        writer.dates(18, dates)
        writer.values(20, adjustments)
        writer.texts(21, remarks.map(\.rawValue))
        writer.values(22, lines)
        writer.money(23, interest)
        writer.value(24, forwardedTo)
        writer.value(25, patient)
        writer.value(26, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var days = DateSpanFields()
        self.init(
            id: .none,
            payment: BodyHash(high: 0, low: 0),
            patientControlNumber: "",
            charge: .zero,
            paid: .zero,
            span: .nowhere
        )
        while let field = try fields.next() {
            switch field.number {
            case 1: id = try field.value(FactID.self)
            case 2: payment = field.hash
            case 3: payer = try field.value(PayerIdentity.self)
            case 4: paymentDate = field.date
            case 5: transactionDate = field.date
            case 6: billingNPI = field.text
            case 7: patientControlNumber = field.text
            case 8: statusCode = field.text
            case 9: charge = field.money
            case 10: paid = field.money
            case 11: statedPatientResponsibility = field.money
            case 12: payerClaimNumber = field.text
            case 13: facilityCode = field.text
            case 14: frequency = field.text
            case 15: drg = field.text
            case 16: hasInpatientInformation = field.flag
            case 17: originalPayerClaimNumber = field.text
            case 18: days.first = field.date
            case 19: days.last = field.date
            case 20: adjustments.append(try field.value(ClaimAdjustment.self))
            case 21: remarks.append(RARC(rawValue: field.text))
            case 22: lines.append(try field.value(AdjudicatedLine.self))
            case 23: interest = field.money
            case 24: forwardedTo = try field.value(PayerIdentity.self)
            case 25: patient = try field.value(PatientIdentity.self)
            case 26: span = try field.value(Span.self)
            default: break
            }
        }
        dates = days.span
        guard id != .none else { throw DecodingFault(record: "adjudication", field: 1) }
    }
}

extension ProviderAdjustment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, id)
        writer.hash(2, payment)
        writer.value(3, payer)
        writer.text(4, billingNPI)
        writer.date(5, paymentDate)
        writer.text(6, reason)
        writer.text(7, reference)
        writer.money(8, amount)
        writer.value(9, span)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(id: .none, payment: BodyHash(high: 0, low: 0), reason: "", amount: .zero, span: .nowhere)
        while let field = try fields.next() {
            switch field.number {
            case 1: id = try field.value(FactID.self)
            case 2: payment = field.hash
            case 3: payer = try field.value(PayerIdentity.self)
            case 4: billingNPI = field.text
            case 5: paymentDate = field.date
            case 6: reason = field.text
            case 7: reference = field.text
            case 8: amount = field.money
            case 9: span = try field.value(Span.self)
            default: break
            }
        }
        guard id != .none else { throw DecodingFault(record: "provider adjustment", field: 1) }
    }
}
