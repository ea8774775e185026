package import Access
package import Journal
package import RevenueCycle

/// Emergency access that somebody took: past the bounds of their roles, to named patients, for a stated reason and a short time.
package struct Emergency: Hashable, Sendable {
    /// Its name, drawn when it was taken.
    package let id: String
    /// Who took it.
    package let principal: PrincipalID
    /// Whose data it opens.
    package let patients: Set<SourcePatientID>
    /// Why, in their own words.
    package let reason: String
    /// From when and until when; revoked when somebody ended it before.
    package fileprivate(set) var validity: Validity
    /// What another person found who looked at what was done by it; nil while nobody has.
    package fileprivate(set) var review: Review?

    /// What was found of an emergency access.
    package struct Review: Hashable, Sendable {
        /// Who looked.
        package let reviewer: PrincipalID
        /// When.
        package let time: Timestamp
        /// Whether it was in order.
        package let isJustified: Bool
        /// What they found, in their own words.
        package let finding: String
    }

    /// Emergency access that begins.
    init(_ id: String, _ principal: PrincipalID, _ patients: Set<SourcePatientID>, reason: String, _ validity: Validity)
    {
        self.id = id
        self.principal = principal
        self.patients = patients
        self.reason = reason
        self.validity = validity
    }

    /// When it ends, or ended.
    package var end: Instant { [validity.until, validity.revoked].compactMap(\.self).min() ?? validity.from }

    /// Ends it before its time.
    mutating func end(at moment: Instant) { validity.revoked = min(validity.revoked ?? moment, moment) }

    /// Takes down what was found of it, the first time.
    mutating func review(_ found: Review) { review = review ?? found }

    /// As the rules of access look at it.
    ///
    /// - Parameters:
    ///   - place: where.
    ///   - isOwn: whether it was taken by the very account that asks; of a person's other accounts it opens nothing, but its
    ///     review is due all the same.
    /// - Returns: what the rules look at.
    func breakGlass(in place: Place, isOwn: Bool) -> BreakGlass? {
        var validity = validity
        if !isOwn { validity.revoked = validity.from }
        return BreakGlass(
            id: GrantID("emergency \(id)"),
            place: place,
            patients: patients,
            reason: reason,
            validity: validity,
            reviewed: review.map { Instant($0.time) }
        )
    }
}
