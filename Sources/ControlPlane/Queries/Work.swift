package import RevenueCycle

/// One finding of a claim, as work.
package struct Work: Sendable {
    /// The public id of the claim.
    package let claim: String
    /// The finding.
    package let finding: Finding
    let position: ClaimPosition
    /// The public id of the account.
    let account: String

    /// The findings that ask for work: the greatest amounts first, of equal ones the nearest deadline.
    static func items(in accounts: [NamedAccount], filter: ClaimFilter) -> [Work] {
        var items: [Work] = []
        for account in accounts {
            for (id, claim) in zip(account.claimIDs, account.position.claims) where filter.passes(claim) {
                items += claim.findings.filter(\.asksForWork)
                    .map { Work(claim: id, finding: $0, position: claim, account: account.id) }
            }
        }
        return items.sorted { left, right in
            if left.finding.atStake != right.finding.atStake { return left.finding.atStake > right.finding.atStake }
            let last = CalendarDate(dayNumber: .max)
            let (one, other) = (left.finding.deadline?.date ?? last, right.finding.deadline?.date ?? last)
            return one != other ? one < other : left.claim < right.claim
        }
    }
}
