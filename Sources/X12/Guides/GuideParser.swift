extension Guide {
    /// Reads the text of a guide; the form is described in `Guides/README.md`.
    init(parsing text: some StringProtocol) {
        var parser = GuideParser()
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            parser.read(Substring(line), number: number + 1)
        }
        self = parser.finish()
    }

    fileprivate init(name: String) { self.name = name }
}

/// Reads a guide line by line: an indentation of four blanks is one loop deeper.
private struct GuideParser {
    /// A condition with its values.
    private struct Condition {
        let element: Int
        let component: Int
        let values: [UInt64]
    }

    private var name = ""
    private var head: [String: [String]] = [:]
    private var loops = [Guide.Loop(id: "", tag: .root, code: 0, isRequired: true, most: 1, isAnywhere: false)]
    /// The rules of each loop as they come; they are put one loop after the other at the end.
    private var rules: [[(rule: Guide.Rule, conditions: [Condition])]] = [[]]
    private var orders = [0]
    private var open = [0]
    private var references: [(parent: Int, loop: String, order: Int, line: Int)] = []
    private var problems: [String] = []

    mutating func read(_ line: Substring, number: Int) {
        let words = line.split(separator: " ").map(String.init)
        guard let keyword = words.first, !keyword.hasPrefix("#") else { return }
        let depth = line.prefix { $0 == " " }.count / 4
        guard depth < open.count else {
            problems.append("line \(number) is indented too far")
            return
        }
        open.removeSubrange((depth + 1)...)
        switch keyword {
        case "guide": name = words.dropFirst().joined(separator: " ")
        case "transaction", "versions", "older", "unused": head[keyword, default: []] += words.dropFirst()
        case "loop": readLoop(words, number: number)
        case "same":
            guard words.count == 2 else { return problems.append("line \(number): same takes one loop") }
            references.append((open[depth], words[1], nextOrder(), number))
        default: readSegment(words, number: number)
        }
    }

    private mutating func nextOrder() -> Int {
        let loop = open[open.count - 1]
        orders[loop] += 1
        return orders[loop]
    }

    private mutating func readLoop(_ words: [String], number: Int) {
        guard words.count >= 4, let (isRequired, most) = usage(words[2], words[3]) else {
            return problems.append("line \(number): a loop has an id, a usage and a number")
        }
        let order = nextOrder()
        let index = loops.count
        loops.append(
            Guide.Loop(
                id: words[1],
                tag: LoopTag(loop: words[1]),
                code: words[1].utf8.reduce(0) { $0 << 8 | UInt64($1) },
                isRequired: isRequired,
                most: most,
                isAnywhere: words.count > 4 && words[4] == "anywhere"
            )
        )
        rules.append([])
        orders.append(0)
        loops[open[open.count - 1]].children.append((index, order))
        open.append(index)
    }

    private mutating func readSegment(_ words: [String], number: Int) {
        let id = SegmentID(words[0])
        guard id.isWellFormed, words.count >= 3, let (isRequired, most) = usage(words[1], words[2]) else {
            return problems.append("line \(number): a segment has an id, a usage and a number")
        }
        let conditions = words.dropFirst(3).prefix { $0.contains("=") }.compactMap(condition)
        let rule = Guide.Rule(
            id: id,
            isRequired: isRequired,
            most: most,
            conditions: 0..<0,
            opens: nil,
            order: nextOrder()
        )
        rules[open[open.count - 1]].append((rule, conditions))
    }

    private func usage(_ usage: String, _ most: String) -> (Bool, Int)? {
        guard usage == "required" || usage == "situational", let number = most == "*" ? Int.max : Int(most)
        else { return nil }
        return (usage == "required", number)
    }

    /// `1-1=ABK,BK`.
    private func condition(_ word: String) -> Condition? {
        let sides = word.split(separator: "=")
        guard sides.count == 2 else { return nil }
        let place = sides[0].split(separator: "-").compactMap { Int($0) }
        guard let element = place.first else { return nil }
        let values = sides[1].split(separator: ",").map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return Condition(element: element, component: place.count > 1 ? place[1] : 0, values: values)
    }

    /// Puts everything together.
    mutating func finish() -> Guide {
        for reference in references {
            guard let loop = loops.firstIndex(where: { $0.id == reference.loop }) else {
                problems.append("line \(reference.line): there is no loop \(reference.loop)")
                continue
            }
            loops[reference.parent].children.append((loop, reference.order))
        }
        var guide = Guide(name: name)
        for loop in loops.indices {
            let start = guide.rules.count
            for (position, entry) in rules[loop].enumerated() {
                let first = guide.conditions.count
                for condition in entry.conditions {
                    let values = guide.values.count
                    guide.values += condition.values
                    guide.conditions.append(
                        Guide.Condition(
                            element: condition.element,
                            component: condition.component,
                            values: values..<guide.values.count
                        )
                    )
                }
                guide.rules.append(
                    Guide.Rule(
                        id: entry.rule.id,
                        isRequired: entry.rule.isRequired,
                        most: entry.rule.most,
                        conditions: first..<guide.conditions.count,
                        opens: loop > 0 && position == 0 ? loop : nil,
                        order: entry.rule.order
                    )
                )
            }
            if rules[loop].isEmpty { problems.append("loop \(loops[loop].id) has no segment") }
            loops[loop].rules = start..<guide.rules.count
            loops[loop].isLevel = loop > 0 && rules[loop].first?.rule.id == .hl
        }
        for loop in loops.indices {
            loops[loop].isMajor = isMajor(loop)
            loops[loop].requiredRules = loops[loop].rules.filter { guide.rules[$0].isRequired }
            loops[loop].requiredLoops = loops[loop].children.map(\.loop).filter { loops[$0].isRequired }
        }
        guide.loops = loops
        guide.transactions = head["transaction"] ?? []
        guide.versions = head["versions"] ?? []
        guide.older = head["older"] ?? []
        let unused = head["unused"] ?? []
        for place in stride(from: 0, to: unused.count - 1, by: 2) {
            guide.unused.append((SegmentID(unused[place]), Int(unused[place + 1]) ?? 0))
        }
        guide.problems = problems
        return guide
    }

    private func isMajor(_ loop: Int) -> Bool {
        loops[loop].isLevel || loops[loop].isAnywhere || loops[loop].children.contains { isMajor($0.loop) }
    }
}
