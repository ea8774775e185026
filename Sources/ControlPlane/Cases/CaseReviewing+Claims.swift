import Journal
import RevenueCycle

/// A claim with what its cases are found by.
struct ReviewedClaim {
    let id: String
    let records: Set<RecordID>
    let position: ClaimPosition
    let scope: CaseScope
    let subject: SubjectID
}

// Cases of claims' findings.
extension CaseReviewing {
    func reviewed(
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

    /// The cases of claims that change, each with what happens to it.
    func changed(_ claims: [ReviewedClaim]) throws -> [RecordedCase] {
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
        CaseSight(findings: findings.map(CaseFinding.init), scope: claim.scope, rules: rules, asOf: today)
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
