import Access
import Foundation
import Journal
package import RevenueCycle

/// What to list of claims and accounts.
package struct ClaimFilter: Sendable {
    /// A payer's key, id or part of its name.
    package var payer: String?
    /// A claim status.
    package var status: ClaimStatus?
    /// A finding category or kind.
    package var category: String?
    /// Service on or after this day.
    package var since: CalendarDate?
    /// At least so much outstanding with payer, patient or held.
    package var minimum: Money?
    /// Charged or paid just so much.
    package var amount: Money?
    /// Service on this day.
    package var day: CalendarDate?

    /// No filter.
    package init(
        payer: String? = nil,
        status: ClaimStatus? = nil,
        category: String? = nil,
        since: CalendarDate? = nil,
        minimum: Money? = nil,
        amount: Money? = nil,
        day: CalendarDate? = nil
    ) {
        self.payer = payer
        self.status = status
        self.category = category
        self.since = since
        self.minimum = minimum
        self.amount = amount
        self.day = day
    }

    /// The groups by which it asks.
    var fields: FieldMask {
        var groups: [FieldGroup] = []
        if payer != nil || status != nil || category != nil { groups.append(.payerCodes) }
        if since != nil || day != nil { groups.append(.clinicalCodes) }
        if minimum != nil || amount != nil { groups.append(.amounts) }
        return FieldMask(groups)
    }

    /// Whether a claim passes.
    package func passes(_ position: ClaimPosition) -> Bool { passes(ClaimTraits(position)) }

    /// Whether a claim of some traits passes.
    func passes(_ claim: ClaimTraits) -> Bool {
        if let payer {
            let wanted = PayerIdentity.normalize(payer)
            guard claim.payerName?.contains(wanted) ?? false || claim.payerIDs.contains(wanted) else { return false }
        }
        if let status, claim.status != status { return false }
        if let category { guard claim.categories.contains(category) else { return false } }
        if let since { guard let last = claim.lastDay, last >= since else { return false } }
        if let minimum { guard claim.greatest >= minimum else { return false } }
        if let amount { guard amount == claim.charge || amount == claim.paid else { return false } }
        if let day {
            guard let first = claim.firstDay, let last = claim.lastDay, first <= day, day <= last else { return false }
        }
        return true
    }
}

/// What of a claim a filter asks.
struct ClaimTraits: Hashable, Sendable {
    /// The payer's normalized name.
    let payerName: String?
    /// The payer's normalized ids.
    let payerIDs: [String]
    let status: ClaimStatus
    /// The kinds of its findings, and their categories.
    let categories: Set<String>
    /// The first day of service.
    let firstDay: CalendarDate?
    /// The last day of service.
    let lastDay: CalendarDate?
    let charge: Money
    let paid: Money
    /// The greatest of what is outstanding and of what findings put at stake.
    let greatest: Money

    /// The traits of a claim that was worked out.
    init(_ position: ClaimPosition) {
        payerName = position.payer.normalizedName
        payerIDs = position.payer.ids.map(PayerIdentity.normalize)
        status = position.status
        categories = position.findings.reduce(into: []) { categories, finding in
            categories.insert(finding.kind.rawValue)
            if let category = finding.category { categories.insert(category.rawValue) }
        }
        firstDay = position.claim.dates?.first
        lastDay = position.claim.dates?.last
        charge = position.charge
        paid = position.paid
        let outstanding = position.outstandingPayer + position.outstandingPatient + position.outstandingHeld
        greatest = max(outstanding, position.findings.map(\.atStake).max() ?? .zero)
    }
}

/// A claim file as its row has it.
struct StoredClaimFile {
    /// The file's stream.
    let stream: StreamID
    /// The group of files that it belongs to.
    let group: StreamID
    /// Whom its keys are of.
    let subject: SubjectID
    /// Its state.
    let state: ClaimFile
}

/// An account with the public ids of it and its claims.
package struct NamedAccount: Sendable {
    /// The public id of the account.
    package let id: String
    /// The public ids of its claims, in the same order.
    package let claimIDs: [String]
    /// The account worked out.
    package let position: AccountPosition
    /// The claim files of its group.
    let files: [StreamID]
}

extension ControlPlane {
    /// The reading of claim files as of a date.
    package func reading(asOf: CalendarDate) -> ClaimReading {
        ClaimReading(rules: rules, knowledge: knowledge, asOf: asOf)
    }

