import RevenueCycle

/// The bytes that leave when a proposal takes effect: made of its content alone, the same each time.
///
/// They are stored when the proposal is released, and their hash is a part of what a reviewer sees.
struct ProposalDocument {
    /// The bytes.
    let bytes: [UInt8]
    /// What kind of bytes they are.
    let mediaType = "text/plain"
    /// The ending of a file's name.
    let fileExtension = "txt"

    /// The name and version of the way in which bytes are made, a part of what is approved.
    static let rendering = ProposalRendering(template: "plain", templateVersion: "1", renderer: "recourse text 1")

    /// The document of a content; nil when nothing leaves.
    init?(_ content: ProposalContent) {
        guard content.destination != nil, let text = Self.text(of: content) else { return nil }
        var whole = text.hasSuffix("\n") ? text : text + "\n"
        if !content.attachments.isEmpty {
            whole += "\nEnclosures:\n" + content.attachments.map { "- \($0.title)\n" }.joined()
        }
        bytes = Array(whole.utf8)
    }

    private static func text(of content: ProposalContent) -> String? {
        switch content.change {
        case .refund:
            return (["Order to pay back", "About: \(PublicID.subject(content.subject))"] + content.change.words)
                .joined(separator: "\n")
        case .appeal(let appeal): return appeal.letter
        case .patientMessage(let message): return (message.heading.map { $0 + "\n\n" } ?? "") + message.body
        case .recordsRequest(let request): return text(of: request)
        case .correctedClaim(let correction): return text(of: correction, about: content.subject)
        case .writeOff, .adjustment, .transferOfResponsibility, .paymentPlan,
            .financialAssistance, .clinicalQuery, .claimNote:
            return nil
        }
    }

    private static func text(of correction: ProposedChange.ClaimCorrection, about subject: ProposalSubject) -> String {
        var lines = ["Order to correct a claim", "About: \(PublicID.subject(subject))"]
        if let number = correction.patientControlNumber { lines.append("Account number (CLM01): \(number)") }
        if let number = correction.payerClaimNumber { lines.append("The payer's number of the claim: \(number)") }
        return (lines + ProposedChange.correctedClaim(correction).words).joined(separator: "\n")
    }

    private static func text(of request: ProposedChange.RecordsRequest) -> String {
        var lines = ["To: \(request.holder)", ""]
        if let patient = request.patient { lines += ["About: \(patient)", ""] }
        lines += ["We ask for these records and for no others:"]
        lines += request.records.map { "- \($0)" }
        if let services = request.services { lines.append("Days of service: \(services.first) to \(services.last)") }
        if let day = request.neededBy { lines.append("Needed by: \(day)") }
        return lines.joined(separator: "\n")
    }
}
