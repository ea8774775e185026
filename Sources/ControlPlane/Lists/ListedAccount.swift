import Access
import Journal
import RevenueCycle

/// What of an account lists are filtered, ordered and bounded by; what they show of it is worked out anew.
final class ListedAccount: Sendable {
    /// The public id.
    let id: String
    /// The group of claim files that tells of it.
    let group: StreamID
    /// Those files.
    let files: [StreamID]
    /// Its claims, in their order.
    let claims: [ListedClaim]
    /// What rules of access ask of it, but for what people marked it with.
    let target: Target

    /// An account that was worked out.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(_ account: NamedAccount, of group: StreamID, in plane: ControlPlane) throws {
        id = account.id
        self.group = group
        files = account.files
        claims = zip(account.claimIDs, account.position.claims).map { id, position in
            ListedClaim(
                id: id,
                traits: ClaimTraits(position),
                work: position.findings.filter(\.asksForWork).map { finding in
                    ListedFinding(
                        id: PublicID.finding(finding, of: id, journal: plane.journal),
                        atStake: finding.atStake,
                        deadline: finding.deadline?.date
                    )
                }
            )
        }
        target = try plane.target(.claim, of: [account], marked: [])
    }
}

/// A claim of a listed account.
struct ListedClaim: Sendable {
    /// The public id.
    let id: String
    /// What filters ask of it.
    let traits: ClaimTraits
    /// Its findings that ask for work.
    let work: [ListedFinding]
}

/// A finding of a listed claim.
struct ListedFinding: Sendable {
    /// The public id.
    let id: String
    /// What may be gained.
    let atStake: Money
    /// By when.
    let deadline: CalendarDate?
}
