/// Which loop and segment of the guide each segment of a set is, by position and qualifier.
///
/// A segment is looked for in the innermost open loop, then among the loops that may open in it, then in the loop above,
/// and so on. Loops it left are closed. Order inside a loop is not demanded, but past a loop that an HL opens, a claim or
/// a line, nothing can come any more that the guide has before it: a stray NM1*85 in a claim is not a new billing
/// provider. What the guide does not have at its place stays in the open loop, marked as unexpected.
struct LoopMatcher: ~Copyable {
    /// What a segment is.
    struct Match {
        /// Its loop.
        var tag: LoopTag
        /// The loop's number in the guide.
        var loop: Int
        /// The loop's id in the guide, packed.
        var code: UInt64
        /// Whether it opened the loop.
        var opens: Bool
        /// Whether the guide has it there.
        var isExpected: Bool
    }

    /// The letters of a loop's id in the guide.
    static func loopID(_ code: UInt64) -> String {
        var id = ""
        for shift in stride(from: 56, through: 0, by: -8) where code >> UInt64(shift) > 0 {
            id.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: code >> UInt64(shift))))
        }
        return id
    }

    private let shared: SharedGuide
    private let index: GuideIndex
    /// Whether what is missing or too many is reported: only for the versions that the guide was made for.
    let isStrict: Bool
    /// The open loops, no more than ``GuideIndex/deepest``, the set itself being the first; and the place of the innermost.
    private var stack = InlineArray<16, Int>(repeating: 0)
    private var top = 0
    /// How often each rule was met in the open instance of its loop, for those that have no bit in it.
    private var counts: [Tally]
    /// What is to be known of each loop.
    private var states: [State]
    private var lastInstance: UInt32 = 0
    /// Whether an NM1, N1 or HL that the guide does not have stands on top; what describes it is kept apart.
    private var isInUnknown = false
    private var hierarchy = HierarchyCheck()

    init(guide shared: SharedGuide, isStrict: Bool) {
        self.shared = shared
        index = shared.index
        self.isStrict = isStrict
        counts = Array(repeating: Tally(), count: shared.guide.rules.count)
        states = Array(repeating: State(), count: shared.guide.loops.count)
    }

    /// What is to be known of a loop.
    private struct State {
        /// Its open instance; every opening is a new one, so that no tally need be set to zero.
        var instance: UInt32 = 0
        /// What the open instance has had, by the bits of ``GuideIndex/Candidate/bit``.
        var met: UInt64 = 0
        /// How often it was opened in the open instance of its parent.
        var openings = Tally()
    }

    /// A number that holds for one instance of a loop.
    private struct Tally {
        var instance: UInt32 = 0
        var count: Int32 = 0

        /// Counts one more; gives how many there are.
        @inline(__always)
        mutating func add(in instance: UInt32) -> Int32 {
            count = self.instance == instance ? count &+ 1 : 1
            self.instance = instance
            return count
        }
    }

    /// Finds what the current segment is and reports what is wrong with its place.
    @inline(__always)
    mutating func match(_ reader: inout SegmentReader) -> Match {
        let match = find(&reader)
        if !match.isExpected {
            reportUnexpected(match, &reader)
        } else if match.opens, reader.id == .hl {
            checkLevel(&reader)
        }
        return match
    }

    @inline(never)
    private mutating func checkLevel(_ reader: inout SegmentReader) {
        var levels = 0
        for depth in 0...top where index.loops[stack[depth]].isLevel { levels += 1 }
        hierarchy.check(&reader, level: levels)
    }

    @inline(never)
    private func reportUnexpected(_ match: Match, _ reader: inout SegmentReader) {
        let name = match.loop == 0 ? "of the transaction set" : shared.guide.loops[match.loop].id
        reader.report(
            isStrict ? .warning : .information,
            .unexpectedSegment,
            "The guide \(shared.guide.name) does not have this segment here; it is kept in loop \(name)."
        )
    }

    /// A match with a loop as it stands.
    @inline(__always)
    private func match(in loop: Int, tag: LoopTag? = nil, opens: Bool = false, isExpected: Bool = true) -> Match {
        Match(
            tag: tag ?? index.loops[loop].tag,
            loop: loop,
            code: index.loops[loop].code,
            opens: opens,
            isExpected: isExpected
        )
    }

    @inline(__always)
    private mutating func find(_ reader: inout SegmentReader) -> Match {
        guard let kind = index.kind(of: reader.id) else { return unknown(&reader) }
        if isInUnknown, Self.describes(reader.id) { return match(in: stack[top], tag: .other) }
        let found = search(kind, &reader)
        return found.depth < 0 ? elsewhere(kind, &reader) : take(found.place, at: found.depth, &reader)
    }

    /// The candidate that the current segment is, and the depth of the loop it was tried in; depth -1 when it is none.
    @inline(__always)
    private mutating func search(_ kind: Int, _ reader: inout SegmentReader) -> (place: Int, depth: Int) {
        let first = reader.code(1, 0)
        var depth = top
        var floor: UInt16 = 0
        while depth >= 0 {
            let loop = stack[depth]
            let range = index.range(loop: loop, kind: kind)
            var place = range.lowerBound
            while place < range.upperBound {
                let candidate = index.candidates[place]
                if candidate.order >= floor, isOne(candidate, first, &reader) { return (place, depth) }
                place &+= 1
            }
            if depth > 0 {
                floor = index.loops[loop].isMajor ? index.order(of: loop, in: stack[depth &- 1]) : 0
            }
            depth &-= 1
        }
        return (0, -1)
    }

    /// Whether a candidate's conditions hold for the current segment, whose first element is `first`.
    @inline(__always)
    private mutating func isOne(
        _ candidate: GuideIndex.Candidate,
        _ first: UInt64,
        _ reader: inout SegmentReader
    ) -> Bool {
        if candidate.firstValue != 0 {
            if candidate.firstValue != first { return false }
        } else if !candidate.firstValues.isEmpty {
            var value = Int(candidate.firstValues.lowerBound)
            let end = Int(candidate.firstValues.upperBound)
            while shared.guide.values[value] != first {
                value &+= 1
                if value == end { return false }
            }
        }
        if candidate.others.isEmpty { return true }
        return holds(Int(candidate.others.lowerBound)..<Int(candidate.others.upperBound), first, &reader)
    }

    /// Whether conditions hold for the current segment, whose first element is `first`.
    @inline(never)
    private mutating func holds(_ conditions: Range<Int>, _ first: UInt64, _ reader: inout SegmentReader) -> Bool {
        var place = conditions.lowerBound
        while place < conditions.upperBound {
            let element = shared.guide.conditions[place].element
            let component = shared.guide.conditions[place].component
            let code = element == 1 && component == 0 ? first : reader.code(element, component)
            let values = shared.guide.conditions[place].values
            var value = values.lowerBound
            while value < values.upperBound, shared.guide.values[value] != code { value &+= 1 }
            if value == values.upperBound { return false }
            place &+= 1
        }
        return true
    }

    /// Takes the segment as a candidate of the loop at that depth.
    @inline(__always)
    private mutating func take(_ place: Int, at depth: Int, _ reader: inout SegmentReader) -> Match {
        isInUnknown = false
        if top > depth { close(downTo: depth, &reader) }
        let candidate = index.candidates[place]
        if candidate.opens >= 0 { return open(Int(candidate.opens), candidate.bit, &reader) }
        let loop = stack[depth]
        let isTooMany: Bool
        if candidate.most == 1, candidate.bit != 0 {
            isTooMany = states[loop].met & candidate.bit != 0
        } else if candidate.most < .max {
            isTooMany = counts[Int(candidate.rule)].add(in: states[loop].instance) > candidate.most
        } else {
            isTooMany = false
        }
        if candidate.bit != 0 { states[loop].met |= candidate.bit }
        if isTooMany, isStrict {
            reader.report(.warning, .tooMany, "This segment comes more often than the guide allows.")
        }
        return match(in: loop)
    }

    /// Opens a loop in the innermost open one, in which that bit stands for it.
    @inline(never)
    private mutating func open(_ loop: Int, _ bit: UInt64, _ reader: inout SegmentReader) -> Match {
        let parent = stack[top]
        let count = states[loop].openings.add(in: states[parent].instance)
        if count > index.loops[loop].most, isStrict {
            reader.report(
                .warning,
                .tooMany,
                "Loop \(shared.guide.loops[loop].id) comes more often than the guide allows."
            )
        }
        states[parent].met |= bit
        top &+= 1
        stack[top] = loop
        lastInstance &+= 1
        states[loop].instance = lastInstance
        states[loop].met = 0
        return match(in: loop, opens: true)
    }

    /// Closes the loops below a depth and reports what they lack.
    @inline(never)
    private mutating func close(downTo depth: Int, _ reader: inout SegmentReader) {
        isInUnknown = false
        while top > depth {
            let loop = stack[top]
            top &-= 1
            if isStrict, index.loops[loop].requiredBits & ~states[loop].met != 0 { reportMissing(in: loop, &reader) }
        }
    }

    @inline(never)
    private func reportMissing(in loop: Int, _ reader: inout SegmentReader) {
        var bit: UInt64 = 1
        for place in index.loops[loop].required {
            defer { bit <<= 1 }
            guard states[loop].met & bit == 0 else { continue }
            let number = Int(index.required[Int(place)])
            let what = number < 0 ? "loop \(shared.guide.loops[~number].id)" : shared.guide.rules[number].id.text
            reportMissing(what, of: loop, &reader)
        }
    }

    private func reportMissing(_ what: String, of loop: Int, _ reader: inout SegmentReader) {
        reader.report(
            .warning,
            .missingSegment,
            "Loop \(shared.guide.loops[loop].id) that ended before this segment lacks its \(what)."
        )
    }
}

