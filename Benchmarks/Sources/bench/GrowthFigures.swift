import Foundation

/// What a fact costs in a store that has grown to millions of claims, beside one of 50,000.
///
/// One store is grown by months. As it passes 50,000 claims, a copy is put aside. At the end new months are taken into a copy of the
/// small store and into the large one in turns, the same month into both, because the same work takes a busy machine more
/// CPU at one hour than at another.
struct GrowthFigures: Section {
    static let name = "growth"
    /// How many claims the small store has at least.
    static let smallClaims = 50_000

    /// A month that was taken in while the store grew.
    struct Step {
        /// Claims sent that the store had after it.
        let claims: Int
        let facts: Int
        let cpuMicrosecondsPerFact: Double
    }

    /// The same month into the small and the large store.
    struct Turn {
        let small: Double
        let large: Double
        var ratio: Double { large / small }
    }

    let steps: [Step]
    let turns: [Turn]
    let smallStoreClaims: Int
    let claimsReached: Int
    let claimsWanted: Int
    let storeBytes: Int

    /// The figure that the limit is for.
    var ratio: Double { turns.map(\.ratio).median }

    /// How far the store is to be grown, and by what.
    struct Plan {
        /// Claims sent that it is to have.
        var claims: Int
        /// When growing ends though it has fewer.
        var minutes: Int
        /// Scenarios of each month.
        var monthClaims: Int
        /// Turns at the end.
        var turns: Int
        /// The seed of the first month.
        var seed: Int
    }

    init(_ recourse: Recourse, _ plan: Plan) throws {
        let large = MeasuredStore(recourse, "growth-store")
        let small = MeasuredStore(recourse, "growth-small")
        let copy = MeasuredStore(recourse, "growth-copy")
        var months = 0
        /// Gives a month to `body` and removes it.
        func withMonth<Value>(_ body: (String) throws -> Value) throws -> Value {
            let month = try recourse.month(seed: plan.seed + months, claims: plan.monthClaims, after: months)
            months += 1
            defer { try? FileManager.default.removeItem(atPath: month) }
            return try body(month)
        }
        let watch = Stopwatch()
        var steps: [Step] = []
        var smallStoreClaims = 0
        while (steps.last?.claims ?? 0) < plan.claims, watch.wallSeconds < Double(plan.minutes) * 60 || steps.isEmpty {
            let ingest = try withMonth { month in
                if steps.isEmpty { try large.make(rulesOf: month) }
                return try large.ingest(month)
            }
            let step = Step(
                claims: (steps.last?.claims ?? 0) + ingest.claims,
                facts: ingest.facts,
                cpuMicrosecondsPerFact: ingest.cpuMicrosecondsPerFact
            )
            steps.append(step)
            if smallStoreClaims == 0, step.claims >= Self.smallClaims {
                smallStoreClaims = step.claims
                try small.becomeCopy(of: large)
            }
            Self.say("growth: \(step.claims) claims, \(step.cpuMicrosecondsPerFact.formatted(digits: 0)) µs a fact")
        }
        guard smallStoreClaims > 0 else { throw BenchError("The store did not reach \(Self.smallClaims) claims.") }
        storeBytes = large.bytes
        claimsReached = steps.last?.claims ?? 0
        claimsWanted = plan.claims
        self.steps = steps
        self.smallStoreClaims = smallStoreClaims
        turns = try (0..<plan.turns).map { _ in
            try withMonth { month in
                try copy.becomeCopy(of: small)
                let turn = Turn(
                    small: try copy.ingest(month).cpuMicrosecondsPerFact,
                    large: try large.ingest(month).cpuMicrosecondsPerFact
                )
                Self.say("growth: \(turn.small.formatted(digits: 0)) and \(turn.large.formatted(digits: 0)) µs a fact")
                return turn
            }
        }
        for store in [large, small, copy] { store.remove() }
    }

    private static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    var lines: [String] {
        var lines = [
            Table.row("growth, CPU µs/fact", "\(smallStoreClaims) claims", "\(claimsReached) claims", "ratio")
        ]
        for (number, turn) in turns.enumerated() {
            lines.append(
                Table.row(
                    "turn \(number + 1)",
                    turn.small.formatted(digits: 0),
                    turn.large.formatted(digits: 0),
                    turn.ratio.formatted(digits: 2)
                )
            )
        }
        lines.append(Table.row("median", "", "", ratio.formatted(digits: 2)))
        lines.append(Table.row("limit", "", "", Thresholds.growthOfCostPerFact.formatted(digits: 2)))
        lines.append(Table.row("MB of the store", "", (Double(storeBytes) / 1e6).formatted(digits: 0)))
        if claimsReached < claimsWanted { lines.append("The store was to have \(claimsWanted) claims.") }
        return lines
    }

    var json: [String: Any] {
        [
            "claimsReached": claimsReached,
            "claimsWanted": claimsWanted,
            "smallStoreClaims": smallStoreClaims,
            "storeBytes": storeBytes,
            "ratio": ratio,
            "turns": turns.map { ["small": $0.small, "large": $0.large] },
            "steps": steps.map {
                [
                    "claims": $0.claims, "facts": $0.facts, "cpuMicrosecondsPerFact": $0.cpuMicrosecondsPerFact,
                ] as [String: Any]
            },
        ]
    }

    var failures: [String] {
        guard ratio > Thresholds.growthOfCostPerFact else { return [] }
        return [
            "A fact costs \(ratio.formatted(digits: 2)) times as much at \(claimsReached) claims as at "
                + "\(smallStoreClaims); the limit is \(Thresholds.growthOfCostPerFact)."
        ]
    }
}
