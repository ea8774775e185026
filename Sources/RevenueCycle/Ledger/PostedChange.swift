/// A financial change that was approved and took effect: what its release posted to our ledger.
///
/// It is kept with the facts of the claim that it is about, so that it is read with them, in whatever order they came.
package struct PostedChange: Hashable, Sendable {
    /// The proposal that was released, by the name of its stream; it posts once.
    package var proposal: UInt128
    /// A fact that names the claim, or a claim of the account.
    package var claim: FactID
    /// Whether it is about all claims of the account.
    package var isOfAccount: Bool
    /// The day of the release, or the last day of the documents that were known then, if that is later: payments are told
    /// before their day.
    package var date: CalendarDate
    /// The change.
    package var change: ProposedChange

    /// A change with what it is about.
    package init(
        proposal: UInt128,
        claim: FactID,
        isOfAccount: Bool,
        date: CalendarDate,
        change: ProposedChange
    ) {
        self.proposal = proposal
        self.claim = claim
        self.isOfAccount = isOfAccount
        self.date = date
        self.change = change
    }

    /// The order in which changes are posted: by day, then by proposal.
    static func isBefore(_ left: PostedChange, _ right: PostedChange) -> Bool {
        left.date != right.date ? left.date < right.date : left.proposal < right.proposal
    }
}

extension ProposalKind {
    /// Whether what is released posts to our ledger.
    package var posts: Bool {
        switch self {
        case .writeOff, .adjustment, .refund, .transferOfResponsibility, .paymentPlan, .financialAssistance: true
        case .appeal, .correctedClaim, .patientMessage, .recordsRequest, .clinicalQuery, .claimNote: false
        }
    }
}

extension PostedChange: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.hash(1, BodyHash(proposal))
        writer.value(2, claim)
        writer.flag(3, isOfAccount)
        writer.date(4, date)
        writer.value(5, change)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var proposal: BodyHash?
        var claim: FactID?
        var isOfAccount = false
        var date: CalendarDate?
        var change: ProposedChange?
        while let field = try fields.next() {
            switch field.number {
            case 1: proposal = field.hash
            case 2: claim = try field.value(FactID.self)
            case 3: isOfAccount = field.flag
            case 4: date = field.date
            case 5: change = try field.value(ProposedChange.self)
            default: break
            }
        }
        self.init(
            proposal: try proposal.required(1, of: "posted change").value,
            claim: try claim.required(2, of: "posted change"),
            isOfAccount: isOfAccount,
            date: try date.required(4, of: "posted change"),
            change: try change.required(5, of: "posted change")
        )
    }
}
