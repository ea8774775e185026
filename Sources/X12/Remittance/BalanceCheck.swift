/// An equation of an 835 that does not hold: which one, both sides, and the difference.
public struct BalanceCheck: Equatable, Sendable {
    /// The equations that the standard demands of a remittance (X221, section 1.10.2.1).
    public enum Equation: Sendable {
        /// SVC02 − SVC03 = the sum of the line's adjustments.
        case line
        /// CLP03 − CLP04 = the sum of all adjustments of the claim and its lines.
        case claim
        /// The sum of SVC02 = CLP03, when there are lines.
        case lineCharges
        /// The sum of SVC03 less the claim's own adjustments = CLP04, when there are lines.
        case linePayments
        /// BPR02 = the sum of CLP04 less the sum of the PLB amounts.
        case payment
    }

    /// The equation.
    public let equation: Equation
    /// The index of the claim in ``Remittance835/claims``; nil for the payment, or where one claim alone was checked.
    public let claim: Int?
    /// The index of the line in ``RemittanceClaim835/lines``; nil when it is not about a line.
    public let line: Int?
    /// What stands left of the equals sign.
    public let left: Amount
    /// What stands right of it.
    public let right: Amount
    /// The payment, claim or line in the file.
    public let source: Source

    /// Left less right.
    public var difference: Amount { left - right }
}

extension Remittance835 {
    /// Every equation that does not hold, of lines, claims and the payment; empty when all balances.
    public func balanceProblems() -> [BalanceCheck] {
        var problems = claims.indices.flatMap { claims[$0].balanceProblems(claim: $0) }
        let left = totalPayment
        let right = claims.reduce(.zero) { $0 + $1.paid } - providerAdjustments.reduce(.zero) { $0 + $1.amount }
        if left != right {
            problems.append(
                BalanceCheck(equation: .payment, claim: nil, line: nil, left: left, right: right, source: source)
            )
        }
        return problems
    }
}

extension RemittanceClaim835 {
    /// Every equation of this claim and its lines that does not hold.
    public func balanceProblems() -> [BalanceCheck] { balanceProblems(claim: nil) }

    fileprivate func balanceProblems(claim: Int?) -> [BalanceCheck] {
        var problems: [BalanceCheck] = []
        func check(_ equation: BalanceCheck.Equation, _ line: Int?, _ left: Amount, _ right: Amount, _ source: Source) {
            guard left != right else { return }
            problems.append(
                BalanceCheck(
                    equation: equation,
                    claim: claim,
                    line: line,
                    left: left,
                    right: right,
                    source: source
                )
            )
        }
        for (index, line) in lines.enumerated() {
            check(.line, index, line.charge - line.paid, line.adjustments.total, line.source)
        }
        let lineAdjustments = lines.reduce(Amount.zero) { $0 + $1.adjustments.total }
        check(.claim, nil, charge - paid, adjustments.total + lineAdjustments, source)
        if !lines.isEmpty {
            check(.lineCharges, nil, lines.reduce(.zero) { $0 + $1.charge }, charge, source)
            check(.linePayments, nil, lines.reduce(.zero) { $0 + $1.paid } - adjustments.total, paid, source)
        }
        return problems
    }
}
