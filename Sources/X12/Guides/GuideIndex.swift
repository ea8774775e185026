/// The tables by which a segment is matched: its id becomes a small number, and for each loop and number there is a list
/// of rules to try.
struct GuideIndex: Sendable {
    /// Slots of a hash table with open addressing: the id and its number.
    private var slots: [(id: UInt32, kind: Int16)] = Array(repeating: (0, -1), count: 512)
    private var kinds = 0
    /// For loop × kind the rules to try, as ranges of ``candidates``.
    private var ranges: [Range<Int32>] = []
    /// Rules: the loop's own, then those that open loops in it.
    private(set) var candidates: [Candidate] = []
    /// What matching asks of each loop, each thing in an array of its own, as no segment should move a whole loop about.
    private(set) var loops = Loops()
    /// For each kind the loops that it opens and that may stand anywhere, and the levels that an HL opens.
    private var anywhere: [[Int]] = []
    /// For loop × loop whether the first is an ancestor of the second.
    private var ancestors: [Bool] = []
    /// For loop × loop the place of the second among the segments and loops of the first; 0 when it is not in it.
    private var orders: [Int] = []
    private var loopCount = 0

    /// A rule as one that a segment of its id may be in some loop.
    struct Candidate: Sendable {
        let rule: Int
        /// The loop that it opens, -1 for none.
        let opens: Int
        /// Its place, or that of the loop it opens, among the segments and loops of the loop it is tried in.
        let order: Int
        let most: Int
        /// Its conditions on other elements than the first, and on components.
        let others: Range<Int>
        /// The values that the whole first element may have, in ``Guide/values``; empty for any.
        let firstValues: Range<Int>
    }

    /// The loops by their numbers.
    struct Loops: Sendable {
        fileprivate(set) var tags: [LoopTag] = []
        fileprivate(set) var codes: [UInt64] = []
        fileprivate(set) var areMajor: [Bool] = []
        fileprivate(set) var areLevels: [Bool] = []
        fileprivate(set) var most: [Int] = []
        /// The rules that open them.
        fileprivate(set) var openers: [Int] = []
        /// Their required rules and required loops in ``required``.
        fileprivate(set) var requiredRules: [Range<Int>] = []
        fileprivate(set) var requiredLoops: [Range<Int>] = []
        fileprivate(set) var required: [Int] = []

        fileprivate mutating func append(_ loop: Guide.Loop) {
            tags.append(loop.tag)
            codes.append(loop.code)
            areMajor.append(loop.isMajor)
            areLevels.append(loop.isLevel)
            most.append(loop.most)
            openers.append(loop.rules.lowerBound)
            requiredRules.append(required.count..<(required.count + loop.requiredRules.count))
            required += loop.requiredRules
            requiredLoops.append(required.count..<(required.count + loop.requiredLoops.count))
            required += loop.requiredLoops
        }
    }

    init() {}

    /// The tables of a guide.
    init(_ guide: Guide) {
        for rule in guide.rules { number(rule.id) }
        loopCount = guide.loops.count
        ranges = Array(repeating: 0..<0, count: loopCount * kinds)
        anywhere = Array(repeating: [], count: kinds)
        for (loopNumber, loop) in guide.loops.enumerated() {
            let own = loop.rules.dropFirst(loopNumber == 0 ? 0 : 1)
            let openers = loop.children.map { guide.loops[$0.loop].rules.lowerBound }
            for wanted in 0..<kinds {
                let matching = (Array(own) + openers).filter { kind(of: guide.rules[$0].id) == wanted }
                ranges[loopNumber * kinds + wanted] =
                    Int32(candidates.count)..<Int32(candidates.count + matching.count)
                candidates += matching.map { Self.candidate($0, in: loopNumber, of: guide) }
            }
            loops.append(loop)
            if loop.isAnywhere || loop.isLevel, let opener = loop.rules.first,
                let kind = kind(of: guide.rules[opener].id)
            {
                anywhere[kind].append(loopNumber)
            }
        }
        ancestors = Array(repeating: false, count: loopCount * loopCount)
        orders = Array(repeating: 0, count: loopCount * loopCount)
        for loop in guide.loops.indices {
            markDescendants(of: loop, under: loop, in: guide)
            for child in guide.loops[loop].children { orders[loop * loopCount + child.loop] = child.order }
        }
    }

    private static func candidate(_ number: Int, in loop: Int, of guide: Guide) -> Candidate {
        let rule = guide.rules[number]
        var order = rule.order
        if let opened = rule.opens, opened != loop {
            order = guide.loops[loop].children.first { $0.loop == opened }?.order ?? 0
        }
        var others = rule.conditions
        var firstValues = 0..<0
        if let first = others.first, guide.conditions[first].element == 1, guide.conditions[first].component == 0 {
            firstValues = guide.conditions[first].values
            others = (first + 1)..<others.upperBound
        }
        return Candidate(
            rule: number,
            opens: rule.opens ?? -1,
            order: order,
            most: rule.most,
            others: others,
            firstValues: firstValues
        )
    }

    private mutating func markDescendants(of ancestor: Int, under loop: Int, in guide: Guide) {
        for child in guide.loops[loop].children where !ancestors[ancestor * loopCount + child.loop] {
            ancestors[ancestor * loopCount + child.loop] = true
            markDescendants(of: ancestor, under: child.loop, in: guide)
        }
    }

    private static func slot(_ id: SegmentID) -> Int { Int((id.packed &* 0x9E37_79B1) &>> 23) }

    private mutating func number(_ id: SegmentID) {
        guard kind(of: id) == nil, kinds < 400 else { return }
        var slot = Self.slot(id)
        while slots[slot].kind >= 0 { slot = (slot + 1) & 511 }
        slots[slot] = (id.packed, Int16(kinds))
        kinds += 1
    }

    /// The number of an id; nil when the guide does not have it.
    @inline(__always)
    func kind(of id: SegmentID) -> Int? {
        var slot = Self.slot(id)
        while slots[slot].kind >= 0 {
            if slots[slot].id == id.packed { return Int(slots[slot].kind) }
            slot = (slot &+ 1) & 511
        }
        return nil
    }

    /// Where in ``candidates`` the rules stand that a segment of that kind may be in that loop.
    @inline(__always)
    func range(loop: Int, kind: Int) -> Range<Int> {
        let range = ranges[loop &* kinds &+ kind]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    /// The loops that a segment of that kind opens wherever it stands.
    func anywhere(kind: Int) -> [Int] { anywhere[kind] }

    /// The place of a loop among the segments and loops of another; 0 when it does not stand right in it.
    @inline(__always)
    func order(of child: Int, in parent: Int) -> Int { orders[parent &* loopCount &+ child] }

    /// Whether one loop stands, at whatever depth, above another.
    func isAncestor(_ loop: Int, of other: Int) -> Bool { ancestors[loop * loopCount + other] }
}
