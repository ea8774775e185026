/// What the claims of an account mean for each other: contract, sections 3 and 5.
extension ClaimReading {
    func settle(_ chain: CoverageChain, isAlone: Bool, in claims: inout [ClaimPosition]) {
        let live = chain.indices.filter { !claims[$0].isVoided }
        setOutstandingPayer(chain.indices, in: &claims)
        let isExpected = expectsWithoutRow(live, in: claims) || !isAlone && expectsElsewhere(live, in: claims)
        for index in live {
            let others = live.filter { $0 != index }
            claims[index].payerPending =
                isExpected || others.contains { !claims[$0].isAdjudicated }
                || !claims[index].isAdjudicated && !claims[index].adjudications.misdirected.isEmpty
        }
        let isDecided = !isExpected && live.allSatisfy { claims[$0].isAdjudicated }
        let hasHeld =
            chain.indices.contains { claims[$0].adjudications.hasHeld }
            || claims.contains { !$0.claim.ambiguous.isEmpty }
        guard let last = live.last(where: { claims[$0].isAdjudicated }) else {
            setHeld(live, in: &claims)
            return
        }
        let protections = AccountProtections(claims, knowledge: knowledge)
        let gate = PatientGate(protections: protections, knowledge: knowledge)
        withhold(live, last: last, gate: gate, in: &claims)
        var collectable = Money.zero
        for item in claims[last].adjustments where item.adjustment.group == .pr && item.disposition == .costShare {
            // What a later row carries is not repeated here.
            if last != live.last { continue }
            var holds = gate.holds(item, of: claims[last])
            if !isDecided { holds.insert(.nextPayer) } else if hasHeld { holds.insert(.review) }
            guard holds.isEmpty else {
                hold(item.adjustment.amount, for: holds, on: last, in: &claims)
                continue
            }
            collectable += item.adjustment.amount
            claims[last].collectableByReason[item.adjustment.reason, default: .zero] += item.adjustment.amount
        }
        if isDecided {
            cap(&collectable, on: last, earlier: live.filter { $0 < last }, in: &claims)
            claims[last].isDeciding = true
        }
        if isDecided, !hasHeld {
            let deskPaid = chain.deskPaid(in: claims)
            claims[last].patientPaid = deskPaid
            claims[last].deskApplied = min(max(.zero, collectable), deskPaid)
            claims[last].outstandingPatient = max(.zero, collectable - deskPaid)
            claims[last].refund = max(.zero, deskPaid - collectable - claims[last].creditableHeld)
        }
        setHeld(live, in: &claims)
    }

    // MARK: - Who is expected

    /// Whether another payer, whose claim is in another chain of the account, has not decided.
    private func expectsElsewhere(_ live: [Int], in claims: [ClaimPosition]) -> Bool {
        let own = live.map { claims[$0].claim.payer }
        return claims.indices.contains { index in
            !live.contains(index) && !claims[index].isVoided && !claims[index].isAdjudicated
                && !own.contains { isSamePayer($0, claims[index].claim.payer) }
        }
    }

    private func isSamePayer(_ one: PayerIdentity, _ other: PayerIdentity) -> Bool {
        rules.areOne(one, other) || !rules.conflict(one, other)
    }

    /// Whether a payer without a row of its own is announced by the chain's documents.
    private func expectsWithoutRow(_ live: [Int], in claims: [ClaimPosition]) -> Bool {
        let rows = live.map { claims[$0] }
        for row in rows {
            for submission in row.claim.submissions where !submission.isVoid {
                for other in submission.otherPayers
                where !rows.contains(where: { isRow($0, of: other.payer, at: other.sequence) }) {
                    return true
                }
            }
            let later = rows.filter { $0.claim.sequence > row.claim.sequence }
            let forwarding = row.claim.adjudications.filter { $0.isForwarded && $0.statusCode != "25" }
            if later.isEmpty, !forwarding.isEmpty || !row.adjudications.misdirected.isEmpty { return true }
            for payer in forwarding.compactMap(\.forwardedTo)
            where !later.contains(where: { isRow($0, of: payer, at: row.claim.sequence.next) }) {
                return true
            }
        }
        // The order of coverage begins with a primary; a claim to a later payer says that there is one.
        let first = rows.map(\.claim.sequence).min() ?? .unknown
        if first != .primary, first != .unknown { return true }
        return false
    }

