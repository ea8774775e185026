/// The claim adjustment group code (CAS01): who bears an amount, as the payer sees it.
///
/// It says who may not be billed, not why: a CO amount may be a write-off, a denial worth an appeal, or an error of
/// the claim.
package enum GroupCode: Hashable, Sendable {
    /// CO: the provider bears it under a contract or rule.
    case co
    /// PR: the payer leaves it to the patient; the patient gate decides whether it may be collected.
    case pr
    /// OA: neither; often what other payers did.
    case oa
    /// PI: the payer lowered the payment of its own accord.
    case pi
    /// Any other code, kept as sent; such an amount is for a person to review.
    case other(String)

    /// The four codes of the 5010 remittance in the order in which answers print them: CO, PR, OA, PI.
    package static let standard: [GroupCode] = [.co, .pr, .oa, .pi]
}

extension GroupCode: RawRepresentable {
    /// The code as written.
    package var rawValue: String {
        switch self {
        case .co: "CO"
        case .pr: "PR"
        case .oa: "OA"
        case .pi: "PI"
        case .other(let code): code
        }
    }

    /// Reads CAS01; a code that is none of the four becomes ``other(_:)``.
    package init(rawValue: String) {
        switch rawValue {
        case "CO": self = .co
        case "PR": self = .pr
        case "OA": self = .oa
        case "PI": self = .pi
        default: self = .other(rawValue)
        }
    }
}

extension GroupCode: CustomStringConvertible {
    package var description: String { rawValue }
}
