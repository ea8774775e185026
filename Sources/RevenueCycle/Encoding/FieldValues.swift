/// Values of proposals as fields. Unlike facts that documents told, which are read as far as they can be understood, what
/// people approved is read exactly or not at all.
extension FieldWriter {
    /// One of a closed set of words; nil is not written.
    mutating func choice(_ number: Int, _ value: (some RawRepresentable<String>)?) { text(number, value?.rawValue) }

    /// An id of 16 bytes; nil is not written.
    mutating func identifier(_ number: Int, _ value: UInt128?) {
        hash(number, value.map { BodyHash($0) })
    }

    /// A hash of 32 bytes; nil is not written.
    mutating func contentHash(_ number: Int, _ value: ContentHash?) {
        if let value { raw(number, value.bytes) }
    }

    /// A moment.
    mutating func moment(_ number: Int, _ value: Instant) { signed(number, value.microsecondsSince1970) }
}

extension FieldReader.Field {
    /// The value as one of a closed set of words.
    func choice<Choice: RawRepresentable<String>>(
        _ type: Choice.Type = Choice.self,
        of record: String
    ) throws(DecodingFault) -> Choice {
        guard let choice = Choice(rawValue: text) else { throw DecodingFault(record: record, field: number) }
        return choice
    }

    /// The value as an id of 16 bytes.
    func identifier(of record: String) throws(DecodingFault) -> UInt128 {
        guard raw.count == 16 else { throw DecodingFault(record: record, field: number) }
        return hash.value
    }

    /// The value as a hash of 32 bytes.
    func contentHash(of record: String) throws(DecodingFault) -> ContentHash {
        guard let hash = ContentHash(raw) else { throw DecodingFault(record: record, field: number) }
        return hash
    }

    /// The value as a moment.
    var moment: Instant { Instant(microsecondsSince1970: signed) }
}

extension Optional {
    /// The value of a field that a record cannot do without.
    func required(_ number: Int, of record: String) throws(DecodingFault) -> Wrapped {
        guard let self else { throw DecodingFault(record: record, field: number) }
        return self
    }
}
