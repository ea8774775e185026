/// What the benchmark demands; below any of these it ends with exit code 1.
enum Thresholds {
    /// Megabytes (10⁶ bytes) of the month's mix of files that the X12 engine reads to types in one second of CPU.
    static let typedReadMegabytesPerCPUSecond = 150.0

    /// Claim facts that are durably taken in while the same disk and store kind take in one bare row.
    static let claimFactsPerBareRow = 0.08
}
