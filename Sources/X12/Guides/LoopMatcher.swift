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

        /// The loop's id in the guide.
        var loopID: String {
            var id = ""
            for shift in stride(from: 56, through: 0, by: -8) where code >> UInt64(shift) > 0 {
                id.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: code >> UInt64(shift))))
            }
            return id
        }
    }

    private let shared: SharedGuide
    /// Whether what is missing or too many is reported: only for the versions that the guide was made for.
    let isStrict: Bool
    private var stack: [Int] = [0]
    /// How often each rule was met in the open instance of its loop, and which instance that was.
    private var counts: [Tally]
    /// How often each loop was opened in the open instance of its parent, and which instance that was.
    private var openings: [Tally]
    /// The open instance of each loop; every opening is a new one, so that no tally need be set to zero.
    private var instances: [Int]
    private var lastInstance = 0
    /// Whether an NM1, N1 or HL that the guide does not have stands on top; what describes it is kept apart.
    private var isInUnknown = false
    private var hierarchy = HierarchyCheck()

    init(guide shared: SharedGuide, isStrict: Bool) {
        self.shared = shared
        self.isStrict = isStrict
        counts = Array(repeating: Tally(), count: shared.guide.rules.count)
        openings = Array(repeating: Tally(), count: shared.guide.loops.count)
        instances = Array(repeating: 0, count: shared.guide.loops.count)
    }

    /// A number that holds for one instance of a loop.
    private struct Tally {
        var instance = 0
        var count = 0

        /// Counts one more; gives how many there are.
        @inline(__always)
        mutating func add(in instance: Int) -> Int {
            count = self.instance == instance ? count &+ 1 : 1
            self.instance = instance
            return count
        }

        func isZero(in instance: Int) -> Bool { self.instance != instance || count == 0 }
    }

    /// Finds what the current segment is and reports what is wrong with its place.
    mutating func match(_ reader: inout SegmentReader) -> Match {
        let match = find(&reader)
        if !match.isExpected {
            reportUnexpected(match, &reader)
        } else if match.opens, shared.index.loops.areLevels[match.loop] {
            var levels = 0
            for loop in stack where shared.index.loops.areLevels[loop] { levels += 1 }
            hierarchy.check(&reader, level: levels)
        }
        return match
    }

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
            tag: tag ?? shared.index.loops.tags[loop],
            loop: loop,
            code: shared.index.loops.codes[loop],
            opens: opens,
            isExpected: isExpected
        )
    }

    private mutating func find(_ reader: inout SegmentReader) -> Match {
        guard let kind = shared.index.kind(of: reader.id) else { return unknown(&reader) }
        if isInUnknown, Self.describes(reader.id) { return match(in: stack[stack.count - 1], tag: .other) }
        let found = search(kind, reader)
        return found.depth < 0 ? elsewhere(kind, &reader) : take(found.place, at: found.depth, &reader)
    }

    /// The candidate that the current segment is, and the depth of the loop it was tried in; depth -1 when it is none.
    private func search(_ kind: Int, _ reader: borrowing SegmentReader) -> (place: Int, depth: Int) {
        let first = reader.code(1, 0)
        var depth = stack.count &- 1
        var floor = 0
        while depth >= 0 {
            let loop = stack[depth]
            let range = shared.index.range(loop: loop, kind: kind)
            var place = range.lowerBound
            while place < range.upperBound {
                if floor == 0 || shared.index.candidates[place].order >= floor, isOne(place, first, reader) {
                    return (place, depth)
                }
                place &+= 1
            }
            if depth > 0 {
                floor = shared.index.loops.areMajor[loop] ? shared.index.order(of: loop, in: stack[depth &- 1]) : 0
            }
            depth &-= 1
        }
        return (0, -1)
    }

    /// Whether a candidate's conditions hold for the current segment, whose first element is `first`.
    @inline(__always)
    private func isOne(_ place: Int, _ first: UInt64, _ reader: borrowing SegmentReader) -> Bool {
        let values = shared.index.candidates[place].firstValues
        if !values.isEmpty {
            var value = values.lowerBound
            while shared.guide.values[value] != first {
                value &+= 1
                if value == values.upperBound { return false }
            }
        }
        let others = shared.index.candidates[place].others
        return others.isEmpty || holds(others, first, reader)
    }

    /// Whether conditions hold for the current segment, whose first element is `first`.
    private func holds(_ conditions: Range<Int>, _ first: UInt64, _ reader: borrowing SegmentReader) -> Bool {
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
    private mutating func take(_ place: Int, at depth: Int, _ reader: inout SegmentReader) -> Match {
        close(downTo: depth, &reader)
        let opened = shared.index.candidates[place].opens
        if opened >= 0 { return open(opened, &reader) }
        let loop = stack[depth]
        let count = counts[shared.index.candidates[place].rule].add(in: instances[loop])
        if count > shared.index.candidates[place].most, isStrict {
            reader.report(.warning, .tooMany, "This segment comes more often than the guide allows.")
        }
        return match(in: loop)
    }

    private mutating func open(_ loop: Int, _ reader: inout SegmentReader) -> Match {
        let count = openings[loop].add(in: instances[stack[stack.count - 1]])
        if count > shared.index.loops.most[loop], isStrict {
            reader.report(
                .warning,
                .tooMany,
                "Loop \(shared.guide.loops[loop].id) comes more often than the guide allows."
            )
        }
        stack.append(loop)
        lastInstance &+= 1
        instances[loop] = lastInstance
        _ = counts[shared.index.loops.openers[loop]].add(in: lastInstance)
        return match(in: loop, opens: true)
    }

    /// Closes the loops below a depth and reports what they lack.
    private mutating func close(downTo depth: Int, _ reader: inout SegmentReader) {
        isInUnknown = false
        while stack.count - 1 > depth {
            let loop = stack[stack.count - 1]
            stack.removeLast()
            if isStrict { reportMissing(in: loop, &reader) }
        }
    }

    private func reportMissing(in loop: Int, _ reader: inout SegmentReader) {
        let instance = instances[loop]
        for place in shared.index.loops.requiredRules[loop] {
            let number = shared.index.loops.required[place]
            guard counts[number].isZero(in: instance) else { continue }
            reportMissing(shared.guide.rules[number].id.text, of: loop, &reader)
        }
        for place in shared.index.loops.requiredLoops[loop] {
            let child = shared.index.loops.required[place]
            guard openings[child].isZero(in: instance) else { continue }
            reportMissing("loop \(shared.guide.loops[child].id)", of: loop, &reader)
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
    private mutating func elsewhere(_ kind: Int, _ reader: inout SegmentReader) -> Match {
        for loop in shared.index.anywhere(kind: kind)
        where holds(shared.guide.rules[shared.index.loops.openers[loop]].conditions, reader.code(1, 0), reader) {
            var depth = stack.count - 1
            while depth > 0, !shared.index.isAncestor(stack[depth], of: loop) { depth -= 1 }
            close(downTo: depth, &reader)
            if shared.index.loops.areLevels[loop] {
                reader.report(.error, .hierarchy, "The level that this one must stand under is missing.", 3)
            }
            return open(loop, &reader)
        }
        if reader.id == .hl || reader.id == .nm1 || reader.id == .n1 { return unknown(&reader) }
        // The same id with another qualifier: it belongs to the loop that has such segments.
        var depth = stack.count - 1
        while depth >= 0 {
            let loop = stack[depth]
            for place in shared.index.range(loop: loop, kind: kind) where shared.index.candidates[place].opens < 0 {
                close(downTo: depth, &reader)
                return match(in: loop, isExpected: false)
            }
            if shared.index.loops.areMajor[loop] { break }
            depth -= 1
        }
        return unknown(&reader)
    }

    /// A segment that the guide does not have at all, or a party or level that it does not know.
    private mutating func unknown(_ reader: inout SegmentReader) -> Match {
        if reader.id == .hl {
            // Nothing that follows may be given to the level before.
            close(downTo: 0, &reader)
            isInUnknown = true
            return match(in: 0, tag: .other, isExpected: false)
        }
        let loop = stack[stack.count - 1]
        if reader.id == .nm1 || reader.id == .n1 {
            isInUnknown = true
            return match(in: loop, tag: .other, isExpected: false)
        }
        return match(in: loop, tag: isInUnknown ? .other : nil, isExpected: false)
    }
}
