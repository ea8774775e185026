/// A finding that the truth expects on a row.
struct TruthFinding: Sendable {
    var kind: String
    var category: String?
    var codes: [String] = []
    var lines: [String] = []
    var amount: Cents
    var atStake: Cents
    var nextStep: String
    var deadline: Day?
    var deadlineRule: String?
    /// Whether the step is the payer's way of taking corrections, so that its limit holds.
    var isCorrection = false

    init(
        _ kind: String,
        category: String? = nil,
        codes: [String] = [],
        lines: [String] = [],
        amount: Cents,
        step: String
    ) {
        self.kind = kind
        self.category = category
        self.codes = codes
        self.lines = lines.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        self.amount = amount
        atStake = amount
        nextStep = step
    }

    var json: String {
        "{\"kind\":\(quoted(kind)),\"category\":\(quoted(category)),\"codes\":\(quoted(codes)),\"lines\":\(quoted(lines)),"
            + "\"amount\":\"\(decimal(amount))\",\"atStake\":\"\(decimal(atStake))\",\"nextStep\":\(quoted(nextStep)),"
            + "\"deadline\":\(quoted(deadline?.iso)),\"deadlineRule\":\(quoted(deadlineRule))}"
    }

    /// Kind, then category, then codes, all bytewise.
    static func precedes(_ left: TruthFinding, _ right: TruthFinding) -> Bool {
        if left.kind != right.kind { return bytewise(left.kind, right.kind) }
        if left.category != right.category { return bytewise(left.category ?? "", right.category ?? "") }
        if left.codes != right.codes { return left.codes.lexicographicallyPrecedes(right.codes, by: bytewise) }
        if left.nextStep != right.nextStep { return bytewise(left.nextStep, right.nextStep) }
        return left.lines.lexicographicallyPrecedes(right.lines, by: bytewise)
    }
}

/// Order by the bytes of UTF-8.
func bytewise(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// A JSON string, or `null`; the texts drawn here need no escapes.
func quoted(_ text: String?) -> String {
    text.map { "\"\($0)\"" } ?? "null"
}

/// A JSON array of strings.
func quoted(_ texts: [String]) -> String {
    "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
}
