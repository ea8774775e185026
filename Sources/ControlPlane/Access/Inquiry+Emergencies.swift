import Access
import Journal
import RevenueCycle

// What was taken, and what was looked at by it.
extension Inquiry {
    /// Emergency access that was ever taken, in order.
    ///
    /// - Parameter isOpen: whether only what nobody has reviewed.
    /// - Returns: each, with what of it may be shown.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    package func emergencies(isOpen: Bool = false) throws -> [Shown<Emergency>] {
        let asked = isOpen ? FieldMask([.staff]) : []
        let fields = try sight(of: .breakGlass, as: [.emergency], by: asked).whole()
        let all = try plane.currentRoster().emergencies.filter { !isOpen || $0.review == nil }
        try record(all.isEmpty ? [] : fields, all.reduce(into: []) { $0.formUnion($1.patients) })
        return all.map { Shown(item: $0, fields: fields) }
    }

    /// One emergency access, with every look of its holder at its patients while it held.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is none.
    package func emergency(_ id: String) throws -> (emergency: Shown<Emergency>, looks: [Shown<RecordedLook>]) {
        let fields = try sight(of: .breakGlass, as: [.emergency, .look]).whole()
        let found = try plane.emergency(id)
        // A look is on record when its answer is given, a while after it was permitted, and may share the time of others.
        let time = Timestamp(found.validity.from.adding(minutes: -1))..<Timestamp(found.end.adding(minutes: 15))
        let looks = try plane.looks(within: time).filter {
            $0.principal == found.principal.rawValue && !$0.look.patients.isDisjoint(with: found.patients)
        }
        try record(fields, looks.reduce(into: found.patients) { $0.formUnion($1.look.patients) })
        return (Shown(item: found, fields: fields), looks.map { Shown(item: $0, fields: fields) })
    }
}
