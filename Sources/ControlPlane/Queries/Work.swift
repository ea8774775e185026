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

    /// The order of work: the greatest amounts first, of equal ones the nearest deadline.
    func isBefore(_ other: Work, _ journal: TenantJournal) -> Bool {
        if finding.atStake != other.finding.atStake { return finding.atStake > other.finding.atStake }
        let last = CalendarDate(dayNumber: .max)
        let days = (finding.deadline?.date ?? last, other.finding.deadline?.date ?? last)
        if days.0 != days.1 { return days.0 < days.1 }
        return claim != other.claim ? claim < other.claim : id(in: journal) < other.id(in: journal)
    }
}
