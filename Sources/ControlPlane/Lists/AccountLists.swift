import Journal
import RevenueCycle

/// Every account of a tenant in the order of its lists, as of a day and under some rules.
///
/// Which of them a list shows is found here, without working anything out; so a part of a list costs what its own accounts cost, however
/// many there are. What came since is worked out group by group.
struct AccountLists: KeptList {
    /// One claim of an account.
    struct Claim: Sendable {
        let account: ListedAccount
        /// Which of the account's claims.
        let place: Int

        var id: String { account.claims[place].id }
        var traits: ClaimTraits { account.claims[place].traits }
    }

    /// One finding of a claim that asks for work.
    struct Work: Sendable {
        let claim: Claim
        let finding: ListedFinding

        fileprivate var rank: WorkRank {
            WorkRank(atStake: finding.atStake, deadline: finding.deadline, claim: claim.id, finding: finding.id)
        }
    }

    /// By public id.
    private(set) var accounts: [ListedAccount] = []
    /// By account, and then as the account has them.
    private(set) var claims: [Claim] = []
    /// The greatest amounts first, of equal ones the nearest deadline.
    private(set) var work: [Work] = []
    /// What the claim files are marked with.
    private(set) var marks = KnownMarks()

    private let rules: AdoptedRules.Current
    /// The day that they are as of.
    private(set) var asOf: CalendarDate
    /// The groups of claim files that are listed.
    private var groups: [StreamID: Group] = [:]
    /// The group that each file was in.
    private var groupOfFile: [StreamID: StreamID] = [:]

    private struct Group: Sendable {
        let accounts: [ListedAccount]
        let files: [StreamID]
        /// The day on which time alone may change it.
        let due: CalendarDate?
    }

    init(of plane: ControlPlane) throws {
        rules = plane.adoptedRules
        asOf = plane.today
        try plane.eachGroup { try take($0, plane) }
        order(without: [])
        marks.want(groupOfFile.keys)
        try marks.read(in: plane)
    }

    mutating func follow(_ news: ListNews, in plane: ControlPlane) throws -> Bool {
        let day = plane.today
        // Other rules, or a clock that was put back, may change any of them; and many at once are cheaper in one reading.
        guard plane.adoptedRules.version == rules.version, asOf <= day,
            news.files.count <= max(100, groupOfFile.count / 4)
        else { return false }
        for stream in news.marks { marks.forget(stream) }
        var waiting = Set(news.files.compactMap { groupOfFile[$0] })
        for row in try plane.journal.rows(table: RowTable.claimFile.rawValue, ids: news.files.sorted()) {
            waiting.insert(row.group)
        }
        if asOf < day {
            asOf = day
            for (id, group) in groups where group.due.map({ $0 <= day }) ?? false { waiting.insert(id) }
        }
        var changed: Set<StreamID> = []
        while let group = waiting.popFirst() {
            changed.insert(group)
            forget(group)
            let files = try plane.files(ofGroup: group)
            // Files that were of other groups have left those, of which something may remain.
            let left = Set(files.compactMap { groupOfFile[$0.stream] })
            waiting.formUnion(left)
            try take(files, plane)
        }
        if !changed.isEmpty { order(without: changed) }
        marks.want(changed.compactMap { groups[$0] }.flatMap(\.files))
        try marks.read(in: plane)
        return true
    }

    private mutating func forget(_ group: StreamID) {
        for file in groups.removeValue(forKey: group)?.files ?? [] where groupOfFile[file] == group {
            groupOfFile[file] = nil
        }
    }

    /// Works out a group, which is not listed.
    private mutating func take(_ files: [StoredClaimFile], _ plane: ControlPlane) throws {
        guard let group = files.first?.group else { return }
        // One that was joined to this one while it was read is no group any more.
        for old in Set(files.compactMap { groupOfFile[$0.stream] }) where old != group { forget(old) }
        let reading = ClaimReading(rules: rules.rules, knowledge: plane.knowledge, asOf: asOf)
        let positions = reading.accounts(of: ControlPlane.join(files.map(\.state)))
        let streams = files.map(\.stream)
        groups[group] = Group(
            accounts: try plane.named(positions, files: streams).map { try ListedAccount($0, of: group, in: plane) },
            files: streams,
            due: positions.compactMap { reading.nextChange(in: $0) }.min()
        )
        for stream in streams { groupOfFile[stream] = group }
    }

    /// Puts the accounts of new groups among the others; those of groups that were worked out again are taken out first.
    private mutating func order(without changed: Set<StreamID>) {
        let isFirst = changed.isEmpty
        let new = (isFirst ? Array(groups.values) : changed.compactMap { groups[$0] }).flatMap(\.accounts)
        accounts.removeAll { changed.contains($0.group) }
        accounts += new
        // Almost in order already, but at first; which costs little more than to look at each.
        accounts.sort { $0.id < $1.id }
        claims = accounts.flatMap { account in account.claims.indices.map { Claim(account: account, place: $0) } }
        work.removeAll { changed.contains($0.claim.account.group) }
        for account in new {
            for place in account.claims.indices {
                let claim = Claim(account: account, place: place)
                work += account.claims[place].work.map { Work(claim: claim, finding: $0) }
            }
        }
        work.sort { $0.rank < $1.rank }
    }
}
