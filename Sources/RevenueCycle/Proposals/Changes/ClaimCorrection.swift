extension ProposedChange {
    /// A corrected claim, or a new one: which fields change, from what to what, and by which way of the payer.
    package struct ClaimCorrection: Hashable, Sendable {
        /// The way that the payer takes corrections.
        package var method: CorrectionMethod
        /// The payer's number of the claim that is corrected (REF*F8).
        package var payerClaimNumber: String?
        /// The provider's own number of the account (CLM01), by which whoever sends claims finds it.
        package var patientControlNumber: String?
        /// The fields that change; every other field stays as it was sent last.
        package var fields: [FieldChange]

        /// A correction by a method.
        package init(
            method: CorrectionMethod,
            payerClaimNumber: String?,
            patientControlNumber: String? = nil,
            fields: [FieldChange]
        ) {
            self.method = method
            self.payerClaimNumber = payerClaimNumber
            self.patientControlNumber = patientControlNumber
            self.fields = fields
        }

        var faults: [ChangeFault] {
            var faults: [ChangeFault] = []
            // A claim that was rejected for a defect outside its fields may be sent anew as it was.
            if method != .newClaim, fields.isEmpty { faults.append(.nothingChanges) }
            if fields.contains(where: { $0.old == $0.new }) { faults.append(.nothingChanges) }
            if Set(fields.map(\.place)).count < fields.count { faults.append(.fieldChangedTwice) }
            switch method {
            case .replace, .voidThenNew:
                if payerClaimNumber == nil { faults.append(.originalNumberMissing) }
            case .reopen, .newClaim: break
            }
            return faults
        }
    }

    /// One field of a claim with its value before and after.
    package struct FieldChange: Hashable, Sendable {
        /// The field.
        package var field: ClaimField
        /// The line, by its control number, else its counter; nil for the claim.
        package var line: String?
        /// What it was; nil when it was empty.
        package var old: FieldValue?
        /// What it becomes; nil when it becomes empty.
        package var new: FieldValue?

        /// A change of a field.
        package init(field: ClaimField, line: String? = nil, old: FieldValue?, new: FieldValue?) {
            self.field = field
            self.line = line
            self.old = old
            self.new = new
        }

        fileprivate var place: [String] { [field.rawValue] + (line.map { [$0] } ?? []) }
    }

    /// A field of a claim that may be corrected.
    package enum ClaimField: String, Hashable, Sendable, CaseIterable {
        case authorizationNumber, referralNumber, memberID, payer, coverageSequence, facilityCode, serviceDates,
            diagnoses
        case drg, attendingProvider, renderingProvider, conditionCodes, delayReason, attachmentControlNumber
        case procedure, modifiers, revenueCode, units, charge, diagnosisPointers
    }

    /// The value of a field.
    package enum FieldValue: Hashable, Sendable {
        case text(String)
        /// Several in order, such as modifiers or diagnoses.
        case texts([String])
        case amount(Money)
        case days(DateSpan)
    }
}

extension ProposedChange.FieldValue: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        switch self {
        case .text(let text): writer.text(1, text)
        case .texts(let texts): writer.record(2) { $0.texts(1, texts) }
        case .amount(let amount): writer.money(3, amount)
        case .days(let days): writer.dates(4, days)
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var value: Self?
        var days = DateSpanFields()
        while let field = try fields.next() {
            switch field.number {
            case 1: value = .text(field.text)
            case 2:
                var texts: [String] = []
                var inner = field.record
                while let text = try inner.next() { if text.number == 1 { texts.append(text.text) } }
                value = .texts(texts)
            case 3: value = .amount(field.money)
            case 4: days.first = field.date
            case 5: days.last = field.date
            default: break
            }
        }
        self = try (value ?? days.span.map { .days($0) }).required(1, of: "field value")
    }
}

extension ProposedChange.FieldChange: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, field)
        writer.text(2, line)
        writer.value(3, old)
        writer.value(4, new)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var changed: ProposedChange.ClaimField?
        self.init(field: .procedure, old: nil, new: nil)
        while let field = try fields.next() {
            switch field.number {
            case 1: changed = try field.choice(of: "field change")
            case 2: line = field.text
            case 3: old = try field.value(ProposedChange.FieldValue.self)
            case 4: new = try field.value(ProposedChange.FieldValue.self)
            default: break
            }
        }
        field = try changed.required(1, of: "field change")
    }
}

extension ProposedChange.ClaimCorrection: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, method)
        writer.text(2, payerClaimNumber)
        writer.values(3, fields)
        writer.text(4, patientControlNumber)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var reader = reader
        var method: CorrectionMethod?
        var payerClaimNumber: String?
        var patientControlNumber: String?
        var changes: [ProposedChange.FieldChange] = []
        while let field = try reader.next() {
            switch field.number {
            case 1: method = try field.choice(of: "claim correction")
            case 2: payerClaimNumber = field.text
            case 3: changes.append(try field.value(ProposedChange.FieldChange.self))
            case 4: patientControlNumber = field.text
            default: break
            }
        }
        self.init(
            method: try method.required(1, of: "claim correction"),
            payerClaimNumber: payerClaimNumber,
            patientControlNumber: patientControlNumber,
            fields: changes
        )
    }
}
