/// A file as it is delivered.
package struct SimulatedFile: Hashable, Sendable {
    /// Such as `20260903-837P-0001.x12`; it holds no identifier of a patient.
    package let name: String
    /// The file's bytes.
    package let bytes: [UInt8]
}

/// A hospital's month in X12 with what is true of it.
///
/// Lives here: everything that draws a month from a seed, writes it as X12 and states its truth. May not live here: any
/// reading of X12, any table or type of the domain. The truth comes from what was drawn, by literals and arithmetic of
/// this room alone, so that an error of the engine cannot be an error of the truth.
package struct SimulatedMonth: Sendable {
    /// The day at which the truth is told, ISO 8601: the last day of the month after.
    package let asOf: String
    /// All files, in the order of their names.
    package let files: [SimulatedFile]
    /// One JSON object a line as `recourse claims --json` prints it, without `claim`, `account` and findings' `id`;
    /// sorted bytewise.
    package let truth: [String]
    /// The payer rules that the truth supposes, in TOML.
    package let payerRules: String
    /// Names of files that are damaged on purpose.
    package let damaged: [String]
    /// Names, birth dates and numbers of patients as they were drawn, for tests that nothing of them leaks.
    package let identifiers: [String]
    /// How often each scenario was drawn, by its name.
    package let cases: [String: Int]
    /// Names of files whose interchange may not be cut: damaged, or tied to its ISA13 by a TA1.
    let whole: Set<String>
}

/// Draws a month: the same arguments give the same bytes and the same truth.
///
/// Each claim, or small set of claims that belong together, is one scenario. From two hundred on every scenario is drawn
/// at least once, and what is beyond is mostly paid as it should be; from two thousand on every scenario is drawn at
/// least twenty times, for which more than `claims` are drawn where that many are needed.
///
/// - Parameters:
///   - seed: decides every draw.
///   - claims: how many scenarios are drawn, at the least.
///   - from: year and month (1–12) in which most claims are sent.
///   - usedNumbers: how many control numbers, batches and traces of each kind came before, of other months.
/// - Returns: the month's files with their truth.
package func simulateMonth(
    seed: UInt64,
    claims: Int,
    from: (year: Int, month: Int) = (2026, 9),
    usedNumbers: Int = 0
) -> SimulatedMonth {
    var month = HospitalMonth(seed: seed, year: from.year, month: from.month)
    var counts: [Scenario: Int] = [:]
    // Variants of a scenario follow one another from a place of the seed's own, so that small months have them all too.
    let start = month.random.within(0...1259)
    for scenario in scenarios(claims, &month.random) {
        month.play(scenario, ordinal: start + counts[scenario, default: 0])
        counts[scenario, default: 0] += 1
    }
    var assembly = FileAssembly(seed: seed &+ 1, used: usedNumbers)
    assembly.writeClaims(month.submissions)
    assembly.writePayments(month.payments)
    assembly.writeAnswers(month.acknowledgements, month.statuses)
    assembly.duplicateSome()
    var numbers: [String: Int] = [:]
    var named: [(file: SimulatedFile, isDamaged: Bool, staysWhole: Bool)] = []
    for file in assembly.files {
        let stem = "\(file.date.compact)-\(file.label)"
        numbers[stem, default: 0] += 1
        let name = "\(stem)-\(padded(numbers[stem] ?? 0, to: 4)).x12"
        named.append((SimulatedFile(name: name, bytes: file.bytes), file.isDamaged, file.staysWhole))
    }
    named.sort { bytewise($0.file.name, $1.file.name) }
    return SimulatedMonth(
        asOf: month.asOf.iso,
        files: named.map(\.file),
        truth: month.rows.map(\.json).sorted(by: bytewise),
        payerRules: PayerRulesText.toml(year: from.year - 1),
        damaged: named.filter(\.isDamaged).map(\.file.name),
        identifiers: month.identifiers.filter { $0.utf8.count >= 7 }.sorted(by: bytewise),
        cases: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
        whole: Set(named.filter { $0.isDamaged || $0.staysWhole }.map(\.file.name))
    )
}

/// The scenarios of a month in the order in which they are played.
private func scenarios(_ claims: Int, _ random: inout Randomness) -> [Scenario] {
    let all = Scenario.allCases
    let share = claims < 2000 ? claims / all.count : 20 + (claims - 2000) / 500
    var drawn: [Scenario] = []
    for scenario in all { drawn += Array(repeating: scenario, count: share) }
    if share == 0 { drawn = Array(random.shuffled(all).prefix(claims)) }
    let weighted = all.flatMap { Array(repeating: $0, count: $0.weight) }
    while drawn.count < claims { drawn.append(random.pick(weighted)) }
    return random.shuffled(drawn)
}
