/// How fast the entries of a store of several months are verified, and replayed without writing.
struct AuditFigures: Section {
    static let name = "audit"

    /// A look at every entry of the store.
    struct Look {
        let entries: Int
        let cpuSeconds: Double

        var entriesPerCPUSecond: Double { Double(entries) / cpuSeconds }
    }

    /// What `audit verify --journal business` did, round by round.
    let verifications: [Look]
    /// What `rebuild --dry-run` did.
    let replays: [Look]
    /// CPU-seconds that `audit verify` takes where there is next to nothing to look at.
    let startSeconds: Double
    /// The bytes of the store.
    let storeBytes: Int

    var verifiedPerCPUSecond: Double { verifications.map(\.entriesPerCPUSecond).median }
    var replayedPerCPUSecond: Double { replays.map(\.entriesPerCPUSecond).median }

    /// Takes months in, then verifies and replays in turns.
    ///
    /// - Parameters:
    ///   - recourse: the program.
    ///   - seed: the seed of the first month; the next has the next.
    ///   - claims: the scenarios of each.
    ///   - months: how many.
    ///   - rounds: how many turns.
    /// - Throws: when a command fails.
    init(_ recourse: Recourse, seed: Int, claims: Int, months: Int, rounds: Int) throws {
        let store = MeasuredStore(recourse, "audit-store")
        let empty = MeasuredStore(recourse, "empty-store")
        for number in 0..<months {
            let month = try recourse.month(seed: seed + number, claims: claims, after: number)
            if number == 0 { for each in [store, empty] { try each.make(rulesOf: month) } }
            _ = try store.ingest(month)
        }
        let verify = ["audit", "verify", "--journal", "business"]
        var verifications: [Look] = []
        var replays: [Look] = []
        var starts: [Double] = []
        for _ in 0..<rounds {
            starts.append(try empty.entries(verify).child.cpuSeconds)
            let verified = try store.entries(verify)
            verifications.append(Look(entries: verified.entries, cpuSeconds: verified.child.cpuSeconds))
            let replayed = try store.entries(["rebuild", "--dry-run"])
            replays.append(Look(entries: replayed.entries, cpuSeconds: replayed.child.cpuSeconds))
        }
        self.verifications = verifications
        self.replays = replays
        startSeconds = starts.median
        storeBytes = store.bytes
        for each in [store, empty] { each.remove() }
    }

    var lines: [String] {
        let entries = verifications.last?.entries ?? 0
        var lines = [Table.row("\(entries) entries", "verified/CPU-second", "replayed/CPU-second")]
        for (number, (verified, replayed)) in zip(verifications, replays).enumerated() {
            lines.append(
                Table.row(
                    "round \(number + 1)",
                    verified.entriesPerCPUSecond.formatted(digits: 0),
                    replayed.entriesPerCPUSecond.formatted(digits: 0)
                )
            )
        }
        return lines + [
            Table.row(
                "median",
                verifiedPerCPUSecond.formatted(digits: 0),
                replayedPerCPUSecond.formatted(digits: 0)
            ),
            Table.row(
                "floor",
                Thresholds.verifiedEntriesPerCPUSecond.formatted(digits: 0),
                Thresholds.replayedEntriesPerCPUSecond.formatted(digits: 0)
            ),
            Table.row("CPU ms of an empty store", (startSeconds * 1e3).formatted(digits: 0)),
        ]
    }

    var json: [String: Any] {
        [
            "entries": verifications.last?.entries ?? 0,
            "verifiedEntriesPerCPUSecond": verifiedPerCPUSecond,
            "replayedEntriesPerCPUSecond": replayedPerCPUSecond,
            "startCPUSeconds": startSeconds,
            "storeBytes": storeBytes,
        ]
    }

    var failures: [String] {
        let figures = [
            ("Verify looks at", verifiedPerCPUSecond, Thresholds.verifiedEntriesPerCPUSecond),
            ("Replay takes", replayedPerCPUSecond, Thresholds.replayedEntriesPerCPUSecond),
        ]
        return figures.filter { $0.1 < $0.2 }.map { words, figure, floor in
            "\(words) \(figure.formatted(digits: 0)) entries per CPU-second; the floor is \(floor.formatted(digits: 0))."
        }
    }
}
