/// Segment ids as small numbers: a hash table with open addressing.
struct SegmentKinds: Sendable {
    private var slots: [Slot] = Array(repeating: Slot(id: 0, number: -1), count: 512)
    /// How many ids there are.
    private(set) var count = 0

    private struct Slot: BitwiseCopyable, Sendable {
        let id: UInt32
        let number: Int32
    }

    /// The table of some ids, which are numbered as they come.
    init(_ ids: [SegmentID]) {
        for id in ids where number(of: id) == nil && count < 400 {
            var slot = Self.slot(id)
            while slots[slot].number >= 0 { slot = (slot + 1) & 511 }
            slots[slot] = Slot(id: id.packed, number: Int32(count))
            count += 1
        }
    }

    private static func slot(_ id: SegmentID) -> Int { Int((id.packed &* 0x9E37_79B1) &>> 23) }

    /// The number of an id; nil when it is not in the table.
    @inline(__always)
    func number(of id: SegmentID) -> Int? {
        var place = Self.slot(id)
        while true {
            let slot = slots[place]
            if slot.id == id.packed, slot.number >= 0 { return Int(slot.number) }
            if slot.number < 0 { return nil }
            place = (place &+ 1) & 511
        }
    }
}
