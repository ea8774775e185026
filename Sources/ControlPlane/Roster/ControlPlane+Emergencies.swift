import Access
import Journal
import RevenueCycle

// Emergency access (45 CFR 164.312(a)(2)(ii)): whoever has a role with the right to it takes it by themselves, says why, and is looked at
// by somebody else afterwards. Each step is an entry of the roster, so that questions about rights see it at once.
extension ControlPlane {
    /// What emergency access lasts when nothing is said.
    package static let emergencyMinutes = 60

    /// Opens the data of a patient to whoever acts.
    ///
    /// - Parameters:
    ///   - text: an id or number of the patient, or of an account or claim of theirs; a name alone is too little.
    ///   - minutes: for how long.
    ///   - reason: why.
    /// - Returns: what was opened.
    /// - Throws: ``ControlPlaneError`` when there is nothing under the number, the rules do not allow it, a review is overdue, or a key
    ///   acts; ``JournalError`` or ``DecodingFault``.
    package func breakGlass(for text: String, minutes: Int = emergencyMinutes, reason: String) throws -> Emergency {
        try Self.checkReason(reason)
        let longest = Authority.roles.breakGlass.limitMinutes
        guard (1...longest).contains(minutes) else {
            throw ControlPlaneError.refused("Emergency access lasts from 1 to \(longest) minutes.")
        }
        let warrant = try warrant(for: .breakGlass)
        guard key == nil else {
            throw ControlPlaneError.refused("A person takes emergency access, not a key: sign in.")
        }
        let patients = try patients(under: text)
        let now = clock()
        let until = now.advanced(by: .seconds(60 * minutes))
        let emergency = Emergency(
            String(UInt64.random(in: (1 << 60)...(.max)), radix: 16),
            PrincipalID(principal),
            patients,
            reason: reason,
            Validity(from: Instant(now), until: Instant(until))
        )
        let kind = RosterChange.Kind.breakGlass(id: emergency.id, patients, until: until)
        let change = RosterChange(emergency.principal, kind, reason: reason)
        try record(
            change,
            "emergency access",
            by: warrant,
            on: warrant.rosterVersion,
            answer: emergency.opening,
            at: now
        )
        return emergency
    }

    /// Ends emergency access before its time: one's own, or that of others where that is one's right.
    ///
    /// - Throws: ``ControlPlaneError``; ``JournalError`` or ``DecodingFault``.
    package func endEmergency(_ id: String, reason: String) throws {
        let roster = try currentRoster()
        let isOwn = roster.emergencies.contains { $0.id == id && $0.principal.rawValue == principal }
        let warrant = isOwn && key == nil ? nil : try warrant(for: .endEmergency)
        let emergency = try emergency(id)
        guard emergency.end > Instant(clock()) else {
            throw ControlPlaneError.refused("Emergency access \(id) has ended already.")
        }
        let change = RosterChange(emergency.principal, .endEmergency(id: id), reason: reason)
        try record(
            change,
            "end of emergency access",
            by: warrant,
            on: warrant?.rosterVersion ?? roster.version,
            answer: .naming("emergency", id)
        )
    }

    /// Takes down what somebody found who looked at what was done by emergency access, once it has ended.
    ///
    /// - Parameters:
    ///   - id: its name.
    ///   - isJustified: whether it was in order.
    ///   - finding: what they found.
    /// - Throws: ``ControlPlaneError`` when it still holds, was looked at before, or was their own; ``JournalError`` or
    ///   ``DecodingFault``.
    package func reviewEmergency(_ id: String, isJustified: Bool, finding: String) throws {
        let roster = try currentRoster()
        let holder = roster.emergencies.first { $0.id == id }?.principal
        let human = holder.flatMap { roster.account($0)?.human ?? HumanID($0.rawValue) }
        let warrant = try warrant(for: .reviewEmergency, owners: Set([human].compactMap(\.self)))
        let emergency = try emergency(id)
        guard emergency.review == nil else {
            throw ControlPlaneError.refused("Emergency access \(id) was reviewed already.")
        }
        guard emergency.end <= Instant(clock()) else {
            throw ControlPlaneError.refused("Emergency access \(id) still holds. End it first, or wait.")
        }
        let change = RosterChange(
            emergency.principal,
            .reviewEmergency(id: id, isJustified: isJustified),
            reason: finding
        )
        try record(
            change,
            "review of emergency access",
            by: warrant,
            on: roster.version,
            answer: .naming("emergency", id)
        )
    }

    /// Emergency access by its name.
    func emergency(_ id: String) throws -> Emergency {
        guard let found = try currentRoster().emergencies.first(where: { $0.id == id }) else {
            throw ControlPlaneError.notFound(what: "emergency access \(id)")
        }
        return found
    }

    /// The patients of whom an id or number speaks, with everybody held to be the same person.
    private func patients(under text: String) throws -> Set<SourcePatientID> {
        let found: Set<SourcePatientID>
        if let patient = PublicID.patient(text) {
            _ = try self.patient(patient, asOf: today)
            found = [patient]
        } else {
            let keys = FactKeys(journal: journal)
            found = try accounts(named: text, asOf: today).flatMap(\.position.claims).reduce(into: []) {
                $0.formUnion(keys.patients(of: $1.claim))
            }
        }
        guard let first = found.min() else { throw Self.noSuchAccount }
        let person = try Person(of: first) { other throws(any Error) in try links(of: other).linked }
        guard found.isSubset(of: person.patients) else {
            throw ControlPlaneError.refused("Several people answer to that number. Give the id of one patient (p_…).")
        }
        return Set(person.patients)
    }

    private func record(
        _ change: RosterChange,
        _ purpose: String,
        by warrant: Warrant?,
        on version: UInt64,
        answer: JSONValue,
        at time: Timestamp? = nil
    ) throws {
        try Self.checkReason(change.reason)
        var append = try decision(.rosterChanged, change.encoded(), in: Roster.stream, purpose: purpose, by: warrant)
        // What was decided about is what the roster said then.
        append.writes[0].expectedVersion = version
        keep(answer, in: &append)
        _ = try journal.append(append, at: time ?? clock())
    }
}
