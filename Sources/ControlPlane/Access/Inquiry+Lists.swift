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
        let kept = try kept(asOf: asOf, page, sight) { kept in
            let listed = try page.part(of: kept.accounts.accounts, by: \.id) { account in
                account.claims.contains { filter.passes($0.traits) } && kept.mayShow(account)
            }
            let accounts = try kept.read(listed.items, in: plane)
            return listed.map { accounts[$0.id]?.keeping(filter.passes) }
        }
        let part = try kept ?? page.part(of: passing(filter, asOf: asOf, sight)) { $0.item.id }
        _ = try record(part.items)
        return part
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
        let kept = try kept(asOf: asOf, page, sight) { kept in
            let listed = try page.part(of: kept.accounts.claims, by: \.id) { claim in
                filter.passes(claim.traits) && kept.mayShow(claim.account)
            }
            let accounts = try kept.read(listed.items.map(\.account), in: plane)
            return listed.map { claim in
                accounts[claim.account.id].flatMap { account in
                    let place = account.item.claimIDs.firstIndex(of: claim.id)
                    return place.flatMap { account.keeping([$0]).keeping(filter.passes) }
                }
            }
        }
        if let kept {
            _ = try record(kept.items)
            return kept
        }
        let all = try passing(filter, asOf: asOf, sight)
        let claims = all.flatMap { account in account.item.claimIDs.indices.map { (account, $0) } }
        let part = try page.part(of: claims) { account, place in account.item.claimIDs[place] }
        return Listed(items: try record(part.items.map { $0.keeping([$1]) }), next: part.next)
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
        let kept = try kept(asOf: asOf, page, sight) { kept in
            let listed = try page.part(of: kept.accounts.work, by: \.finding.id) { work in
                filter.passes(work.claim.traits) && kept.mayShow(work.claim.account)
            }
            let accounts = try kept.read(listed.items.map(\.claim.account), in: plane)
            return listed.map { work in
                accounts[work.claim.account.id].flatMap { account in
                    Work.items(in: account, filter).first { $0.item.id(in: plane.journal) == work.finding.id }
                }
            }
        }
        let part = try kept ?? wholeWork(filter, asOf: asOf, page, sight)
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

extension Inquiry {
    private func wholeWork(
        _ filter: ClaimFilter,
        asOf: CalendarDate,
        _ page: Page,
        _ sight: Sight
    ) throws -> Listed<Shown<Work>> {
        let all = try sight.shown(plane.accounts(asOf: asOf)).flatMap { Work.items(in: $0, filter) }
            .map { (work: $0, rank: $0.item.rank(in: plane.journal)) }
        return try page.part(of: all.sorted { $0.rank < $1.rank }) { $0.rank.finding }.map(\.work)
    }

    /// A part of a list by what is kept.
    ///
    /// - Parameters:
    ///   - asOf: the day.
    ///   - page: which part.
    ///   - sight: what may be shown.
    ///   - part: finds it in what is kept and reads it, with nothing in the place of what is not in the list any more.
    /// - Returns: the part; nil where a whole list is asked for, or one of another day than today, for which nothing is kept.
    /// - Throws: what `part` throws; ``JournalError`` or ``DecodingFault``.
    private func kept<Item>(
        asOf: CalendarDate,
        _ page: Page,
        _ sight: Sight,
        _ part: (KeptAccounts) throws -> Listed<Item?>
    ) throws -> Listed<Item>? {
        guard page.limit <= Page.largest else { return nil }
        for _ in 0..<5 {
            let accounts = try plane.knownLists.accounts.current(of: plane)
            guard accounts.asOf == asOf else { return nil }
            let part = try part(KeptAccounts(accounts: accounts, sight: sight))
            let items = part.items.compactMap { $0 }
            // Something came after it was found: it is in what is kept by now.
            if items.count == part.items.count { return Listed(items: items, next: part.next) }
        }
        return nil
    }
}

/// What is kept for lists of accounts, for somebody who asks for a part of one.
private struct KeptAccounts {
    let accounts: AccountLists
    let sight: Sight

    /// Whether anything of an account may be shown, by what is kept of it.
    func mayShow(_ account: ListedAccount) -> Bool {
        var target = account.target
        target.sensitivities = accounts.marks.sensitivities(of: account.files)
        return sight.fields(of: target) != nil
    }

    /// Those of some accounts that may be seen, by public id, as they are now.
    func read(_ listed: [ListedAccount], in plane: ControlPlane) throws -> [String: Shown<NamedAccount>] {
        let reading = plane.reading(asOf: accounts.asOf)
        var found: [NamedAccount] = []
        for files in try plane.files(ofGroups: Set(listed.map(\.group))) {
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
