/// What DMG says of a person.
struct DemographicsRecord: BitwiseCopyable, Sendable {
    private(set) var birthDate: X12Date?
    private(set) var sex = TextPlace.none

    /// Takes in a DMG.
    mutating func take(_ reader: inout SegmentReader) {
        birthDate = reader.date(2)
        sex = reader.text(3)
    }
}
