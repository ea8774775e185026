import Journal
import RevenueCycle

/// What a review of cases did.
package struct CaseReviewReport: Hashable, Sendable {
    /// How many cases were opened.
    package fileprivate(set) var opened = 0
    /// How many had findings that changed, went or came back.
    package fileprivate(set) var changed = 0
    /// How many were closed because their findings went before anybody worked on them.
    package fileprivate(set) var closed = 0
    /// How many were taken up again because their findings came back.
    package fileprivate(set) var reopened = 0
}

extension ControlPlane {
    /// Brings the cases up to what is found now: opens, changes and marks them.
    ///
    /// It looks at what came since the last time, and at what the days since then may have changed; at everything the first
    /// time, and when other rules or another version of this program read the claims.
    ///
    /// - Returns: what was done.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    @discardableResult
    package func refreshCases() throws -> CaseReviewReport {
        try warrant(for: .refreshCases)
        return try followFindings()
    }

    /// Does the same for whoever looks at cases, whose look is no change of theirs.
    @discardableResult func followFindings() throws -> CaseReviewReport {
        for _ in 0..<20 {
            do {
                var reviewing = try CaseReviewing(self)
                try reviewing.run()
                return reviewing.report
            } catch JournalError.conflict {
                // Somebody worked a case, or reviews too: what they recorded is looked at anew.
                continue
            }
        }
        var reviewing = try CaseReviewing(self)
        try reviewing.run()
        return reviewing.report
    }
}

/// A review on its way.
///
/// Each step is one append: the cases that it changes, how far the journal is read, and when groups must be looked at again.
/// The stream of steps has one writer at a time, since an append that does not follow the last step is refused; so nothing is
/// opened twice, and what was interrupted goes on from the last step.
private struct CaseReviewing {
    let plane: ControlPlane
    let keys: FactKeys
    /// The day as of which findings are worked out.
    let today: CalendarDate
    /// The number of the entry that adopted the rules in force, and the version of the stream that says so.
    let rules: (entry: UInt64, version: UInt64)
    var report = CaseReviewReport()
    private var review: CaseReview
    private var version: UInt64

    /// The account that entries name.
    static let principal = "service:cases"
    /// How many groups of claim files one step looks at.
    private static let stepSize = 500
    /// How many entries without anything of interest are passed over before that is recorded.
    private static let quietEntries: UInt64 = 10_000
    /// Beyond so many days it is cheaper to look at everything.
    private static let watchedDays = 400

    init(_ plane: ControlPlane) throws {
        self.plane = plane
        keys = FactKeys(journal: plane.journal)
        version = try plane.journal.version(of: CaseReviewRow.stream)
        review = try plane.caseReview()
        let adopted = try plane.journal.entries(of: ControlPlane.rulesStream).last?.header
        rules = (adopted?.position ?? 0, adopted?.streamVersion ?? 0)
        // Another node may have adopted others since this one was opened.
        plane.rules = try plane.rulesInForce()
        // A clock that was put back makes no finding undone.
        let day = CalendarDate(plane.clock())
        today = max(day, review.asOf ?? day)
    }

    mutating func run() throws {
        let isFirst = review.through == 0 || review.rules != rules.entry || review.reading != ReadingVersion.current
        if isFirst || review.asOf.map({ today.days(since: $0) > Self.watchedDays }) ?? true {
            try reviewAll()
        } else {
            try reviewNews()
            try reviewDays()
        }
    }

    // MARK: - What is looked at

    /// Looks at every claim.
    private mutating func reviewAll() throws {
        var news = try news(from: review.through)
        let head = news.through
        var waiting: [[StoredClaimFile]] = []
        // While it is not at its end, the steps say that nothing was looked at under these rules.
        try plane.eachGroup { files in
            waiting.append(files)
            guard waiting.count >= Self.stepSize else { return }
            try take(waiting, step(through: review.through, isDone: false))
            waiting = []
        }
        var last = step(through: head, isDone: true)
        last.decided = news.takeDecided()
        try take(waiting, last)
    }

    /// Looks at the claims of which something came since the last step.
    private mutating func reviewNews() throws {
        while true {
            var news = try news(from: review.through, limit: Self.stepSize)
            let isQuiet = news.files.isEmpty && !news.hasDecided
            if isQuiet, news.through - review.through < Self.quietEntries { return }
            var step = step(through: news.through, isDone: true)
            step.asOf = review.asOf ?? today
            step.decided = news.takeDecided()
            try take(groups(of: news.files), step)
        }
    }

