import Access
package import Journal
package import RevenueCycle

/// A time from a moment on, and up to another that is not in it.
package typealias TimeRange = Range<Timestamp>

// Who looked at what: for a patient who asks, and for an incident.
extension Inquiry {
    /// Every look at a patient's data, or that of anybody held to be the same person, in order.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when it is no patient's id.
    /// - Complexity: Opens every look within the time.
    package func looks(at id: String, within time: TimeRange) throws -> [Shown<RecordedLook>] {
        guard let patient = PublicID.patient(id) else {
            throw ControlPlaneError.refused("\(id) is no patient's id (p_…). `recourse patients` finds them.")
        }
        let fields = try sight(of: .accessLog, as: [.look], by: FieldMask([.recordNumbers])).whole()
        let person = try Person(of: patient) { other throws(any Error) in try plane.links(of: other).linked }
        let looks = try plane.looks(within: time).filter { !$0.look.patients.isDisjoint(with: person.patients) }
        try record(fields, Set(person.patients))
        return looks.map { Shown(item: $0, fields: fields) }
    }

    /// Every look of a principal, in order: whose data, and which kinds.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Opens every look within the time.
    package func looks(by principal: String, within time: TimeRange) throws -> [Shown<RecordedLook>] {
        let fields = try sight(of: .accessLog, as: [.look], by: FieldMask([.staff])).whole()
        let looks = try plane.looks(within: time).filter { $0.principal == principal }
        try record(fields, looks.reduce(into: []) { $0.formUnion($1.look.patients) })
        return looks.map { Shown(item: $0, fields: fields) }
    }

    /// Every time that somebody was refused for lack of a right, in order; of one principal, or of all.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Opens every refusal within the time.
    package func refusals(
        of principal: String? = nil,
        within time: TimeRange
    ) throws -> [Shown<RecordedRefusal>] {
        let asked = principal == nil ? [] : FieldMask([.staff])
        let fields = try sight(of: .accessLog, as: [.refusal], by: asked).whole()
        let refusals = try plane.refusals(within: time).filter { principal == nil || $0.principal == principal }
        try record(fields, [])
        return refusals.map { Shown(item: $0, fields: fields) }
    }
}

/// A refusal on record.
package struct RecordedRefusal: Sendable {
    /// The entry's number in the access journal.
    package let position: Position
    /// When.
    package let recorded: Timestamp
    /// Who was refused.
    package let principal: String
    /// The purpose that they stated; empty for what states none.
    package let purpose: String
    /// What they wanted: an operation, or the surface of a question; nothing of what it was about.
    package let what: String
    /// The right that it needs.
    package let right: String
    /// Why it was refused.
    package let reason: String
    /// The prohibition that was met; nil when none was.
    package let rule: String?
}

extension ControlPlane {
    /// Every look within a time of which the key is not destroyed, in order.
    func looks(within time: TimeRange) throws -> [RecordedLook] {
        try access(AccessLog.looked, within: time) { header, payload in
            RecordedLook(
                position: header.position,
                recorded: header.recorded,
                principal: header.principal,
                look: try Look(decoding: payload, purpose: header.purpose)
            )
        }
    }

    /// Every refusal within a time of which the key is not destroyed, in order.
    fileprivate func refusals(within time: TimeRange) throws -> [RecordedRefusal] {
        try access(AccessLog.refused, within: time) { header, payload in
            let refusal = try Refusal(decoding: payload)
            return RecordedRefusal(
                position: header.position,
                recorded: header.recorded,
                principal: header.principal,
                purpose: header.purpose,
                what: refusal.what,
                right: refusal.right,
                reason: refusal.reason,
                rule: refusal.rule?.rawValue
            )
        }
    }

    /// What entries of a type tell that the access journal has of a time, in order.
    private func access<Record>(
        _ type: UInt16,
        within time: TimeRange,
        _ read: (EntryHeader, [UInt8]) throws -> Record
    ) throws -> [Record] {
        var records: [Record] = []
        var position = try firstLook(from: time.lowerBound)
        while case let entries = try accessLog.journal.entries(from: position), let last = entries.last {
            for entry in entries where entry.header.type == type {
                guard time.contains(entry.header.recorded), let payload = entry.payload else { continue }
                records.append(try read(entry.header, payload))
            }
            guard last.header.recorded < time.upperBound else { break }
            position = last.header.position + 1
        }
        return records
    }

    /// How long a clock may have been wrong before looks are missed.
    private static let clockError: Int64 = 24 * 3600 * 1_000_000

    /// The position from which on looks of a time may stand: entries follow each other in time, but for a clock put back.
    private func firstLook(from time: Timestamp) throws -> Position {
        let start = Timestamp(microsecondsSince1970: time.microsecondsSince1970 &- Self.clockError)
        guard time.microsecondsSince1970 > .min + Self.clockError else { return 1 }
        var low: Position = 1
        var high = try accessLog.journal.head() + 1
        while low < high {
            let middle = low + (high - low) / 2
            guard let entry = try accessLog.journal.entries(from: middle, limit: 1).first else { break }
            if entry.header.recorded < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Looks at the whole access journal, as ``TenantJournal/verifyIntegrity(against:structure:signed:)`` does.
    ///
    /// - Throws: ``JournalError``; what is damaged is in the report.
    package func verifyAccessIntegrity() throws(JournalError) -> IntegrityReport {
        try accessLog.journal.verifyIntegrity()
    }

    /// The public id of a patient.
    package static func publicID(of patient: SourcePatientID) -> String { PublicID.patient(patient) }
}