// MARK: - What the guide does not have there

extension LoopMatcher {
    /// The segments that describe the party or level before them.
    private static func describes(_ id: SegmentID) -> Bool {
        switch id {
        case .n3, .n4, .per, .ref, .prv, .dmg, SegmentID("N", "2"): true
        default: false
        }
    }

    /// A segment whose id the guide has, but not where it stands.
    @inline(never)
    private mutating func elsewhere(_ kind: Int, _ reader: inout SegmentReader) -> Match {
        for loop in index.anywhere(kind: kind)
        where holds(shared.guide.rules[Int(index.loops[loop].opener)].conditions, reader.code(1, 0), &reader) {
            var depth = top
            while depth > 0, !index.isAncestor(stack[depth], of: loop) { depth -= 1 }
            close(downTo: depth, &reader)
            if index.loops[loop].isLevel {
                reader.report(.error, .hierarchy, "The level that this one must stand under is missing.", 3)
            }
            return open(loop, index.bit(of: loop, in: stack[top]), &reader)
        }
        if reader.id == .hl || reader.id == .nm1 || reader.id == .n1 { return unknown(&reader) }
        // The same id with another qualifier: it belongs to the loop that has such segments.
        var depth = top
        while depth >= 0 {
            let loop = stack[depth]
            for place in index.range(loop: loop, kind: kind) where index.candidates[place].opens < 0 {
                close(downTo: depth, &reader)
                return match(in: loop, isExpected: false)
            }
            if index.loops[loop].isMajor { break }
            depth -= 1
        }
        return unknown(&reader)
    }

    /// A segment that the guide does not have at all, or a party or level that it does not know.
    @inline(never)
    private mutating func unknown(_ reader: inout SegmentReader) -> Match {
        if reader.id == .hl {
            // Nothing that follows may be given to the level before.
            close(downTo: 0, &reader)
            isInUnknown = true
            return match(in: 0, tag: .other, isExpected: false)
        }
        let loop = stack[top]
        if reader.id == .nm1 || reader.id == .n1 {
            isInUnknown = true
            return match(in: loop, tag: .other, isExpected: false)
        }
        return match(in: loop, tag: isInUnknown ? .other : nil, isExpected: false)
    }
}
