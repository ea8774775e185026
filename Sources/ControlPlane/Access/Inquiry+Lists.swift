import Access
import Journal
package import RevenueCycle

// Lists of accounts, claims and their findings. Which of them a part has is found in what is kept for lists, and those are then read: so
// nothing is shown by what was kept, and no more is worked out than is shown.
extension Inquiry {
    /// The accounts that have claims which pass a filter, each with those claims, ordered by public id.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func claims(
        _ filter: ClaimFilter = ClaimFilter(),
        asOf: CalendarDate,
        as form: AnswerForm = .claim
    ) throws -> [Shown<NamedAccount>] {
        try accounts(filter, asOf: asOf, .whole, as: form).items
    }

    /// A part of the accounts that have claims which pass a filter, each with those claims, ordered by public id.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func accounts(
        _ filter: ClaimFilter = ClaimFilter(),
        asOf: CalendarDate,
        _ page: Page,
        as form: AnswerForm = .account
    ) throws -> Listed<Shown<NamedAccount>> {
        let sight = try sight(of: .claim, as: [form], by: filter.fields)
        guard let kept = try Kept(asOf: asOf, page, sight, in: plane) else {
            let part = try page.part(of: passing(filter, asOf: asOf, sight)) { $0.item.id }
            _ = try record(part.items)
            return part
        }
        let listed = try page.part(of: kept.accounts.accounts, by: \.id) { account in
            account.claims.contains { filter.passes($0.traits) } && kept.mayShow(account)
        }
        let accounts = try kept.read(listed.items, in: plane)
        let items = listed.items.compactMap { accounts[$0.id]?.keeping(filter.passes) }
        return Listed(items: try record(items), next: listed.next)
    }

    /// A part of the claims that pass a filter, ordered by account, sequence and public id; each account with those of this part.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func claims(
        _ filter: ClaimFilter,
        asOf: CalendarDate,
        _ page: Page
    ) throws -> Listed<Shown<NamedAccount>> {
        let sight = try sight(of: .claim, as: [.claim], by: filter.fields)
        guard let kept = try Kept(asOf: asOf, page, sight, in: plane) else {
            let all = try passing(filter, asOf: asOf, sight)
            let claims = all.flatMap { account in account.item.claimIDs.indices.map { (account, $0) } }
            let part = try page.part(of: claims) { account, place in account.item.claimIDs[place] }
            return Listed(items: try record(part.items.map { $0.keeping([$1]) }), next: part.next)
        }
        let listed = try page.part(of: kept.accounts.claims, by: \.id) { claim in
            filter.passes(claim.traits) && kept.mayShow(claim.account)
        }
        let accounts = try kept.read(listed.items.map(\.account), in: plane)
        let items = listed.items.compactMap { claim in
            accounts[claim.account.id].flatMap { account in
                account.item.claimIDs.firstIndex(of: claim.id).flatMap { account.keeping([$0]).keeping(filter.passes) }
            }
        }
        return Listed(items: try record(items), next: listed.next)
    }

    /// The accounts that may be seen and have claims which pass a filter, with those.
    private func passing(_ filter: ClaimFilter, asOf: CalendarDate, _ sight: Sight) throws -> [Shown<NamedAccount>] {
        try sight.shown(plane.accounts(asOf: asOf)).compactMap { $0.keeping(filter.passes) }
    }

    /// The findings that ask for work: the greatest amounts first, of equal ones the nearest deadline.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func work(
        _ filter: ClaimFilter = ClaimFilter(),
        limit: Int,
        asOf: CalendarDate
    ) throws -> [Shown<Work>] {
        try work(filter, asOf: asOf, Page(after: nil, limit: limit)).items
    }

    /// A part of the findings that ask for work.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError/listChanged``.
    package func work(_ filter: ClaimFilter, asOf: CalendarDate, _ page: Page) throws -> Listed<Shown<Work>> {
        let sight = try sight(of: .claim, as: [.work], by: filter.fields)
        let part: Listed<Shown<Work>>
        if let kept = try Kept(asOf: asOf, page, sight, in: plane) {
            let listed = try page.part(of: kept.accounts.work, by: \.finding.id) { work in
                filter.passes(work.claim.traits) && kept.mayShow(work.claim.account)
            }
            let accounts = try kept.read(listed.items.map(\.claim.account), in: plane)
            let items = listed.items.compactMap { work in
                accounts[work.claim.account.id].flatMap { account in
                    Work.items(in: account, filter).first { $0.item.id(in: plane.journal) == work.finding.id }
                }
            }
            part = Listed(items: items, next: listed.next)
        } else {
            let all = try sight.shown(plane.accounts(asOf: asOf)).flatMap { Work.items(in: $0, filter) }
            part = try page.part(of: all.sorted { $0.item.isBefore($1.item, plane.journal) }) {
                $0.item.id(in: plane.journal)
            }
        }
        let keys = FactKeys(journal: plane.journal)
        let named = part.items.map { keys.patients(of: $0.item.position.claim) }
        try record(
            Self.fields(of: part.items),
            named.reduce(into: []) { $0.formUnion($1) },
            unnamed: named.count { $0.isEmpty }
        )
        return part
    }
}

/// What is kept for lists of accounts, for somebody who asks for a part of one.
private struct Kept {
    let accounts: AccountLists
    private let marks: KnownMarks
    private let sight: Sight
    private let asOf: CalendarDate

    /// What is kept; nil where a whole list is asked for, or one of another day than today, for which nothing is kept.
    init?(asOf: CalendarDate, _ page: Page, _ sight: Sight, in plane: ControlPlane) throws {
        guard page.limit <= Page.largest, asOf == plane.today else { return nil }
        let lists = try plane.knownLists.current(.accounts, of: plane)
        guard let accounts = lists.accounts, accounts.asOf == asOf else { return nil }
        self.accounts = accounts
        marks = lists.marks
        self.sight = sight
        self.asOf = asOf
    }

    /// Whether anything of an account may be shown, by what is kept of it.
    func mayShow(_ account: ListedAccount) -> Bool {
        var target = account.target
        target.sensitivities = marks.sensitivities(of: account.files)
        return sight.fields(of: target) != nil
    }

    /// Those of some accounts that may be seen, by public id, as they are now.
    func read(_ listed: [ListedAccount], in plane: ControlPlane) throws -> [String: Shown<NamedAccount>] {
        let reading = plane.reading(asOf: asOf)
        var found: [NamedAccount] = []
        for group in Set(listed.map(\.group)) {
            let files = try plane.files(ofGroup: group)
            guard !files.isEmpty else { continue }
            let positions = reading.accounts(of: ControlPlane.join(files.map(\.state)))
            found += plane.named(positions, files: files.map(\.stream))
        }
        let ids = Set(listed.map(\.id))
        let shown = try sight.shown(found.filter { ids.contains($0.id) })
        return Dictionary(shown.map { ($0.item.id, $0) }) { one, _ in one }
    }
}

extension Shown where Item == NamedAccount {
    /// The account with the claims that pass; nil when none does.
    fileprivate func keeping(_ passes: (ClaimPosition) -> Bool) -> Self? {
        let places = item.position.claims.indices.filter { passes(item.position.claims[$0]) }
        return places.isEmpty ? nil : keeping(places)
    }

    /// The account with the claims at some places.
    func keeping(_ places: [Int]) -> Self {
        var kept = item.position
        kept.claims = places.map { item.position.claims[$0] }
        let account = NamedAccount(
            id: item.id,
            claimIDs: places.map { item.claimIDs[$0] },
            position: kept,
            files: item.files
        )
        return Shown(item: account, fields: fields)
    }
}
