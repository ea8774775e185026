/// The tables by which a segment is matched: its id becomes a small number, and for each loop and number there is a list
/// of rules to try.
///
/// A class, and each table a constant of its own, so that no segment moves or counts a table.
final class GuideIndex: Sendable {
    /// The ids and their numbers.
    private let kinds: SegmentKinds
    /// For loop × kind where its rules stand in ``candidates``.
    private let ranges: [Range<UInt32>]
    /// Rules: the loop's own, then those that open loops in it.
    let candidates: [Candidate]
    /// What matching asks of each loop.
    let loops: [Loop]
    /// What must be there in a loop: numbers of rules, and of loops with all bits turned.
    let required: [Int32]
    /// For each kind the loops that it opens and that may stand anywhere, and the levels that an HL opens.
    private let anywhere: [[Int]]
    /// For loop × loop whether the first is an ancestor of the second.
    private let ancestors: [Bool]
    /// For loop × loop the place of the second among the segments and loops of the first; 0 when it is not in it.
    private let orders: [UInt16]
    private let loopCount: Int

    /// How deep loops may nest, the set itself included.
    static let deepest = 16

    /// A rule as one that a segment of its id may be in some loop.
    struct Candidate: Sendable {
        /// The one value that the whole first element may have; 0 when it may have any, or one of ``firstValues``.
        let firstValue: UInt64
        /// The values that the whole first element may have, in ``Guide/values``; empty for any, or one.
        let firstValues: Range<Int32>
        /// Its conditions on other elements than the first, and on components.
        let others: Range<Int32>
        /// What stands for it, or for the loop that it opens, among what an instance of the loop has had; 0 when nothing
        /// does: it need not be there and may come more than once, or sixty-four others do.
        let bit: UInt64
        let rule: Int32
        let most: Int32
        /// The loop that it opens, -1 for none.
        let opens: Int16
        /// Its place, or that of the loop it opens, among the segments and loops of the loop it is tried in.
        let order: UInt16
    }

    /// What matching asks of a loop.
    struct Loop: Sendable {
        let code: UInt64
        let tag: LoopTag
        let isMajor: Bool
        let isLevel: Bool
        let most: Int32
        /// The rule that opens it.
        let opener: Int32
        /// What must be there, besides the opener, in ``GuideIndex/required``.
        let required: Range<Int32>
        /// Their bits, the first in the lowest place.
        let requiredBits: UInt64
    }

    /// The tables of a guide.
    init(_ guide: Guide) {
        let kinds = SegmentKinds(guide.rules.map(\.id))
        var ranges: [Range<UInt32>] = []
        var candidates: [Candidate] = []
        var loops: [Loop] = []
        var required: [Int32] = []
        var anywhere: [[Int]] = Array(repeating: [], count: kinds.count)
        let count = guide.loops.count
        for (number, loop) in guide.loops.enumerated() {
            let things = Self.required(in: loop, number)
            let bits = Self.bits(of: loop, things, in: guide)
            let own = loop.rules.dropFirst(number == 0 ? 0 : 1)
            let openers = loop.children.map { guide.loops[$0.loop].rules.lowerBound }
            for kind in 0..<kinds.count {
                let start = UInt32(candidates.count)
                candidates += (Array(own) + openers).filter { kinds.number(of: guide.rules[$0].id) == kind }
                    .map { Self.candidate($0, in: number, of: guide, bits) }
                ranges.append(start..<UInt32(candidates.count))
            }
            loops.append(Self.loop(loop, things, &required))
            if loop.isAnywhere || loop.isLevel, let opener = loop.rules.first,
                let kind = kinds.number(of: guide.rules[opener].id)
            {
                anywhere[kind].append(number)
            }
        }
        var ancestors = Array(repeating: false, count: count * count)
        var orders = Array(repeating: UInt16(0), count: count * count)
        for loop in guide.loops.indices {
            Self.markDescendants(of: loop, under: loop, in: guide, &ancestors)
            for child in guide.loops[loop].children { orders[loop * count + child.loop] = UInt16(child.order) }
        }
        precondition(Self.depth(of: 0, in: guide) <= Self.deepest, "The loops of a guide nest too deep.")
        self.kinds = kinds
        self.ranges = ranges
        self.candidates = candidates
        self.loops = loops
        self.required = required
        self.anywhere = anywhere
        self.ancestors = ancestors
        self.orders = orders
        loopCount = count
    }

