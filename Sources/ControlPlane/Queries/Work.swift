import Journal
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

    /// The findings of an account's claims that ask for work, of those claims that pass a filter.
    static func items(in account: Shown<NamedAccount>, _ filter: ClaimFilter) -> [Shown<Work>] {
        zip(account.item.claimIDs, account.item.position.claims).filter { filter.passes($1) }.flatMap { id, claim in
            claim.findings.filter(\.asksForWork).map { finding in
                Shown(
                    item: Work(claim: id, finding: finding, position: claim, account: account.item.id),
                    fields: account.fields
                )
            }
        }
    }

    /// The finding's public id.
    func id(in journal: TenantJournal) -> String { PublicID.finding(finding, of: claim, journal: journal) }

    /// Where it stands among work.
    func rank(in journal: TenantJournal) -> WorkRank {
        WorkRank(
            atStake: finding.atStake,
            deadline: finding.deadline?.date,
            claim: claim,
            finding: id(in: journal)
        )
    }
}

/// Where a finding stands among work: the greatest amounts first, of equal ones the nearest deadline.
struct WorkRank: Comparable {
    let atStake: Money
    let deadline: CalendarDate?
    /// The public id of the claim.
    let claim: String
    /// The public id of the finding.
    let finding: String

    static func < (left: WorkRank, right: WorkRank) -> Bool {
        if left.atStake != right.atStake { return left.atStake > right.atStake }
        let last = CalendarDate(dayNumber: .max)
        let (one, other) = (left.deadline ?? last, right.deadline ?? last)
        if one != other { return one < other }
        return (left.claim, left.finding) < (right.claim, right.finding)
    }
}
