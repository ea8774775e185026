/// One claim of a 277CA: loop 2200D.
struct AcknowledgementDraft: Sendable {
    let claim: ClaimDraft
    /// The submission whose batch it names; nil for a claim that was never sent, or a batch that is not named.
    let submission: Int?
    let date: Day
    /// STC01-1.
    let category: String
    /// STC01-2.
    let status: String
    /// REF*1K.
    var payerReference: String?

    /// As findings name it: `A3:21`.
    var code: String { "\(category):\(status)" }
    var isRejection: Bool { ["A3", "A4", "A6", "A7", "A8"].contains(category) }
}

/// One claim of a 277: loop 2200D.
struct StatusDraft: Sendable {
    let claim: ClaimDraft
    let date: Day
    /// STC01-1.
    let category: String
    /// STC01-2.
    let status: String
    /// REF*1K.
    var payerReference: String?

    var code: String { "\(category):\(status)" }
}
