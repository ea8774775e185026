// What the fields of a claim hold, and where: as people write them, and as the claim that was sent last says them.

extension ProposedChange.ClaimField {
    /// Where on a claim it stands.
    package enum Place: Hashable, Sendable {
        case claim, line, either
    }

    /// Where on a claim it stands.
    package var place: Place {
        switch self {
        case .authorizationNumber, .referralNumber, .memberID, .payer, .coverageSequence, .facilityCode, .diagnoses,
            .drg,
            .attendingProvider, .renderingProvider, .conditionCodes, .delayReason, .attachmentControlNumber:
            .claim
        case .procedure, .modifiers, .revenueCode, .units, .charge, .diagnosisPointers: .line
        case .serviceDates: .either
        }
    }
}

extension ProposedChange.FieldValue {
    /// A value as somebody writes it; nil when the text is none.
    ///
    /// Several are parted by commas, amounts are written like 250.00, and days like 2026-01-31 or 2026-01-29..2026-01-31.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - field: the field that it is for.
    package init?(_ text: String, for field: ProposedChange.ClaimField) {
        switch field {
        case .diagnoses, .modifiers, .conditionCodes, .diagnosisPointers:
            let texts = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
            guard texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .texts(texts)
        case .charge:
            guard let amount = Money(decimal: text), !amount.isNegative else { return nil }
            self = .amount(amount)
        case .serviceDates:
            let days = text.split(separator: "..", omittingEmptySubsequences: false).map {
                CalendarDate(iso: String($0))
            }
            guard (1...2).contains(days.count), let first = days[0], let last = days[days.count - 1], first <= last
            else { return nil }
            self = .days(DateSpan(first, last))
        case .authorizationNumber, .referralNumber, .memberID, .payer, .coverageSequence, .facilityCode, .drg,
            .attendingProvider, .renderingProvider, .delayReason, .attachmentControlNumber, .procedure, .revenueCode,
            .units:
            let text = Self.trimmed(text[...])
            guard !text.isEmpty else { return nil }
            if field == .coverageSequence, CoverageSequence(code: text) == nil { return nil }
            self = .text(text)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// What a claim that was sent says in a field.
enum SentValue: Hashable {
    /// Exactly this; nil when the field was empty.
    case known(ProposedChange.FieldValue?)
    /// The field is not read from claims, so that it may have held anything.
    case unread
}

extension Submission {
    /// What it says in a field.
    ///
    /// - Parameters:
    ///   - field: the field.
    ///   - line: the line; nil for the claim.
    /// - Returns: its value, or that it is not read.
    func value(of field: ProposedChange.ClaimField, on line: SubmittedLine?) -> SentValue {
        let value: ProposedChange.FieldValue?
        switch field {
        case .authorizationNumber: value = Self.text(authorizationNumber)
        case .memberID: value = Self.text(patient.memberID)
        case .payer: value = Self.text(payer.name ?? payer.ids.first)
        case .coverageSequence: value = .text(sequence.code)
        case .facilityCode: value = Self.text(facilityCode)
        case .diagnoses: value = Self.texts(diagnoses)
        case .drg: value = Self.text(drg)
        case .serviceDates: value = (line.map(\.dates) ?? dates).map { .days($0) }
        case .procedure: value = Self.text(line?.procedure)
        case .modifiers: value = Self.texts(line?.modifiers ?? [])
        case .revenueCode: value = Self.text(line?.revenueCode)
        case .units: value = Self.text(line?.units)
        case .charge: value = .amount(line?.charge ?? charge)
        case .referralNumber, .attendingProvider, .renderingProvider, .conditionCodes, .delayReason,
            .attachmentControlNumber, .diagnosisPointers:
            return .unread
        }
        return .known(value)
    }

    private static func text(_ text: String?) -> ProposedChange.FieldValue? { text.map { .text($0) } }

    private static func texts(_ texts: [String]) -> ProposedChange.FieldValue? { texts.isEmpty ? nil : .texts(texts) }
}
