/// A functional group on its way out.
struct OutgoingGroup: Sendable {
    /// GS06.
    var controlNumber: String
    var transactions: [OutgoingTransaction]
}

/// An interchange on its way out.
struct OutgoingInterchange: Sendable {
    let sender: String
    let receiver: String
    let date: Day
    /// ISA13.
    var controlNumber: String
    var groups: [OutgoingGroup]
    /// An answer to a whole interchange; then there may be no groups.
    var acknowledgement: Segment?

    /// Every segment from ISA to IEA.
    func segments(_ delimiters: Delimiters) -> [Segment] {
        var segments = [
            Self.header(sender, receiver, date, controlNumber, delimiters)
        ]
        if let acknowledgement { segments.append(acknowledgement) }
        for group in groups {
            guard let first = group.transactions.first else { continue }
            segments.append([
                "GS", first.functionalGroup, sender, receiver, date.compact, Party.clock, group.controlNumber, "X",
                first.version,
            ])
            for transaction in group.transactions { segments += transaction.segments }
            segments.append(["GE", String(group.transactions.count), group.controlNumber])
        }
        segments.append(["IEA", String(groups.count), controlNumber])
        return segments
    }

    /// ISA, the only segment of fixed width.
    static func header(
        _ sender: String,
        _ receiver: String,
        _ date: Day,
        _ number: String,
        _ delimiters: Delimiters
    )
        -> Segment
    {
        func wide(_ text: String) -> String { text + String(repeating: " ", count: max(0, 15 - text.utf8.count)) }
        let blank = String(repeating: " ", count: 10)
        return [
            "ISA", "00", blank, "00", blank, "ZZ", wide(sender), "ZZ", wide(receiver),
            String(date.compact.dropFirst(2)),
            Party.clock, delimiters.repetition, "00501", number, "0", "T", delimiters.component,
        ]
    }
}

/// A file on its way out.
struct OutgoingFile: Sendable {
    /// The transaction set in its name, such as `837P`.
    let label: String
    let date: Day
    var interchanges: [OutgoingInterchange]
    var delimiters: Delimiters
    var isDamaged = false
    /// Its interchange is answered or answers by its control number, so that it may not be cut.
    var staysWhole = false

    /// The file's bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for interchange in interchanges {
            for segment in interchange.segments(delimiters) { delimiters.append(segment, to: &bytes) }
        }
        return bytes
    }
}
