/// A postal address: N3 and N4.
public struct Address: Sendable {
    private let records: SetRecords
    private let record: AddressRecord

    /// The address, nil when none was sent.
    init?(_ records: SetRecords, ifSent record: AddressRecord) {
        guard record.wasSent else { return nil }
        (self.records, self.record) = (records, record)
    }

    /// N301 and N302, those that are sent.
    public var lines: [String] {
        [record.firstLine, record.secondLine].filter { !$0.isEmpty }.map(records.text)
    }
    /// N401.
    public var city: String { records.text(record.city) }
    /// N402.
    public var state: String { records.text(record.state) }
    /// N403.
    public var postalCode: String { records.text(record.postalCode) }
    /// N404.
    public var country: String { records.text(record.country) }
}

/// What an ``Address`` is read into.
struct AddressRecord: BitwiseCopyable, Sendable {
    private(set) var wasSent = false
    private(set) var firstLine = TextPlace.none
    private(set) var secondLine = TextPlace.none
    private(set) var city = TextPlace.none
    private(set) var state = TextPlace.none
    private(set) var postalCode = TextPlace.none
    private(set) var country = TextPlace.none

    /// Takes in an N3 or N4.
    mutating func take(_ reader: inout SegmentReader) {
        wasSent = true
        if reader.id == .n3 {
            firstLine = reader.text(1)
            secondLine = reader.text(2)
        } else {
            city = reader.text(1)
            state = reader.text(2)
            postalCode = reader.text(3)
            country = reader.text(4)
        }
    }
}