    /// What must be there in a loop besides what opens it: numbers of rules, and of loops with all bits turned.
    private static func required(in loop: Guide.Loop, _ number: Int) -> [Int32] {
        let rules = loop.requiredRules.filter { number == 0 || $0 != loop.rules.lowerBound }
        return rules.map { Int32($0) } + loop.requiredLoops.map { ~Int32($0) }
    }

    /// The bits that stand for what an instance of a loop has had: first for all that must be there, then for the
    /// segments that may come only once, as far as they go.
    private static func bits(of loop: Guide.Loop, _ required: [Int32], in guide: Guide) -> [Int32: UInt64] {
        var bits: [Int32: UInt64] = [:]
        precondition(required.count <= 64, "A loop of a guide requires more than sixty-four segments and loops.")
        let single = loop.rules.filter { guide.rules[$0].most == 1 }.map { Int32($0) }
        for thing in required + single where bits[thing] == nil && bits.count < 64 {
            bits[thing] = 1 << UInt64(bits.count)
        }
        return bits
    }

    private static func candidate(
        _ number: Int,
        in loop: Int,
        of guide: Guide,
        _ bits: [Int32: UInt64]
    ) -> Candidate {
        let rule = guide.rules[number]
        var order = rule.order
        var thing = Int32(number)
        if let opened = rule.opens, opened != loop {
            thing = ~Int32(opened)
            order = guide.loops[loop].children.first { $0.loop == opened }?.order ?? 0
        }
        var others = rule.conditions
        var firstValues = 0..<0
        if let first = others.first, guide.conditions[first].element == 1, guide.conditions[first].component == 0 {
            firstValues = guide.conditions[first].values
            others = (first + 1)..<others.upperBound
        }
        let isOne = firstValues.count == 1
        return Candidate(
            firstValue: isOne ? guide.values[firstValues.lowerBound] : 0,
            firstValues: isOne ? 0..<0 : Int32(firstValues.lowerBound)..<Int32(firstValues.upperBound),
            others: Int32(others.lowerBound)..<Int32(others.upperBound),
            bit: bits[thing] ?? 0,
            rule: Int32(number),
            most: Int32(clamping: rule.most),
            opens: Int16(rule.opens ?? -1),
            order: UInt16(order)
        )
    }

    private static func loop(_ loop: Guide.Loop, _ things: [Int32], _ required: inout [Int32]) -> Loop {
        let start = Int32(required.count)
        required += things
        return Loop(
            code: loop.code,
            tag: loop.tag,
            isMajor: loop.isMajor,
            isLevel: loop.isLevel,
            most: Int32(clamping: loop.most),
            opener: Int32(loop.rules.lowerBound),
            required: start..<Int32(required.count),
            requiredBits: things.count == 64 ? .max : (1 << UInt64(things.count)) - 1
        )
    }

    /// How deep the loops from one on nest.
    private static func depth(of loop: Int, in guide: Guide) -> Int {
        1 + (guide.loops[loop].children.map { depth(of: $0.loop, in: guide) }.max() ?? 0)
    }

    private static func markDescendants(of ancestor: Int, under loop: Int, in guide: Guide, _ marks: inout [Bool]) {
        for child in guide.loops[loop].children {
            let place = ancestor * guide.loops.count + child.loop
            guard !marks[place] else { continue }
            marks[place] = true
            markDescendants(of: ancestor, under: child.loop, in: guide, &marks)
        }
    }

    /// The number of an id; nil when the guide does not have it.
    @inline(__always)
    func kind(of id: SegmentID) -> Int? { kinds.number(of: id) }

    /// Where in ``candidates`` the rules stand that a segment of that kind may be in that loop.
    @inline(__always)
    func range(loop: Int, kind: Int) -> Range<Int> {
        let range = ranges[loop &* kinds.count &+ kind]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    /// The loops that a segment of that kind opens wherever it stands.
    func anywhere(kind: Int) -> [Int] { anywhere[kind] }

    /// The place of a loop among the segments and loops of another; 0 when it does not stand right in it.
    @inline(__always)
    func order(of child: Int, in parent: Int) -> UInt16 { orders[parent &* loopCount &+ child] }

    /// The bit that stands for one loop in instances of another; 0 when it need not be there.
    func bit(of child: Int, in parent: Int) -> UInt64 {
        let things = loops[parent].required
        guard let place = things.first(where: { required[Int($0)] == ~Int32(child) }) else { return 0 }
        return 1 << UInt64(place - things.lowerBound)
    }

    /// Whether one loop stands, at whatever depth, above another.
    func isAncestor(_ loop: Int, of other: Int) -> Bool { ancestors[loop * loopCount + other] }
}
