/// Whether the HL segments of a set make the tree that their numbers say: HL01 grows, HL02 names the level above, HL04
/// tells whether there are levels below.
struct HierarchyCheck {
    private var last = 0
    private var lastSaidChildren: Bool?
    private var lastDepth = 0
    /// HL01 of the open levels, the outermost first.
    private var path: [Int] = []

    /// Checks the current HL, which the guide puts at a depth from 1.
    mutating func check(_ reader: inout SegmentReader, level depth: Int) {
        let number = reader.number(1) ?? 0
        let parent = reader.number(2)
        if number <= last {
            reader.report(.warning, .hierarchy, "HL01 must be greater than that of every HL before it.", 1)
        }
        if path.count >= depth { path.removeSubrange((depth - 1)...) }
        if let above = path.last {
            if parent != above {
                reader.report(
                    .error,
                    .hierarchy,
                    "HL02 does not name the level that this one stands under; it is read by its position.",
                    2
                )
            }
        } else if parent != nil {
            reader.report(.warning, .hierarchy, "The topmost HL has no parent, but HL02 names one.", 2)
        }
        if let lastSaidChildren, lastSaidChildren != (depth > lastDepth) {
            reader.report(
                .information,
                .hierarchy,
                "HL04 of the HL before this one does not say whether levels follow below it."
            )
        }
        lastSaidChildren = reader.isEmpty(4) ? nil : reader.code(4, 0) == UInt64(UInt8(ascii: "1"))
        lastDepth = depth
        last = max(last, number)
        while path.count < depth { path.append(number) }
    }
}