    private func isRow(_ row: ClaimPosition, of payer: PayerIdentity, at sequence: CoverageSequence) -> Bool {
        rules.areOne(row.claim.payer, payer)
            || (row.claim.sequence == sequence && !rules.conflict(row.claim.payer, payer))
    }

    // MARK: - What stands where

    private func setOutstandingPayer(_ indices: [Int], in claims: inout [ClaimPosition]) {
        for (place, index) in indices.enumerated() {
            let predecessor = place > 0 ? claims[indices[place - 1]] : nil
            if let predecessor {
                claims[index].leftByPredecessor = predecessor.isAdjudicated ? predecessor.left : .zero
            }
            let row = claims[index]
            guard !row.isVoided else {
                claims[index].outstandingPayer = .zero
                continue
            }
            if row.isAdjudicated {
                claims[index].outstandingPayer = row.unadjudicated + row.dispositions[.pended]
            } else if row.status == .rejected || row.status == .reversed {
                let waits = row.status == .reversed && isSentAgain(row)
                claims[index].outstandingPayer = waits ? (row.leftByPredecessor ?? row.charge) : .zero
            } else {
                claims[index].outstandingPayer = row.leftByPredecessor ?? row.charge
            }
        }
    }

    /// Whether a submission other than a void is newer than what was reversed, and was not rejected.
    func isSentAgain(_ row: ClaimPosition) -> Bool {
        guard let open = row.openSubmission else { return false }
        return open.frequency != "8" && open.status != .rejected
    }

    /// Denied, in review, and held cost share; the whole charge where a rejection or a reversal leaves nothing else.
    ///
    /// Patient amounts that a later row carries are not repeated on an earlier one.
    private func setHeld(_ live: [Int], in claims: inout [ClaimPosition]) {
        for index in live {
            let row = claims[index]
            var held = Money.zero
            if row.isAdjudicated {
                held = row.dispositions[.denied] + row.dispositions[.review] + row.heldCostShare
                if index != live.last { held -= carriedPatientAmounts(row) }
            } else if row.status == .rejected || (row.status == .reversed && !isSentAgain(row)) {
                held = row.charge
            }
            if let left = row.leftByPredecessor { held = min(held, max(.zero, left)) }
            claims[index].outstandingHeld = held
            claims[index].patientHold =
                row.adjudications.hasHeld
                ? [.unbalanced]
                : held.isZero
                    ? [] : row.holdReasons.count > 1 ? row.holdReasons.subtracting([.review]) : row.holdReasons
        }
    }

    /// Holds an amount of cost share on a row, for every reason that applies.
    private func hold(_ amount: Money, for reasons: Set<HoldReason>, on index: Int, in claims: inout [ClaimPosition]) {
        claims[index].heldCostShare += amount
        if !amount.isZero { claims[index].holdReasons.formUnion(reasons) }
        // A desk payment does not answer what may never be asked for.
        if reasons.isDisjoint(with: [.qmb, .protectedRemark]) { claims[index].creditableHeld += amount }
    }

    private func carriedPatientAmounts(_ row: ClaimPosition) -> Money {
        row.adjustments.filter {
            $0.adjustment.group == .pr && ($0.disposition == .denied || $0.disposition == .review)
        }.map(\.adjustment.amount).sum()
    }

    /// Notes why patient amounts that are no cost share may not be asked for, on the last row of the chain.
    private func withhold(_ live: [Int], last: Int, gate: PatientGate, in claims: inout [ClaimPosition]) {
        guard last == live.last else { return }
        for item in claims[last].adjustments where item.adjustment.group == .pr {
            let reasons = gate.reasons(forWithheld: item, of: claims[last])
            guard !reasons.isEmpty else { continue }
            claims[last].holdReasons.formUnion(reasons)
            claims[last].withheldPatientAmount += item.adjustment.amount
            if reasons.isDisjoint(with: [.qmb, .protectedRemark]) {
                claims[last].creditableHeld += item.adjustment.amount
            }
        }
    }

    /// Never more than the patient's part of any earlier payer that paid or left cost share.
    private func cap(_ collectable: inout Money, on last: Int, earlier: [Int], in claims: inout [ClaimPosition]) {
        for index in earlier where !claims[index].paid.isZero || !claims[index].dispositions[.costShare].isZero {
            let limit = max(.zero, claims[index].patientResponsibility)
            if collectable > limit {
                hold(collectable - limit, for: [.review], on: last, in: &claims)
                claims[last].collectableByReason = [:]
                collectable = limit
            }
        }
    }
}
