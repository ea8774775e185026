@testable import Journal

/// What clients asked of a journal that they share, and what they were told, by the ticks of one clock.
struct History: Sendable {
    /// What was asked, and the answer.
    enum Act: Sendable {
        /// A text was appended after a version.
        case written(String, to: StreamID, after: UInt64)
        /// A text was not appended, since the stream had another version.
        case refused(String, to: StreamID, after: UInt64, found: UInt64)
        /// A stream was read.
        case read(StreamID, [String])
        /// The tree was signed.
        case signed(TreeHead)
    }

    /// Something that a client did.
    struct Event: Sendable {
        var client: Int
        /// The tick before it was asked, and the one after it was answered.
        var ticks: ClosedRange<Int>
        var act: Act
    }

    var events: [Event] = []

    /// The ways in which the journal has not behaved as if it did one thing after the other, each between its question and its
    /// answer.
    ///
    /// - Parameter final: What the streams hold in the end.
    /// - Returns: what is wrong.
    func violations(final: [StreamID: [String]]) -> [String] {
        final.sorted { $0.key < $1.key }.flatMap { violations(of: $0.key, final: $0.value) } + violationsOfHeads
    }

    private func violations(of stream: StreamID, final: [String]) -> [String] {
        var found: [String] = []
        var places: [String: Int] = [:]
        for (place, text) in final.enumerated() {
            if places.updateValue(place, forKey: text) != nil { found.append("\(text) is in the stream twice") }
        }
        let visible = observations(of: stream)
        for (event, observed) in visible {
            switch event.act {
            // Its place says that it was written after what its client had seen, and nothing was written over.
            case .written(let text, _, let version):
                if places[text] != Int(version) {
                    found.append("\(text) was written after \(version) and is elsewhere or lost")
                }
            case .refused(let text, _, let version, let other):
                if places[text] != nil { found.append("\(text) was refused and is in the stream") }
                if other == version { found.append("\(text) was refused for the version that it was after") }
            case .read(_, let texts):
                if !final.starts(with: texts) {
                    found.append("client \(event.client) read what is not a beginning of the stream")
                }
            case .signed: break
            }
            // Whoever asks after another was answered sees at least as much.
            let earlier =
                visible.filter { $0.event.ticks.upperBound < event.ticks.lowerBound }.map(\.version).max() ?? 0
            if observed < earlier {
                found.append("client \(event.client) saw version \(observed) after \(earlier) had been seen")
            }
        }
        let told = Set(
            visible.compactMap { event, _ in if case .written(let text, _, _) = event.act { text } else { nil } }
        )
        for text in final where !told.contains(text) {
            found.append("\(text) is in the stream, and nobody was told so")
        }
        return found
    }

    /// The version of a stream that each answer tells of.
    private func observations(of stream: StreamID) -> [(event: Event, version: Int)] {
        events.compactMap { event in
            switch event.act {
            case .written(_, stream, let version): (event, Int(version) + 1)
            case .refused(_, stream, _, let version): (event, Int(version))
            case .read(stream, let texts): (event, texts.count)
            default: nil
            }
        }
    }

    private var violationsOfHeads: [String] {
        var found: [String] = []
        var roots: [UInt64: TreeHash] = [:]
        let heads = events.compactMap { event in
            if case .signed(let head) = event.act { (ticks: event.ticks, head: head) } else { nil }
        }
        for (ticks, head) in heads {
            if let known = roots.updateValue(head.root, forKey: head.size), known != head.root {
                found.append("two trees of \(head.size) entries were signed")
            }
            let earlier = heads.filter { $0.ticks.upperBound < ticks.lowerBound }.map(\.head.size).max() ?? 0
            if head.size < earlier { found.append("a tree of \(head.size) entries was signed after one of \(earlier)") }
            let written = events.filter { $0.ticks.upperBound < ticks.lowerBound }.count { event in
                if case .written = event.act { true } else { false }
            }
            if head.size < written {
                found.append("a tree of \(head.size) entries was signed after \(written) were written")
            }
        }
        return found
    }
}
