/// Something that was read of a transaction set: a claim, a line, a party, a reference and so on.
///
/// It is a place in what was read of the whole set, which lives as long as any part of it; copying a part costs next to
/// nothing, and text becomes a `String` when it is asked for.
public protocol SetPart: Sendable {
    /// The part at a place of what was read.
    init(_ records: SetRecords, _ place: Int)
}

/// Parts of one kind that stand in one thing, in file order.
public struct RecordList<Element: SetPart>: RandomAccessCollection, Sendable {
    let records: SetRecords
    let run: Run

    /// The index of the first, always 0.
    public var startIndex: Int { 0 }
    /// The index after the last.
    public var endIndex: Int { run.count }

    /// The part of that index.
    public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < run.count, "There is no such part in the list.")
        return Element(records, Int(run.start) + position)
    }
}