    /// Looks at the claims that the days since the last step may have changed.
    private mutating func reviewDays() throws {
        guard let last = review.asOf, last < today else { return }
        var due: [StreamID] = []
        for number in (last.dayNumber + 1)...today.dayNumber {
            try plane.eachRow(ofGroup: CaseWatchRow.bucket(CalendarDate(dayNumber: number))) { row in
                guard let payload = row.payload else { return }
                due.append(StreamID(try CaseWatch(decoding: payload).group))
            }
        }
        for start in stride(from: 0, to: due.count, by: Self.stepSize) {
            let some = Array(due[start..<min(start + Self.stepSize, due.count)])
            var step = step(through: review.through, isDone: true)
            step.asOf = last
            try take(some.map(files(ofGroup:)), step, forgetting: some)
        }
        try take([], step(through: review.through, isDone: true))
    }

    /// What entries tell of claims and appeals.
    private struct News {
        var through: UInt64
        var files: Set<StreamID> = []
        var hasDecided: Bool { !decided.isEmpty }
        private var decided: [(case: StreamID, outcome: AppealOutcome)] = []
        private var keys: [StreamID: OverturnKey] = [:]

        init(from position: UInt64) { through = position }

        mutating func take(_ entry: Entry) throws {
            let header = entry.header
            through = header.position
            switch header.type {
            case ClaimFileEvent.types: files.insert(header.stream)
            case Case.Event.types:
                guard let payload = entry.payload else { return }
                let event = try Case.Event(type: header.type, schema: header.schema, payload: payload)
                if case .answered(let answer) = event, case .appealOutcome(let outcome) = answer.content.answer {
                    decided.append((header.stream, outcome))
                }
            default: break
            }
        }

        /// What each decision is counted by, where the case is still known.
        mutating func name(_ state: Case, of stream: StreamID) { keys[stream] = state.overturnKey }

        /// The cases whose appeals were decided.
        var cases: Set<StreamID> { Set(decided.map(\.case)) }

        mutating func takeDecided() -> [DecidedAppeal] {
            decided.compactMap { item in keys[item.case].map { DecidedAppeal(key: $0, outcome: item.outcome) } }
        }
    }

    /// What came after a position: all of it, or until so many claim files are touched.
    private func news(from position: UInt64, limit: Int = .max) throws -> News {
        var news = News(from: position)
        while news.files.count < limit,
            case let entries = try plane.journal.entries(from: news.through + 1, limit: 500),
            !entries.isEmpty
        {
            for entry in entries {
                try news.take(entry)
                // With all at once nothing is picked out.
                if limit == .max { news.files = [] }
            }
        }
        for row in try plane.journal.rows(table: RowTable.workCase.rawValue, ids: news.cases.sorted()) {
            if let payload = row.payload { news.name(try Case(decoding: payload), of: row.id) }
        }
        return news
    }

    private func step(through: UInt64, isDone: Bool) -> CaseReviewStep {
        isDone
            ? CaseReviewStep(through: through, asOf: today, rules: rules.entry, reading: ReadingVersion.current)
            : CaseReviewStep(
                through: through,
                asOf: review.asOf ?? today,
                rules: review.rules,
                reading: review.reading
            )
    }

    // MARK: - Groups of claim files

    private func groups(of streams: Set<StreamID>) throws -> [[StoredClaimFile]] {
        let rows = try plane.journal.rows(table: RowTable.claimFile.rawValue, ids: streams.sorted())
        return try Set(rows.map(\.group)).sorted().map(files(ofGroup:))
    }

    private func files(ofGroup group: StreamID) throws -> [StoredClaimFile] {
        try plane.journal.rows(group: group).compactMap { row in
            guard row.table == RowTable.claimFile.rawValue, let payload = row.payload, let subject = row.subject else {
                return nil
            }
            return StoredClaimFile(
                stream: row.id,
                group: row.group,
                subject: subject,
                state: try ClaimFile(decoding: payload)
            )
        }
    }

    /// A claim with what its cases are found by.
    private struct ReviewedClaim {
        let id: String
        let records: Set<RecordID>
        let position: ClaimPosition
        let scope: CaseScope
        let subject: SubjectID
    }

