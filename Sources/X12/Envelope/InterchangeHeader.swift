/// What an ISA says.
public struct InterchangeHeader: Hashable, Sendable {
    /// ISA05.
    public internal(set) var senderQualifier: String
    /// ISA06 without its padding.
    public internal(set) var sender: String
    /// ISA07.
    public internal(set) var receiverQualifier: String
    /// ISA08 without its padding.
    public internal(set) var receiver: String
    /// ISA09 (YYMMDD); nil when it is no day.
    public internal(set) var date: X12Date?
    /// ISA10 (HHMM) as sent.
    public internal(set) var time: String
    /// ISA12.
    public internal(set) var version: String
    /// ISA13 as sent.
    public internal(set) var controlNumber: String
    /// ISA14: whether a TA1 is asked for.
    public internal(set) var acknowledgementRequested: Bool
    /// ISA15: `P` production, `T` test.
    public internal(set) var usage: String
    /// The delimiters of this interchange.
    public internal(set) var delimiters: Delimiters
    /// The bytes of the ISA.
    public internal(set) var bytes: Range<Int>
}

/// What a GS says.
public struct GroupHeader: Hashable, Sendable {
    /// GS01: `HC` claims, `HP` remittance, `HN` status, `FA` acknowledgement.
    public internal(set) var functionalIdentifier: String
    /// GS02.
    public internal(set) var sender: String
    /// GS03.
    public internal(set) var receiver: String
    /// GS04; nil when it is no day.
    public internal(set) var date: X12Date?
    /// GS05 as sent.
    public internal(set) var time: String
    /// GS06 as sent.
    public internal(set) var controlNumber: String
    /// GS08: version, release and guide.
    public internal(set) var version: String
    /// The bytes of the GS.
    public internal(set) var bytes: Range<Int>
}

/// The bytes that part one thing from the next; each ISA sets its own.
public struct Delimiters: Hashable, Sendable {
    /// Byte 4 of the ISA.
    public internal(set) var element: UInt8
    /// ISA16.
    public internal(set) var component: UInt8
    /// ISA11 from version 00402 on; nil when it is `U` or could not part anything.
    public internal(set) var repetition: UInt8?
    /// The byte after ISA16.
    public internal(set) var segment: UInt8
}
