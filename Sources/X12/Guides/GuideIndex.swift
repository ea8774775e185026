/// The tables by which a segment is matched: its id becomes a small number, and for each loop and number there is a list
/// of rules to try.
///
/// A class, and each table a constant of its own, so that no segment moves or counts a table.
final class GuideIndex: Sendable {
    /// The ids and their numbers.
    private let kinds: SegmentKinds
    /// For loop × kind where its rules start in ``candidates``; they end where those of the next start.
    private let starts: [UInt32]
    /// Rules: the loop's own, then those that open loops in it.
    let candidates: [Candidate]
    /// What matching asks of each loop.
    let loops: [Loop]
    /// Numbers of rules and of loops that must be there.
    let required: [Int32]
    /// For each kind the loops that it opens and that may stand anywhere, and the levels that an HL opens.
    private let anywhere: [[Int]]
    /// For loop × loop whether the first is an ancestor of the second.
    private let ancestors: [Bool]
    /// For loop × loop the place of the second among the segments and loops of the first; 0 when it is not in it.
    private let orders: [UInt16]
    private let loopCount: Int

    /// A rule as one that a segment of its id may be in some loop.
    struct Candidate: Sendable {
        /// The one value that the whole first element may have; 0 when it may have any, or one of ``firstValues``.
        let firstValue: UInt64
        /// The values that the whole first element may have, in ``Guide/values``; empty for any, or one.
        let firstValues: Range<Int32>
        /// Its conditions on other elements than the first, and on components.
        let others: Range<Int32>
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
        /// Its required rules and required loops in ``GuideIndex/required``.
        let requiredRules: Range<Int32>
        let requiredLoops: Range<Int32>
    }

    /// The tables of a guide.
    init(_ guide: Guide) {
        let kinds = SegmentKinds(guide.rules.map(\.id))
        var starts: [UInt32] = []
        var candidates: [Candidate] = []
        var loops: [Loop] = []
        var required: [Int32] = []
        var anywhere: [[Int]] = Array(repeating: [], count: kinds.count)
        for (number, loop) in guide.loops.enumerated() {
            let own = loop.rules.dropFirst(number == 0 ? 0 : 1)
            let openers = loop.children.map { guide.loops[$0.loop].rules.lowerBound }
            for kind in 0..<kinds.count {
                starts.append(UInt32(candidates.count))
                candidates += (Array(own) + openers).filter { kinds.number(of: guide.rules[$0].id) == kind }
                    .map { Self.candidate($0, in: number, of: guide) }
            }
            loops.append(Self.loop(loop, &required))
            if loop.isAnywhere || loop.isLevel, let opener = loop.rules.first,
                let kind = kinds.number(of: guide.rules[opener].id)
            {
                anywhere[kind].append(number)
            }
        }
        starts.append(UInt32(candidates.count))
        let count = guide.loops.count
        var ancestors = Array(repeating: false, count: count * count)
        var orders = Array(repeating: UInt16(0), count: count * count)
        for loop in guide.loops.indices {
            Self.markDescendants(of: loop, under: loop, in: guide, &ancestors)
            for child in guide.loops[loop].children { orders[loop * count + child.loop] = UInt16(child.order) }
        }
        self.kinds = kinds
        self.starts = starts
        self.candidates = candidates
        self.loops = loops
        self.required = required
        self.anywhere = anywhere
        self.ancestors = ancestors
        self.orders = orders
        loopCount = count
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
        let isOne = firstValues.count == 1
        return Candidate(
            firstValue: isOne ? guide.values[firstValues.lowerBound] : 0,
            firstValues: isOne ? 0..<0 : Int32(firstValues.lowerBound)..<Int32(firstValues.upperBound),
            others: Int32(others.lowerBound)..<Int32(others.upperBound),
            rule: Int32(number),
            most: Int32(clamping: rule.most),
            opens: Int16(rule.opens ?? -1),
            order: UInt16(order)
        )
    }

    private static func loop(_ loop: Guide.Loop, _ required: inout [Int32]) -> Loop {
        func range(_ numbers: [Int]) -> Range<Int32> {
            let start = Int32(required.count)
            required += numbers.map(Int32.init)
            return start..<Int32(required.count)
        }
        return Loop(
            code: loop.code,
            tag: loop.tag,
            isMajor: loop.isMajor,
            isLevel: loop.isLevel,
            most: Int32(clamping: loop.most),
            opener: Int32(loop.rules.lowerBound),
            requiredRules: range(loop.requiredRules),
            requiredLoops: range(loop.requiredLoops)
        )
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
        let place = loop &* kinds.count &+ kind
        return Int(starts[place])..<Int(starts[place &+ 1])
    }

    /// The loops that a segment of that kind opens wherever it stands.
    func anywhere(kind: Int) -> [Int] { anywhere[kind] }

    /// The place of a loop among the segments and loops of another; 0 when it does not stand right in it.
    @inline(__always)
    func order(of child: Int, in parent: Int) -> UInt16 { orders[parent &* loopCount &+ child] }

    /// Whether one loop stands, at whatever depth, above another.
    func isAncestor(_ loop: Int, of other: Int) -> Bool { ancestors[loop * loopCount + other] }
}
