/// Which of a claim's adjudications count: contract, section 3, "parts, corrections, reversals".
package struct EffectiveAdjudications: Hashable, Sendable {
    /// Those that count together, earliest first.
    package private(set) var effective: [Adjudication] = []
    /// Those held because they, or the payment that carries them, do not balance.
    package private(set) var suspended: [Adjudication] = []
    /// Those held for a person: they speak of part of an earlier one, or take back other amounts than were paid.
    package private(set) var conflicting: [Conflict] = []
    /// Reversals of which no original is known.
    package private(set) var unpaired: [Adjudication] = []
    /// Originals that were taken back, each with what took it back.
    package private(set) var reversed: [Reversed] = []
    /// Denials as a duplicate, beside another adjudication.
    package private(set) var duplicates: [Adjudication] = []
    /// Paid adjudications that a later one replaced though no reversal came.
    package private(set) var replacedWithoutReversal: [Adjudication] = []
    /// Notices that the claim is not this payer's and was forwarded (CLP02 = 23).
    package private(set) var misdirected: [Adjudication] = []

    /// An original and its reversal.
    package struct Reversed: Hashable, Sendable {
        /// What was taken back.
        package let original: Adjudication
        /// What took it back.
        package let reversal: Adjudication
    }

    /// An adjudication that waits for a person, and what it conflicts with.
    package struct Conflict: Hashable, Sendable {
        /// The adjudication that is held.
        package let held: Adjudication
        /// The earlier one, which stands.
        package let earlier: Adjudication
    }

    /// Whether anything of the claim is held, so that its patient may not be asked.
    package var hasHeld: Bool { !suspended.isEmpty || !conflicting.isEmpty }

    /// Works out what counts.
    ///
    /// - Parameters:
    ///   - claim: the claim with every adjudication attached to it.
    ///   - heldPayments: payments that do not balance.
    ///   - released: adjudications that a person let count.
    ///   - charge: what an adjudication's parts may add up to, when a document tells.
    init(_ claim: AttachedClaim, heldPayments: Set<BodyHash>, released: Set<FactID>, charge: Money?) {
        var originals: [Adjudication] = []
        var reversals: [Adjudication] = []
        for fact in claim.adjudications where fact.statusCode != "25" {
            if heldPayments.contains(fact.payment) || !(fact.isBalanced || released.contains(fact.id)) {
                suspended.append(fact)
            } else if fact.statusCode == "23" {
                misdirected.append(fact)
            } else if fact.isReversal {
                reversals.append(fact)
            } else {
                originals.append(fact)
            }
        }
        pair(reversals, with: &originals, released: released)
        setAsideDuplicates(&originals, isAlone: reversed.isEmpty && suspended.isEmpty)
        for fact in originals { apply(fact, claim: claim, charge: charge, isReleased: released.contains(fact.id)) }
    }

    // MARK: - Reversals

    private mutating func pair(
        _ reversals: [Adjudication],
        with originals: inout [Adjudication],
        released: Set<FactID>
    ) {
        for reversal in reversals {
            let before = originals.indices.filter { Self.isOnOrBefore(originals[$0], reversal) }
            let byNumber = before.filter {
                originals[$0].payerClaimNumber == reversal.payerClaimNumber
                    && reversal.payerClaimNumber != nil
            }
            let byReference = before.filter { index in
                let original = originals[index]
                return
                    (reversal.originalPayerClaimNumber != nil
                    && original.payerClaimNumber == reversal.originalPayerClaimNumber)
            }
            let named = byNumber.isEmpty ? byReference : byNumber
            if let index = named.first(where: { reversal.mirrors(originals[$0]) })
                ?? (named.isEmpty
                    ? before.first { reversal.mirrors(originals[$0]) && reversal.isAboutSameDays(originals[$0]) } : nil)
            {
                reversed.append(Reversed(original: originals.remove(at: index), reversal: reversal))
            } else if let index = named.first {
                if released.contains(reversal.id) {
                    reversed.append(Reversed(original: originals.remove(at: index), reversal: reversal))
                } else {
                    conflicting.append(Conflict(held: reversal, earlier: originals[index]))
                }
            } else {
                unpaired.append(reversal)
            }
        }
    }

    private static func isOnOrBefore(_ original: Adjudication, _ reversal: Adjudication) -> Bool {
        (original.paymentDate ?? .distantPast) <= (reversal.paymentDate ?? .distantPast)
    }

    // MARK: - Duplicates

    private mutating func setAsideDuplicates(_ originals: inout [Adjudication], isAlone: Bool) {
        let denials = originals.filter(\.isDuplicateDenial)
        guard !denials.isEmpty else { return }
        let keepsOne = isAlone && denials.count == originals.count
        let kept = keepsOne ? denials.first?.id : nil
        duplicates = denials.filter { $0.id != kept }
        originals.removeAll { $0.isDuplicateDenial && $0.id != kept }
    }

    // MARK: - Parts and corrections

    private mutating func apply(_ fact: Adjudication, claim: AttachedClaim, charge: Money?, isReleased: Bool) {
        let answered = claim.submission(answeredBy: fact)
        let same = effective.filter { claim.submission(answeredBy: $0)?.id == answered?.id }
        let keys = Set(fact.lines.map(\.key))
        let isPart =
            same.count == effective.count
            && same.allSatisfy { earlier in
                let earlierKeys = Set(earlier.lines.map(\.key))
                return earlierKeys.isEmpty == keys.isEmpty && earlierKeys.isDisjoint(with: keys)
            }
            && Self.fits(
                (effective + [fact]).map(\.charge).sum(),
                in: answered?.charge ?? charge,
                hasLines: !keys.isEmpty
            )
        if isPart || effective.isEmpty {
            effective.append(fact)
            return
        }
        let partlyCovered = same.first { earlier in
            let earlierKeys = Set(earlier.lines.map(\.key))
            return !earlierKeys.isEmpty && !keys.isEmpty && !earlierKeys.isDisjoint(with: keys)
                && !earlierKeys.isSubset(of: keys)
        }
        if let partlyCovered, !isReleased {
            conflicting.append(Conflict(held: fact, earlier: partlyCovered))
            return
        }
        // Of parts of the same submission only those that it speaks of again are replaced.
        var kept = same.filter { earlier in
            let earlierKeys = Set(earlier.lines.map(\.key))
            return !earlierKeys.isEmpty && !keys.isEmpty && earlierKeys.isDisjoint(with: keys)
        }
        let sum = (kept + [fact]).map(\.charge).sum()
        if !Self.fits(sum, in: answered?.charge ?? charge, hasLines: !keys.isEmpty) { kept = [] }
        replacedWithoutReversal += effective.filter { earlier in
            !earlier.paid.isZero && !kept.contains { $0.id == earlier.id }
        }
        effective = kept + [fact]
    }

    private static func fits(_ sum: Money, in charge: Money?, hasLines: Bool) -> Bool {
        guard let charge else { return hasLines }
        return sum <= charge
    }
}

