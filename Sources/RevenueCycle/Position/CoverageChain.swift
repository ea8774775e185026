/// The claims of an account that ask different payers for the same services, in the order of coverage.
///
/// Most accounts are one chain. Two claims of one visit to the same payer (the hospital's and the physician's) are two:
/// each has its own deciding row.
struct CoverageChain {
    /// The places of the chain's claims in the account, in the order of coverage.
    var indices: [Int]

    /// The chains of an account's claims.
    static func chains(of claims: [ClaimPosition]) -> [CoverageChain] {
        guard Set(claims.map(\.claim.sequence)).count < claims.count else {
            return claims.isEmpty ? [] : [CoverageChain(indices: Array(claims.indices))]
        }
        var chains: [CoverageChain] = []
        for index in claims.indices {
            let open = chains.indices.filter { chain in
                guard let last = chains[chain].indices.last else { return false }
                return claims[last].claim.sequence < claims[index].claim.sequence
                    && agree(claims[last].claim.kind, claims[index].claim.kind)
            }
            let sameCharge = open.first { chain in
                chains[chain].indices.last.map { claims[$0].charge == claims[index].charge } ?? false
            }
            if let chain = sameCharge ?? open.first {
                chains[chain].indices.append(index)
            } else {
                chains.append(CoverageChain(indices: [index]))
            }
        }
        return chains
    }

    /// What the patient paid at the desk (AMT*F5): the largest among the newest submissions of the chain's live rows, once.
    func deskPaid(in claims: [ClaimPosition]) -> Money {
        indices.filter { !claims[$0].isVoided }
            .compactMap { claims[$0].claim.submissions.last { !$0.isVoid }?.patientPaid }.max() ?? .zero
    }

    private static func agree(_ one: ClaimKind?, _ other: ClaimKind?) -> Bool {
        one == nil || other == nil || one == other
    }
}
