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

    /// Does the same for whoever looks at cases, whose look is no change of theirs, and because it is due.
    ///
    /// - Returns: what was done.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    @discardableResult package func followFindings() throws -> CaseReviewReport {
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
struct CaseReviewing {
    let plane: ControlPlane
    let keys: FactKeys
    /// The day as of which findings are worked out.
    let today: CalendarDate
    /// The number of the entry that adopted the rules by which this review works; the next one sees when others hold.
    let rules: UInt64
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
        // Another node may have adopted others since this one was opened.
        rules = try plane.rulesEntry()
        try plane.followRules()
        // A clock that was put back makes no finding undone.
        let day = CalendarDate(plane.clock())
        today = max(day, review.asOf ?? day)
    }

    mutating func run() throws {
        let isFirst = review.through == 0 || review.rules != rules || review.reading != ReadingVersion.current
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
        let news = try CaseNews(after: review.through, limit: nil, in: plane.journal)
        var waiting: [[StoredClaimFile]] = []
        // While it is not at its end, the steps say that nothing was looked at under these rules.
        try plane.eachGroup { files in
            waiting.append(files)
            guard waiting.count >= Self.stepSize else { return }
            try take(waiting, step(through: review.through, isDone: false))
            waiting = []
        }
        var last = step(through: news.through, isDone: true)
        last.decided = news.decidedAppeals
        try take(waiting, effects: news.effects, last)
    }

    /// Looks at the claims of which something came since the last step.
    private mutating func reviewNews() throws {
        while true {
            let quiet = try plane.quietCases.through(of: version, in: plane.journal) ?? review.through
            let news = try CaseNews(after: quiet, limit: Self.stepSize, in: plane.journal)
            if news.isQuiet, news.through - review.through < Self.quietEntries {
                return plane.quietCases.know(news.through, of: version)
            }
            var step = step(through: news.through, isDone: true)
            step.asOf = review.asOf ?? today
            step.decided = news.decidedAppeals
            try take(groups(of: news.files), effects: news.effects, step)
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
            try take(some.map(plane.files(ofGroup:)), step, forgetting: some)
        }
        try take([], step(through: review.through, isDone: true))
    }

    private func step(through: UInt64, isDone: Bool) -> CaseReviewStep {
        isDone
            ? CaseReviewStep(through: through, asOf: today, rules: rules, reading: ReadingVersion.current)
            : CaseReviewStep(
                through: through,
                asOf: review.asOf ?? today,
                rules: review.rules,
                reading: review.reading
            )
    }

    // MARK: - Steps

    private func groups(of streams: Set<StreamID>) throws -> [[StoredClaimFile]] {
        let rows = try plane.journal.rows(table: RowTable.claimFile.rawValue, ids: streams.sorted())
        return try Set(rows.map(\.group)).sorted().map(plane.files(ofGroup:))
    }

    /// Looks at groups and effects, and appends what follows as one step.
    private mutating func take(
        _ groups: [[StoredClaimFile]],
        effects: Set<StreamID> = [],
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
        var append = Append(command: .random(), principal: Self.principal, purpose: "review of cases")
        for recorded in try changed(claims) + changed(effects) {
            append.change(recorded, keys)
            count(recorded.news)
        }
        try close(&append, with: step)
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

    func context(_ stream: StreamID) -> Case.Context {
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
