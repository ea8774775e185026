/// A reference number: a REF segment.
public struct Reference: Hashable, Sendable {
    /// What the number is (REF01), such as `F8`, the payer's claim control number.
    public internal(set) var qualifier: String = ""
    /// The number (REF02).
    public internal(set) var value: String = ""
    /// Words about it (REF03).
    public internal(set) var description: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

extension [Reference] {
    /// The first number of that kind, `references.value("F8")`; nil when there is none or it is empty.
    public func value(_ qualifier: String) -> String? {
        first { $0.qualifier == qualifier && !$0.value.isEmpty }?.value
    }
}

/// An amount that says nothing until its qualifier does: an AMT segment.
public struct QualifiedAmount: Hashable, Sendable {
    /// What the amount is (AMT01), such as `F5`, what the patient paid.
    public internal(set) var qualifier: String = ""
    /// The amount (AMT02); zero when it cannot be read, which is reported.
    public internal(set) var amount: Amount = .zero
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

extension [QualifiedAmount] {
    /// The first amount of that kind, `amounts.value("F5")`.
    public func value(_ qualifier: String) -> Amount? { first { $0.qualifier == qualifier }?.amount }
}

/// A quantity with what it counts: a QTY segment.
public struct QualifiedQuantity: Hashable, Sendable {
    /// What is counted (QTY01), such as `CA`, covered days.
    public internal(set) var qualifier: String = ""
    /// How many (QTY02); nil when it cannot be read, which is reported.
    public internal(set) var quantity: Quantity?
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

/// A day or span of days with what happened then: a DTP or DTM segment.
public struct QualifiedDate: Hashable, Sendable {
    /// What happened (DTP01, DTM01), such as `472`, service.
    public internal(set) var qualifier: String = ""
    /// The day, or the first of a span; nil when it is no day of the calendar, which is reported.
    public internal(set) var first: X12Date?
    /// The last day of a span (RD8), else the same as ``first``.
    public internal(set) var last: X12Date?
    /// The time of day as sent (HHMM or longer), empty when there is none.
    public internal(set) var time: String = ""
    /// Where it stands.
    public internal(set) var source: Source = Source()
}

extension [QualifiedDate] {
    /// The first date of that kind that could be read: `dates.date("573")`.
    public func date(_ qualifier: String) -> QualifiedDate? {
        first { $0.qualifier == qualifier && $0.first != nil }
    }
}
