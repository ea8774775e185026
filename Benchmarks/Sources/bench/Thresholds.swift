/// What the benchmark demands; where one of these is not reached it ends with exit code 1.
enum Thresholds {
    /// Megabytes (10⁶ bytes) of the month's mix of files that the X12 engine reads to types in one second of CPU.
    static let typedReadMegabytesPerCPUSecond = 150.0

    /// Claim facts that are durably taken in while the same disk and store kind take in one bare row.
    static let claimFactsPerBareRow = 0.08

    /// What ``claimFactsPerBareRow`` is to become; it is printed, and nothing fails by it.
    static let claimFactsPerBareRowAim = 0.30

    /// The same in PostgreSQL, beside its own bare rows.
    static let claimFactsPerBareRowInPostgreSQL = 0.25

    /// Entries that `audit verify` looks at in one second of CPU.
    static let verifiedEntriesPerCPUSecond = 300_000.0

    /// Entries that are read, opened and replayed in one second of CPU.
    static let replayedEntriesPerCPUSecond = 150_000.0

    /// How much longer one durable command may take than a bare commit of one row, both at the 99th percentile.
    static let commandPerBareCommit = 2.0

    /// How much more CPU a fact may cost in a store that has grown than in one of 50,000 claims.
    static let growthOfCostPerFact = 1.5

    /// Milliseconds that a reviewer waits for what they look at, at the 99th percentile, while the server keeps one core busy.
    static let readMilliseconds = 20.0

    /// How many times as long reads may take at the 99th percentile while another tenant asks fifty times as much.
    static let noise = 2.0

    /// The same for a decision, which is durable when it is answered.
    static let decisionMilliseconds = 50.0
}