    /// Looks at groups, and appends what follows as one step.
    private mutating func take(
        _ groups: [[StoredClaimFile]],
        _ step: CaseReviewStep,
        forgetting: [StreamID] = []
    ) throws {
        var step = step
        var claims: [ReviewedClaim] = []
        // A group that was joined to another has no rows any more, and its day goes.
        var days = Dictionary(uniqueKeysWithValues: forgetting.map { ($0, nil as CalendarDate?) })
        let reading = plane.reading(asOf: today)
        for files in groups {
            guard let first = files.first else { continue }
            let accounts = reading.accounts(of: ControlPlane.join(files.map(\.state)))
            days[first.group] = .some(accounts.compactMap { reading.nextSilence(in: $0) }.min())
            for account in plane.named(accounts, files: files.map(\.stream)) {
                for (id, claim) in zip(account.claimIDs, account.position.claims) {
                    claims.append(reviewed(claim, id: id, of: account, subject: first.subject))
                }
            }
        }
        step.watches = try watches(days)
        var append = Append(
            command: .random(),
            principal: Self.principal,
            purpose: "review of cases",
            asserting: [ControlPlane.rulesStream: rules.version]
        )
        for recorded in try changed(claims) {
            append.change(recorded, keys)
            count(recorded.news)
        }
        try close(&append, with: step)
    }

    private func reviewed(
        _ position: ClaimPosition,
        id: String,
        of account: NamedAccount,
        subject: SubjectID
    ) -> ReviewedClaim {
        let records = position.claim.namingFacts.map { fact in
            RecordID(bytes: PublicID.bytes(of: fact.id, journal: plane.journal))
        }
        return ReviewedClaim(
            id: id,
            records: Set(records),
            position: position,
            scope: plane.caseScope(of: [position], files: account.files),
            subject: subject
        )
    }

    /// Appends a step.
    private mutating func close(_ append: inout Append, with step: CaseReviewStep) throws {
        var next = review
        next.evolve(step)
        let event = NewEvent(
            type: CaseReviewStep.type,
            schema: CaseReviewStep.schema,
            subject: .tenant,
            retention: .governance,
            payload: step.encoded()
        )
        append.writes.append(
            StreamWrite(stream: CaseReviewRow.stream, expectedVersion: version, events: [event])
        )
        append.rows.append(CaseReviewRow.row(next))
        append.rows += step.watches.compactMap(CaseWatchRow.row)
        append.removing += step.watches.filter { $0.day == nil }.map {
            RowID(table: RowTable.caseWatch.rawValue, id: CaseWatchRow.id(of: StreamID($0.group)))
        }
        _ = try plane.journal.append(append, at: plane.clock())
        review = next
        version += 1
    }

    /// The days of groups that are not those on record.
    private func watches(_ days: [StreamID: CalendarDate?]) throws -> [CaseWatch] {
        let groups = days.keys.sorted()
        var known: [UInt128: CalendarDate] = [:]
        let rows = try plane.journal.rows(
            table: RowTable.caseWatch.rawValue,
            ids: groups.map { CaseWatchRow.id(of: $0) }
        )
        for row in rows {
            guard let payload = row.payload else { continue }
            let watch = try CaseWatch(decoding: payload)
            known[watch.group] = watch.day
        }
        return groups.compactMap { group in
            let day = days[group] ?? nil
            return known[group.value] == day ? nil : CaseWatch(group: group.value, day: day)
        }
    }

    // MARK: - Cases

    /// The cases of claims that change, each with what happens to it.
    private func changed(_ claims: [ReviewedClaim]) throws -> [RecordedCase] {
        let known = try casesOnRecord(of: claims)
        var changed: [RecordedCase] = []
        var new: [RecordedCase] = []
        for claim in claims {
            let own = claim.records.flatMap { known[$0] ?? [] }.sorted(by: Self.isFirst)
            var causes = claim.position.causes
            for var recorded in own {
                guard let cause = recorded.state.opening?.cause else { continue }
                // Of several cases of one cause, as of claims that turned out to be one, the first one has it.
                let findings = causes.removeValue(forKey: cause) ?? []
                try recorded.follow(.see(sight(findings, of: claim)), in: context(recorded.stream))
                if !recorded.news.isEmpty { changed.append(recorded) }
            }
            for (cause, findings) in causes.sorted(by: { Finding.isBefore($0.value[0], $1.value[0]) }) {
                new.append(try opened(cause, findings, of: claim))
            }
        }
        // A stream that has entries and no row is a case whose keys were destroyed: it is not begun anew.
        let versions = try plane.journal.versions(of: new.map(\.stream))
        return changed + zip(new, versions).filter { $1 == 0 }.map(\.0)
    }