    /// Every account, ordered by public id.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func accounts(asOf: CalendarDate) throws -> [NamedAccount] {
        let reading = reading(asOf: asOf)
        var all: [NamedAccount] = []
        try eachGroup { files in
            let accounts = reading.accounts(of: Self.join(files.map(\.state)))
            all += named(accounts, files: files.map(\.stream))
        }
        return all.sorted { $0.id < $1.id }
    }

    /// The accounts that a number or public id names: account, claim, patient control, payer control, clearinghouse,
    /// member or medical record number.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    func accounts(named text: String, asOf: CalendarDate) throws -> [NamedAccount] {
        let matching = try accounts(beside: text, asOf: asOf).filter { $0.answers(to: text, journal) }
        guard !matching.isEmpty else { throw Self.noSuchAccount }
        return matching
    }

    /// Every account that the claim files of a number or public id tell of, whether or not the number is its own.
    ///
    /// A provider may use a number again for another patient, and then one file tells of both.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func accounts(beside text: String, asOf: CalendarDate) throws -> [NamedAccount] {
        var groups: Set<StreamID> = []
        for stream in try claimFiles(named: text) {
            if let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream) { groups.insert(row.group) }
        }
        let reading = reading(asOf: asOf)
        var found: [NamedAccount] = []
        for group in groups.sorted() {
            let files = try journal.rowIDs(table: RowTable.claimFile.rawValue, group: group)
            found += named(reading.accounts(of: try component(group)), files: files)
        }
        return found.sorted { $0.id < $1.id }
    }

    /// The claim files that a number or public id leads to.
    private func claimFiles(named text: String) throws -> Set<StreamID> {
        let keys = FactKeys(journal: journal)
        var streams: Set<StreamID> = []
        if let bytes = PublicID.parse(text) {
            streams.formUnion(try journal.lookup(space: KeySpace.publicID.rawValue, keys.index(.publicID, bytes)))
        }
        let number = Array(text.utf8)
        let spaces: [KeySpace] = [
            .patientControlNumber, .payerNumber, .clearinghouseNumber, .memberNumber, .recordNumber,
        ]
        for space in spaces {
            streams.formUnion(try journal.lookup(space: space.rawValue, keys.index(space, number)))
        }
        // The same index in a space of its own: files of the number that know no billing provider.
        let orphans = keys.index(.patientControlNumber, number)
        streams.formUnion(try journal.lookup(space: KeySpace.orphanNumber.rawValue, orphans))
        return streams
    }

    /// The claim files that a number or public id leads to, and all that belong together with them.
    func streams(named text: String) throws -> Set<StreamID> { try withCompany(claimFiles(named: text)) }

    /// Claim files with all that belong together with them.
    func withCompany(_ streams: Set<StreamID>) throws -> Set<StreamID> {
        var all = streams
        for stream in streams {
            guard let row = try journal.row(table: RowTable.claimFile.rawValue, id: stream) else { continue }
            all.formUnion(try journal.rowIDs(table: RowTable.claimFile.rawValue, group: row.group))
        }
        return all
    }

    /// Every group of claim files that belong together, joined.
    func eachComponent(_ body: (ClaimFile) throws -> Void) throws {
        try eachGroup { files in try body(Self.join(files.map(\.state))) }
    }

    /// Every group of claim files that belong together.
    func eachGroup(_ body: ([StoredClaimFile]) throws -> Void) throws {
        var cursor: GroupCursor?
        var group: StreamID?
        var files: [StoredClaimFile] = []
        while true {
            let rows = try journal.rowsByGroup(after: cursor, limit: 1000)
            guard let last = rows.last else { break }
            for row in rows where row.table == RowTable.claimFile.rawValue {
                if row.group != group {
                    if !files.isEmpty { try body(files) }
                    files = []
                    group = row.group
                }
                if let payload = row.payload, let subject = row.subject {
                    files.append(
                        StoredClaimFile(
                            stream: row.id,
                            group: row.group,
                            subject: subject,
                            state: try ClaimFile(decoding: payload)
                        )
                    )
                }
            }
            cursor = last.cursor
        }
        if !files.isEmpty { try body(files) }
    }

    /// The claim files of a group, but for those of which the keys were destroyed.
    func files(ofGroup group: StreamID) throws -> [StoredClaimFile] { try files(ofGroups: [group]).first ?? [] }

    /// The claim files of each of some groups, but for those of which the keys were destroyed; nothing of a group that has none.
    func files(ofGroups groups: Set<StreamID>) throws -> [[StoredClaimFile]] {
        var files: [StreamID: [StoredClaimFile]] = [:]
        for row in try journal.rows(groups: groups.sorted()) where row.table == RowTable.claimFile.rawValue {
            guard let payload = row.payload, let subject = row.subject else { continue }
            files[row.group, default: []].append(
                StoredClaimFile(
                    stream: row.id,
                    group: row.group,
                    subject: subject,
                    state: try ClaimFile(decoding: payload)
                )
            )
        }
        return files.keys.sorted().compactMap { files[$0] }
    }

    /// The claim files of a group, joined.
    func component(_ group: StreamID) throws -> ClaimFile {
        Self.join(try files(ofGroup: group).map(\.state))
    }

    static func join(_ files: [ClaimFile]) -> ClaimFile {
        files.count == 1 ? files[0] : ClaimFile(joining: files)
    }

    func named(_ accounts: [AccountPosition], files: [StreamID]) -> [NamedAccount] {
        accounts.map { account in
            var position = account
            let ids = account.claims.map { PublicID.claim($0.claim.earliestFact, journal: journal) }
            // Claims are ordered by sequence, then public id.
            let order = account.claims.indices.sorted { left, right in
                let (one, other) = (account.claims[left].claim.sequence, account.claims[right].claim.sequence)
                return one != other ? one < other : ids[left] < ids[right]
            }
            position.claims = order.map { account.claims[$0] }
            return NamedAccount(
                id: PublicID.account(account.account.earliestFact, journal: journal),
                claimIDs: order.map { ids[$0] },
                position: position,
                files: files
            )
        }
    }

    /// The claims of a component's accounts that no submission of ours explains.
    func unmatched(of accounts: [AttachedAccount]) -> [UnmatchedClaim] {
        let keys = FactKeys(journal: journal)
        var unmatched: [UnmatchedClaim] = []
        for account in accounts {
            for claim in account.claims where claim.origin == .remittanceOnly || !claim.ambiguous.isEmpty {
                let id = PublicID.claim(claim.earliestFact, journal: journal)
                if claim.origin == .remittanceOnly, let fact = claim.adjudications.first {
                    unmatched.append(UnmatchedClaim(fact, claim: id, keys))
                }
                unmatched += claim.ambiguous.map { UnmatchedClaim($0, claim: nil, keys) }
            }
        }
        return unmatched
    }
}