extension Adjudication {
    /// Whether it takes back exactly what the other gave.
    func mirrors(_ original: Adjudication) -> Bool {
        guard charge == -original.charge, paid == -original.paid else { return false }
        var sums: [GroupCode: Money] = [:]
        for adjustment in allAdjustments { sums[adjustment.group, default: .zero] += adjustment.amount }
        for adjustment in original.allAdjustments { sums[adjustment.group, default: .zero] += adjustment.amount }
        return sums.values.allSatisfy(\.isZero)
    }

    /// Whether its days are the other's, as far as both tell.
    func isAboutSameDays(_ other: Adjudication) -> Bool {
        guard let dates, let others = other.dates else { return true }
        return dates == others
    }

    /// Whether every amount of it is withheld as a duplicate (CARC 18 or B13).
    var isDuplicateDenial: Bool {
        let amounts = allAdjustments.filter { !$0.amount.isZero }
        return paid.isZero && !amounts.isEmpty && amounts.allSatisfy { $0.reason.isDuplicate }
    }
}

extension CARC {
    /// Whether the reason says that the claim or line was received or paid before.
    var isDuplicate: Bool { rawValue == "18" || rawValue == "B13" }
}

extension AttachedClaim {
    /// The submission that an adjudication answers.
    ///
    /// The newest dated on or before its payment date with its charge, else the newest dated on or before, else the
    /// earliest; one that was rejected only where no other is. A void is answered by a reversal only.
    func submission(answeredBy fact: Adjudication) -> Submission? {
        let claims = submissions.filter { !$0.isVoid }
        let entered = claims.filter { newestAnswer(to: $0.id)?.meaning != .rejected }
        let sent = entered.isEmpty ? claims : entered
        let before = sent.filter {
            ($0.transactionDate ?? .distantPast) <= (fact.paymentDate ?? CalendarDate(dayNumber: .max))
        }
        let charge = fact.isReversal ? -fact.charge : fact.charge
        return before.last { $0.charge == charge } ?? before.last ?? sent.first
    }

    /// The newest answer to a submission that says something of acceptance: by date; on the same date rejected, pending, then
    /// accepted.
    func newestAnswer(to submission: FactID) -> Acknowledgement? {
        let rank: (Acknowledgement.Meaning) -> Int = { meaning in
            switch meaning {
            case .rejected: 4
            case .pending: 3
            case .accepted, .final: 2
            case .notFound, .nothing: 0
            }
        }
        return acknowledgements.filter { $0.submission == submission }.map(\.fact).filter { rank($0.meaning) > 0 }
            .max { left, right in
                let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
                if one != other { return one < other }
                return rank(left.meaning) != rank(right.meaning)
                    ? rank(left.meaning) < rank(right.meaning) : left.id < right.id
            }
    }
}
