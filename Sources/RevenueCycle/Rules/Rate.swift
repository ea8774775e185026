/// What a payer is expected to allow for a service or a stay.
package struct Rate: Hashable, Sendable {
    /// How the allowed amount is worked out.
    package enum Basis: Hashable, Sendable {
        /// So much for each unit of a procedure.
        case fee(perUnit: Money)
        /// A share of the charge of a line.
        case percentOfCharge(Percentage)
        /// So much for the whole case of a diagnosis related group.
        case perCase(Money)
    }

    /// How the allowed amount is worked out.
    package var basis: Basis
    /// The procedure it is for; nil for every line, which only a share of the charge may say.
    package var procedure: String?
    /// The modifiers that the line must have, in any order; nil when they do not matter.
    package var modifiers: [String]?
    /// The diagnosis related group of a case rate.
    package var drg: String?
    /// The first day of service it is for; nil when it has no beginning.
    package var from: CalendarDate?
    /// The last day of service it is for; nil when it has no end.
    package var to: CalendarDate?

    /// A rate and what it is for.
    package init(
        basis: Basis,
        procedure: String? = nil,
        modifiers: [String]? = nil,
        drg: String? = nil,
        from: CalendarDate? = nil,
        to: CalendarDate? = nil
    ) {
        self.basis = basis
        self.procedure = procedure
        self.modifiers = modifiers
        self.drg = drg
        self.from = from
        self.to = to
    }

    /// Whether it is for services of that day.
    package func isInForce(on day: CalendarDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    /// How closely it names a line; nil when it is not for that line.
    fileprivate func closeness(procedure: String?, modifiers: [String]) -> Int? {
        var closeness = 0
        switch basis {
        case .fee: closeness = 4
        case .percentOfCharge: break
        case .perCase: return nil
        }
        if let own = self.procedure {
            guard own == procedure else { return nil }
            closeness += 2
        }
        if let own = self.modifiers {
            guard own.sorted() == modifiers.sorted() else { return nil }
            closeness += 1
        }
        return closeness
    }
}

extension PayerRule {
    /// The rate of a service line: a fee before a share of the charge, a named procedure before any, and named
    /// modifiers before any; of equals the one that begins last.
    ///
    /// - Parameters:
    ///   - procedure: the procedure code, when the line has one.
    ///   - modifiers: the line's modifiers, in any order.
    ///   - serviceDate: the day of service.
    /// - Returns: the rate, or nil when none is known for that line and day.
    package func lineRate(procedure: String?, modifiers: [String], serviceDate: CalendarDate) -> Rate? {
        var best: (rate: Rate, closeness: Int)?
        for rate in rates where rate.isInForce(on: serviceDate) {
            guard let closeness = rate.closeness(procedure: procedure, modifiers: modifiers) else { continue }
            if let best, (best.closeness, best.rate.start) >= (closeness, rate.start) { continue }
            best = (rate, closeness)
        }
        return best?.rate
    }

    /// The rate of a whole case; of several the one that begins last.
    ///
    /// - Parameters:
    ///   - drg: the diagnosis related group.
    ///   - serviceDate: the day that decides which rate is in force.
    /// - Returns: the rate, or nil when none is known for that group and day.
    package func caseRate(drg: String, serviceDate: CalendarDate) -> Rate? {
        var best: Rate?
        for rate in rates where rate.drg == drg && rate.isInForce(on: serviceDate) {
            guard case .perCase = rate.basis else { continue }
            if let best, best.start >= rate.start { continue }
            best = rate
        }
        return best
    }
}

extension Rate {
    fileprivate var start: Int32 { from?.dayNumber ?? .min }
}