extension UnmatchedClaim {
    init(_ adjudication: Adjudication, claim: String?, _ keys: FactKeys) {
        self.init(
            claim: claim,
            patientControlNumber: adjudication.patientControlNumber,
            payerControlNumber: adjudication.payerClaimNumber,
            paid: adjudication.paid,
            fact: adjudication.id,
            patient: keys.sourcePatient(adjudication.patient, source: adjudication.billingNPI)
        )
    }
}

extension NamedAccount {
    /// The place of the claim that an id names: its own, or that of any document which names it.
    ///
    /// An id stays true when an earlier document gives its claim another.
    func place(ofClaim id: String, _ journal: TenantJournal) -> Int? {
        if let place = claimIDs.firstIndex(of: id) { return place }
        guard let bytes = PublicID.parse(id) else { return nil }
        return position.claims.firstIndex { claim in
            claim.claim.namingFacts.contains { PublicID.bytes(of: $0.id, journal: journal) == bytes }
        }
    }

    /// Whether a number or public id names the account or one of its claims, as far as some groups of fields tell.
    func answers(to text: String, _ journal: TenantJournal, within fields: FieldMask = .all) -> Bool {
        if id == text || claimIDs.contains(text) { return true }
        if let bytes = PublicID.parse(text) {
            return position.claims.contains { claim in
                claim.claim.namingFacts.contains { PublicID.bytes(of: $0.id, journal: journal) == bytes }
            }
        }
        return position.claims.contains { claim in
            let isNumber =
                claim.claim.patientControlNumber == text || claim.claim.payerControlNumbers.contains(text)
                || claim.claim.submissions.contains { $0.clearinghouseNumber == text }
                || claim.claim.patients.contains { $0.medicalRecordNumber == text }
            return fields.contains(FieldMask([.recordNumbers])) && isNumber
                || fields.contains(FieldMask([.coverageNumbers]))
                    && claim.claim.patients.contains { $0.memberID == text }
        }
    }
}
