import ControlPlane
import Foundation

/// Where answers and everything else go.
enum Output {
    /// An answer, on stdout.
    static func answer(_ line: String, terminator: String = "\n") {
        Console.current.answer(Data((line + terminator).utf8))
    }
    /// Anything else, on stderr.
    static func note(_ line: String) { Console.current.note(Data((line + "\n").utf8)) }

    /// JSON rows, one a line.
    static func rows(_ rows: [JSONValue]) {
        var text = ""
        for row in rows { text += row.text + "\n" }
        Console.current.answer(Data(text.utf8))
    }

    /// A table whose columns are as wide as they need to be; amounts stand at the right.
    static func table(_ header: [String], _ rows: [[String]], right: Set<Int> = []) {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        for row in all {
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return right.contains(column) ? padding + cell : cell + padding
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            answer(line)
        }
    }
}

/// A progress bar on stderr, when that is a terminal.
struct ProgressBar {
    private let isShown = Console.current.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private let start = Date()
    private var last = Date.distantPast

    mutating func show(_ progress: Ingestion.Progress) {
        guard isShown, Date().timeIntervalSince(last) > 0.1 else { return }
        last = Date()
        let share = progress.bytesInAll == 0 ? 1 : Double(progress.bytesDone) / Double(progress.bytesInAll)
        let filled = Int(share * 30)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
        let seconds = max(0.001, last.timeIntervalSince(start))
        let rate = Int(Double(progress.facts) / seconds)
        Console.current.note(
            Data("\r[\(bar)] \(Int(share * 100)) %  \(progress.facts) claim facts, \(rate) a second ".utf8)
        )
    }

    func end() {
        if isShown { Console.current.note(Data("\r\u{1B}[2K".utf8)) }
    }
}
