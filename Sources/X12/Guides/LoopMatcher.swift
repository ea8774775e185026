/// Which loop and segment of the guide each segment of a set is, by position and qualifier.
///
/// A segment is looked for in the innermost open loop, then among the loops that may open in it, then in the loop above,
/// and so on. Loops it left are closed. Order inside a loop is not demanded, but past a loop that an HL opens, a claim or
/// a line, nothing can come any more that the guide has before it: a stray NM1*85 in a claim is not a new billing
/// provider. What the guide does not have at its place stays in the open loop, marked as unexpected.
struct LoopMatcher {
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

    let guide: Guide
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

    init(guide: Guide, isStrict: Bool) {
        self.guide = guide
        self.isStrict = isStrict
        counts = Array(repeating: Tally(), count: guide.rules.count)
        openings = Array(repeating: Tally(), count: guide.loops.count)
        instances = Array(repeating: 0, count: guide.loops.count)
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
            reader.report(
                isStrict ? .warning : .information,
                .unexpectedSegment,
                "The guide \(guide.name) does not have this segment here; it is kept in loop \(loopName(match.loop))."
            )
        } else if match.opens, guide.loops[match.loop].isLevel {
            hierarchy.check(&reader, level: stack.count { guide.loops[$0].isLevel })
        }
        return match
    }

    private func loopName(_ loop: Int) -> String { loop == 0 ? "of the transaction set" : guide.loops[loop].id }

    private mutating func find(_ reader: inout SegmentReader) -> Match {
        guard let kind = guide.index.kind(of: reader.id) else { return unknown(&reader) }
        if isInUnknown, Self.describes(reader.id) {
            return Match(
                tag: .other,
                loop: stack[stack.count - 1],
                code: guide.loops[stack[stack.count - 1]].code,
                opens: false,
                isExpected: true
            )
        }
        let first = reader.code(1, 0)
        var depth = stack.count - 1
        var floor = 0
        while depth >= 0 {
            let loop = stack[depth]
            for place in guide.index.range(loop: loop, kind: kind) {
                let number = guide.index.candidates[place]
                if floor > 0, order(of: number, in: loop) < floor { continue }
                guard holds(number, first, reader) else { continue }
                return take(number, at: depth, &reader)
            }
            if depth > 0 { floor = guide.loops[loop].isMajor ? guide.index.order(of: loop, in: stack[depth - 1]) : 0 }
            depth -= 1
        }
        return elsewhere(kind, &reader)
    }

    /// Whether the conditions of a rule hold for the current segment, whose first element is `first`.
    @inline(__always)
    private func holds(_ number: Int, _ first: UInt64, _ reader: SegmentReader) -> Bool {
        for place in guide.rules[number].conditions {
            let element = guide.conditions[place].element
            let component = guide.conditions[place].component
            let code = element == 1 && component == 0 ? first : reader.code(element, component)
            var isOne = false
            for value in guide.conditions[place].values where guide.values[value] == code { isOne = true }
            if !isOne { return false }
        }
        return true
    }

    /// The place of a rule among the segments and loops of an open loop.
    private func order(of number: Int, in loop: Int) -> Int {
        guard let opened = guide.rules[number].opens, opened != loop else { return guide.rules[number].order }
        return guide.index.order(of: opened, in: loop)
    }

    /// Takes the segment as that rule of the loop at that depth.
    private mutating func take(_ number: Int, at depth: Int, _ reader: inout SegmentReader) -> Match {
        close(downTo: depth, &reader)
        guard let opened = guide.rules[number].opens else {
            let loop = stack[depth]
            if counts[number].add(in: instances[loop]) > guide.rules[number].most, isStrict {
                reader.report(.warning, .tooMany, "This segment comes more often than the guide allows.")
            }
            return Match(
                tag: guide.loops[loop].tag,
                loop: loop,
                code: guide.loops[loop].code,
                opens: false,
                isExpected: true
            )
        }
        return open(opened, &reader)
    }

    private mutating func open(_ loop: Int, _ reader: inout SegmentReader) -> Match {
        if openings[loop].add(in: instances[stack[stack.count - 1]]) > guide.loops[loop].most, isStrict {
            reader.report(
                .warning,
                .tooMany,
                "Loop \(guide.loops[loop].id) comes more often than the guide allows."
            )
        }
        stack.append(loop)
        lastInstance &+= 1
        instances[loop] = lastInstance
        _ = counts[guide.loops[loop].rules.lowerBound].add(in: lastInstance)
        return Match(
            tag: guide.loops[loop].tag,
            loop: loop,
            code: guide.loops[loop].code,
            opens: true,
            isExpected: true
        )
    }

    /// Closes the loops below a depth and reports what they lack.
    private mutating func close(downTo depth: Int, _ reader: inout SegmentReader) {
        isInUnknown = false
        while stack.count - 1 > depth {
            let loop = stack.removeLast()
            if isStrict { reportMissing(in: loop, &reader) }
        }
    }

    private func reportMissing(in loop: Int, _ reader: inout SegmentReader) {
        for number in guide.loops[loop].requiredRules where counts[number].isZero(in: instances[loop]) {
            reader.report(
                .warning,
                .missingSegment,
                "Loop \(guide.loops[loop].id) that ended before this segment lacks its \(guide.rules[number].id.text)."
            )
        }
        for child in guide.loops[loop].requiredLoops where openings[child].isZero(in: instances[loop]) {
            reader.report(
                .warning,
                .missingSegment,
                "Loop \(guide.loops[loop].id) that ended before this segment lacks its loop \(guide.loops[child].id)."
            )
        }
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
        for loop in guide.index.anywhere(kind: kind)
        where holds(guide.loops[loop].rules.lowerBound, reader.code(1, 0), reader) {
            let depth = stack.lastIndex { guide.index.isAncestor($0, of: loop) } ?? 0
            close(downTo: depth, &reader)
            if guide.loops[loop].isLevel {
                reader.report(.error, .hierarchy, "The level that this one must stand under is missing.", 3)
            }
            return open(loop, &reader)
        }
        if reader.id == .hl || reader.id == .nm1 || reader.id == .n1 { return unknown(&reader) }
        // The same id with another qualifier: it belongs to the loop that has such segments.
        var depth = stack.count - 1
        while depth >= 0 {
            let loop = stack[depth]
            for place in guide.index.range(loop: loop, kind: kind)
            where guide.rules[guide.index.candidates[place]].opens == nil {
                close(downTo: depth, &reader)
                return Match(
                    tag: guide.loops[loop].tag,
                    loop: loop,
                    code: guide.loops[loop].code,
                    opens: false,
                    isExpected: false
                )
            }
            if guide.loops[loop].isMajor { break }
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
            return Match(tag: .other, loop: 0, code: guide.loops[0].code, opens: false, isExpected: false)
        }
        let loop = stack[stack.count - 1]
        if reader.id == .nm1 || reader.id == .n1 {
            isInUnknown = true
            return Match(tag: .other, loop: loop, code: guide.loops[loop].code, opens: false, isExpected: false)
        }
        return Match(
            tag: isInUnknown ? .other : guide.loops[loop].tag,
            loop: loop,
            code: guide.loops[loop].code,
            opens: false,
            isExpected: false
        )
    }
}
