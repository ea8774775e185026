package import RevenueCycle

/// Emergency access to named patients (45 CFR 164.312(a)(2)(ii)): with a reason, for a short time, reviewed afterwards.
///
/// It reaches past the bounds of its holder's grants, but never past a prohibition, and only by the holder in person.
package struct BreakGlass: Hashable, Sendable {
    /// Its name in decisions and entries.
    package let id: GrantID
    /// Where.
    package let place: Place
    /// Whose data it opens.
    package let patients: Set<SourcePatientID>
    /// Why, in the holder's own words.
    package let reason: String
    /// When; the terms of the roles may end it earlier.
    package var validity: Validity
    /// When another person reviewed it; nil while nobody has.
    package var reviewed: Instant?

    /// Emergency access; nil without a reason, a patient, or an end.
    package init?(
        id: GrantID,
        place: Place,
        patients: Set<SourcePatientID>,
        reason: String,
        validity: Validity,
        reviewed: Instant? = nil
    ) {
        guard reason.contains(where: { !$0.isWhitespace }), !patients.isEmpty, validity.until != nil else { return nil }
        self.id = id
        self.place = place
        self.patients = patients
        self.reason = reason
        self.validity = validity
        self.reviewed = reviewed
    }

    /// The first moment at which it no longer holds under these terms, unless it was revoked.
    package func end(under terms: BreakGlassTerms) -> Instant {
        let longest = validity.from.adding(minutes: terms.limitMinutes)
        return validity.until.map { min($0, longest) } ?? longest
    }

    /// Whether it holds at a moment under these terms.
    func holds(at moment: Instant, under terms: BreakGlassTerms) -> Bool {
        validity.holds(at: moment) && moment < end(under: terms)
    }

    /// Whether its review should have been done by a moment.
    package func isReviewOverdue(at moment: Instant, under terms: BreakGlassTerms) -> Bool {
        reviewed == nil && end(under: terms).adding(minutes: terms.reviewMinutes) <= moment
    }
}

/// How long emergency access may last, when it must have been reviewed, and what it opens.
package struct BreakGlassTerms: Sendable {
    /// The longest time, in minutes.
    package let limitMinutes: Int
    /// How long after its end its review may take, in minutes; without it nobody breaks the glass again.
    package let reviewMinutes: Int
    /// What it opens.
    package let permits: [Permit]

    /// The terms of emergency access.
    package init(limitMinutes: Int, reviewMinutes: Int, permits: [Permit]) {
        self.limitMinutes = limitMinutes
        self.reviewMinutes = reviewMinutes
        self.permits = permits
    }
}
