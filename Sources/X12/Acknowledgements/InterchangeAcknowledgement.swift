/// The answer to an interchange envelope: a TA1.
public struct InterchangeAcknowledgement: Equatable, Sendable {
    /// TA101: ISA13 of the interchange that is answered.
    public internal(set) var controlNumber: String = ""
    /// TA102: its date.
    public internal(set) var date: X12Date?
    /// TA103: its time as sent.
    public internal(set) var time: String = ""
    /// TA104: `A` accepted, `E` accepted with errors, `R` rejected.
    public internal(set) var acknowledgement: String = ""
    /// TA105: note code, `000` no error.
    public internal(set) var noteCode: String = ""
    /// Where it stands; its ordinals count in the file, not in a set.
    public internal(set) var source: Source = Source()
}
