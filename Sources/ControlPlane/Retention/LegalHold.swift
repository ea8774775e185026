package import Journal
import RevenueCycle

/// What must not be destroyed, because of a lawsuit, an audit or an investigation.
package struct LegalHold: Hashable, Sendable {
    /// The hold's number: the position of the entry that placed it.
    package let id: Position
    /// The public id of the patient (`p_…`), claim (`c_…`) or account (`a_…`) that is held.
    package let target: String
    /// Why it was placed.
    package let reason: String
    /// Who placed it.
    package let principal: String
    /// When it was placed.
    package let placed: Timestamp
    /// Who released it, when, and why; nil while it holds.
    package var released: Release?

    /// The end of a hold.
    package struct Release: Hashable, Sendable {
        /// Who released it.
        package let principal: String
        /// When.
        package let at: Timestamp
        /// Why.
        package let reason: String
    }
}

// All holds are one stream, so that nothing but verified entries says what is held.
extension ControlPlane {
    /// Holds everything about a patient, and whoever is held to be the same person, or about an account or claim.
    ///
    /// - Parameters:
    ///   - target: the public id of a patient, account or claim.
    ///   - reason: why.
    /// - Returns: the hold's number.
    /// - Throws: ``ControlPlaneError`` when there is no such thing, or no reason; ``JournalError``.
    package func placeHold(on target: String, reason: String) throws -> Position {
        try Self.checkReason(reason)
        let warrant = try warrant(for: .placeHold)
        guard try !streams(under: target).isEmpty else { throw ControlPlaneError.notFound(what: "record \(target)") }
        var writer = FieldWriter()
        writer.text(1, target)
        writer.text(2, reason)
        var append = try holdChange(.holdPlaced, writer.bytes, purpose: "placing of a legal hold", by: warrant)
        keep(.naming("target", target), in: &append)
        return try journal.append(append, at: clock()).positions.lowerBound
    }

    /// Releases a hold.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such hold, or it was released, or no reason is given; ``JournalError``.
    package func releaseHold(_ id: Position, reason: String) throws {
        try Self.checkReason(reason)
        let warrant = try warrant(for: .releaseHold)
        guard let hold = try placedHolds().first(where: { $0.id == id }) else {
            throw ControlPlaneError.notFound(what: "hold \(id)")
        }
        guard hold.released == nil else { throw ControlPlaneError.refused("Hold \(id) was released before.") }
        var writer = FieldWriter()
        writer.integer(1, id)
        writer.text(2, reason)
        var append = try holdChange(.holdReleased, writer.bytes, purpose: "release of a legal hold", by: warrant)
        keep(.naming("released", "\(id)"), in: &append)
        _ = try journal.append(append, at: clock())
    }

    /// Every hold that was ever placed, in order.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func holds() throws -> [LegalHold] {
        try warrant(for: .showHolds)
        return try placedHolds()
    }

    func placedHolds() throws -> [LegalHold] {
        var holds: [LegalHold] = []
        for entry in try journal.entries(of: Self.holdStream) {
            guard let payload = entry.payload else { continue }
            let header = entry.header
            var fields = FieldReader(payload)
            var target = ""
            var id: Position = 0
            var reason = ""
            while let field = try fields.next() {
                switch (header.type, field.number) {
                case (ShellEvent.holdPlaced.rawValue, 1): target = field.text
                case (ShellEvent.holdReleased.rawValue, 1): id = field.integer
                case (_, 2): reason = field.text
                default: break
                }
            }
            if header.type == ShellEvent.holdPlaced.rawValue {
                holds.append(
                    LegalHold(
                        id: header.position,
                        target: target,
                        reason: reason,
                        principal: header.principal,
                        placed: header.recorded
                    )
                )
            } else if let place = holds.firstIndex(where: { $0.id == id }) {
                holds[place].released = .init(principal: header.principal, at: header.recorded, reason: reason)
            }
        }
        return holds
    }

    /// The stream of all holds.
    static var holdStream: StreamID { stream(of: .holdPlaced) }

    private func holdChange(
        _ kind: ShellEvent,
        _ payload: [UInt8],
        purpose: String,
        by warrant: Warrant
    ) throws -> Append {
        try decision(kind, payload, in: Self.holdStream, purpose: purpose, by: warrant)
    }

    /// The claim files that a public id of a patient, account or claim leads to, with all that belong together with them.
    func streams(under target: String) throws -> Set<StreamID> {
        var found: Set<StreamID> = []
        if let patient = PublicID.patient(target) {
            let person = try Person(of: patient) { other throws(any Error) in try links(of: other).linked }
            for one in person.patients {
                found.formUnion(
                    try journal.lookup(space: KeySpace.sourcePatient.rawValue, BlindIndex(one.value))
                )
            }
        } else if let bytes = PublicID.parse(target) {
            let index = FactKeys(journal: journal).index(.publicID, bytes)
            found.formUnion(try journal.lookup(space: KeySpace.publicID.rawValue, index))
        }
        return try withCompany(found)
    }
}
