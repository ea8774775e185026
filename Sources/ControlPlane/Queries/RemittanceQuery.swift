import Journal
package import RevenueCycle

/// One payment: a row of `remittances`.
package struct NamedRemittance: Sendable {
    /// The public id.
    package let id: String
    /// The payment.
    package let payment: Payment
    /// Claims of it that no submission of ours explains.
    package let unmatched: [UnmatchedClaim]

    /// A part of the payment that tells who paid and when.
    package var head: PaymentPart? { payment.parts.min { $0.body < $1.body } }
    /// Interest paid beside the claims (PLB L6).
    package var interest: Money {
        -payment.parts.flatMap(\.adjustments).filter { $0.reason == "L6" }.map(\.amount).sum()
    }
    /// How many claims it carries.
    package var claimCount: Int { payment.parts.map(\.claimCount).reduce(0, +) }
}

extension ControlPlane {
    /// Every payment, newest first.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func remittances() throws -> [NamedRemittance] {
        let keys = FactKeys(journal: journal)
        var unmatched: [BodyHash: [UnmatchedClaim]] = [:]
        try eachComponent { file in
            for account in Attachment.accounts(of: file, rules: rules) {
                for claim in account.claims {
                    let id = PublicID.claim(claim.earliestFact, journal: journal)
                    if claim.origin == .remittanceOnly {
                        for fact in claim.adjudications {
                            unmatched[fact.payment, default: []].append(UnmatchedClaim(fact, claim: id, keys))
                        }
                    }
                    for fact in claim.ambiguous {
                        unmatched[fact.payment, default: []].append(UnmatchedClaim(fact, claim: nil, keys))
                    }
                }
            }
        }
        var all: [NamedRemittance] = []
        try eachPayment { payment, state in
            all.append(
                NamedRemittance(
                    id: PublicID.remittance(payment, journal: journal),
                    payment: state,
                    unmatched: Set(unmatched[payment] ?? []).sorted { $0.fact < $1.fact }
                )
            )
        }
        return all.sorted { left, right in
            let (one, other) = (left.head?.date ?? .distantPast, right.head?.date ?? .distantPast)
            return one != other ? one > other : left.id < right.id
        }
    }
}