    /// The cases on record of claims, by what they are about.
    private func casesOnRecord(of claims: [ReviewedClaim]) throws -> [RecordID: [RecordedCase]] {
        let records = claims.flatMap(\.records)
        let lookups = try plane.journal.lookups(
            records.map { (KeySpace.subjectCases.rawValue, CaseRow.index(of: .claim($0), keys)) }
        )
        let streams = Set(lookups.flatMap(\.self)).sorted()
        let rows = try plane.journal.rows(table: RowTable.workCase.rawValue, ids: streams)
        let versions = Dictionary(
            uniqueKeysWithValues: zip(rows.map(\.id), try plane.journal.versions(of: rows.map(\.id)))
        )
        var cases: [RecordID: [RecordedCase]] = [:]
        for row in rows {
            guard let payload = row.payload, let subject = row.subject, let version = versions[row.id] else { continue }
            let state = try Case(decoding: payload)
            guard case .claim(let record)? = state.opening?.subject else { continue }
            cases[record, default: []].append(RecordedCase(row.id, state, version: version, subject: subject))
        }
        return cases
    }

    /// Whether a case is to have a finding rather than another: one that is open, then the one that was opened first.
    private static func isFirst(_ one: RecordedCase, _ other: RecordedCase) -> Bool {
        guard one.state.isOpen == other.state.isOpen else { return one.state.isOpen }
        let times = (one.state.opening?.at, other.state.opening?.at)
        if let first = times.0, let second = times.1, first != second { return first < second }
        return one.stream < other.stream
    }

    private func opened(_ cause: CaseCause, _ findings: [Finding], of claim: ReviewedClaim) throws -> RecordedCase {
        let kind = CaseKind(of: findings[0])
        guard case .claim(let record)? = PublicID.caseSubject(claim.id) else {
            preconditionFailure("A claim with a finding has a fact that names it.")
        }
        let stream = PublicID.caseStream(of: claim.id, cause, journal: plane.journal)
        var recorded = RecordedCase(new: stream, subject: claim.subject)
        let opening = CaseOpening(
            subject: .claim(record),
            kind: kind,
            cause: cause,
            sight: sight(findings, of: claim),
            queue: CaseQueue(for: kind, category: cause.category),
            by: PrincipalID(Self.principal),
            at: Instant(plane.clock())
        )
        try recorded.follow(.open(opening), in: context(stream))
        return recorded
    }

    private func sight(_ findings: [Finding], of claim: ReviewedClaim) -> CaseSight {
        CaseSight(findings: findings.map(CaseFinding.init), scope: claim.scope, rules: rules.entry, asOf: today)
    }

    private func context(_ stream: StreamID) -> Case.Context {
        Case.Context(
            by: PrincipalID(Self.principal),
            at: Instant(plane.clock()),
            today: today,
            own: stream.value
        )
    }

    private mutating func count(_ events: [Case.Event]) {
        for event in events {
            switch event {
            case .opened: report.opened += 1
            case .findingsChanged: report.changed += 1
            case .ended(let entry): if entry.content.outcome == nil { report.reopened += 1 } else { report.closed += 1 }
            case .assigned, .scheduled, .noted, .called, .answered, .linked: break
            }
        }
    }
}

extension ControlPlane {
    /// Whose and whom claims concern, as far as it is known of all of them.
    func caseScope(of claims: [ClaimPosition], files: [StreamID]) -> CaseScope {
        let keys = FactKeys(journal: journal)
        let facilities = Set(claims.map { $0.claim.billingNPI })
        let payerRules = Set(claims.map { rules.rule(for: $0.payer)?.key })
        let payers = Set(
            claims.map { claim in
                rules.rule(for: claim.payer)?.key ?? claim.payer.ids.first.map(PayerIdentity.normalizeID)
                    ?? claim.payer.normalizedName
            }
        )
        let patients = claims.reduce(into: Set<SourcePatientID>()) { $0.formUnion(keys.patients(of: $1.claim)) }
        return CaseScope(
            facility: facilities.count == 1 ? facilities.first ?? nil : nil,
            payerRule: payerRules.count == 1 ? payerRules.first ?? nil : nil,
            payer: payers.count == 1 ? payers.first ?? nil : nil,
            patients: patients.sorted(),
            files: files.map(\.value).sorted()
        )
    }
}
