/// A payment with its trace, ready to be written.
private struct AssembledPayment {
    let payer: Payer
    let provider: Provider
    let date: Day
    let shape: PaymentShape
    let trace: String
    var claims: [RemittanceDraft]
    var entries: [ProviderAdjustment]

    var total: Cents {
        claims.reduce(0) { $0 + $1.paid } - entries.reduce(0) { $0 + $1.cents }
    }
}

/// Who pays whom: a balance is carried between two of its remittances.
private struct PaymentRoute: Hashable {
    let payer: String
    let provider: String
}

extension FileAssembly {
    private struct Pool: Hashable {
        let route: PaymentRoute
        let date: Day
    }

    /// Pools adjudications into payments, carries negative balances forward (PLB FB), and writes the 835s of each day.
    mutating func writePayments(_ drafts: [PaymentDraft]) {
        var payments = assembled(drafts)
        carryForward(&payments)
        var days: [Day] = []
        var byDay: [Day: [OutgoingTransaction]] = [:]
        for payment in payments {
            if case .flawed(let flaw) = payment.shape {
                files.append(damaged(payment, flaw))
                continue
            }
            if byDay[payment.date] == nil { days.append(payment.date) }
            byDay[payment.date, default: []] += transactions(payment)
        }
        for day in days { deliver(byDay[day] ?? [], label: "835", day) }
    }

    private mutating func assembled(_ drafts: [PaymentDraft]) -> [AssembledPayment] {
        var payments: [AssembledPayment] = []
        var order: [Pool] = []
        var pools: [Pool: [[RemittanceDraft]]] = [:]
        for draft in drafts {
            guard let first = draft.claims.first else { continue }
            if draft.shape == .pooled {
                let route = PaymentRoute(payer: first.payer.id, provider: first.claim.provider.npi)
                let pool = Pool(route: route, date: first.date)
                if pools[pool] == nil { order.append(pool) }
                pools[pool, default: []].append(draft.claims)
            } else {
                payments.append(payment(draft.claims, first, draft.shape))
            }
        }
        for pool in order {
            for claims in Self.portions(pools[pool] ?? []) {
                guard let first = claims.first else { continue }
                payments.append(payment(claims, first, .pooled))
            }
        }
        return payments.sorted { ($0.date, $0.trace) < ($1.date, $1.trace) }
    }

    /// What one payment holds: at most 25 members of a pool, and of provider adjustments no more than one PLB takes with
    /// room for a balance forward, since some readers take but one PLB.
    private static func portions(_ members: [[RemittanceDraft]]) -> [[RemittanceDraft]] {
        var portions: [[RemittanceDraft]] = []
        var count = 0
        var entries = 0
        for member in members {
            let more = member.reduce(0) { $0 + $1.providerAdjustments.count }
            if portions.isEmpty || count == 25 || entries + more > 5 {
                portions.append([])
                (count, entries) = (0, 0)
            }
            portions[portions.count - 1] += member
            count += 1
            entries += more
        }
        return portions
    }

    private mutating func payment(
        _ claims: [RemittanceDraft],
        _ first: RemittanceDraft,
        _ shape: PaymentShape
    )
        -> AssembledPayment
    {
        AssembledPayment(
            payer: first.payer,
            provider: first.claim.provider,
            date: first.date,
            shape: shape,
            trace: reference("TRC"),
            claims: claims,
            entries: claims.flatMap(\.providerAdjustments)
        )
    }

    /// A payment below zero is none: FB puts the debt off, and a later payment of the same payer bears it.
    private func carryForward(_ payments: inout [AssembledPayment]) {
        var owed: [PaymentRoute: (cents: Cents, trace: String)] = [:]
        for index in payments.indices {
            let payment = payments[index]
            guard payment.shape == .pooled || payment.shape == .apart else { continue }
            let route = PaymentRoute(payer: payment.payer.id, provider: payment.provider.npi)
            if payment.total < 0 {
                let entry = ProviderAdjustment(reason: "FB", reference: payment.trace, cents: payment.total)
                owed[route] = ((owed[route]?.cents ?? 0) - payment.total, payment.trace)
                payments[index].entries.append(entry)
            } else if let debt = owed[route], payment.total >= debt.cents {
                let entry = ProviderAdjustment(reason: "FB", reference: debt.trace, cents: debt.cents)
                payments[index].entries.append(entry)
                owed[route] = nil
            }
        }
    }

    private func transactions(_ payment: AssembledPayment) -> [OutgoingTransaction] {
        func write(_ claims: [RemittanceDraft], _ entries: [ProviderAdjustment], _ amount: Cents) -> OutgoingTransaction
        {
            RemittanceWriter.transaction(
                claims,
                entries,
                RemittanceWriter.Payment(
                    payer: payment.payer,
                    provider: payment.provider,
                    date: payment.date,
                    trace: payment.trace,
                    amount: amount
                )
            )
        }
        let total = payment.total
        let first = Array(payment.claims.prefix(1))
        let rest = Array(payment.claims.dropFirst())
        let share = first.reduce(0) { $0 + $1.paid } - payment.entries.reduce(0) { $0 + $1.cents }
        switch payment.shape {
        case .pooled, .apart: return [write(payment.claims, payment.entries, total)]
        case .shares: return [write(first, payment.entries, share), write(rest, [], total - share)]
        case .whole: return [write(first, payment.entries, total), write(rest, [], total)]
        case .missingPart: return [write(payment.claims, payment.entries, total + 314_15)]
        case .off(let cents): return [write(payment.claims, payment.entries, total + cents)]
        case .flawed(let flaw):
            guard flaw.ofTransaction == .none else { return [write(first, payment.entries, share)] }
            var transaction = write(payment.claims, payment.entries, total)
            switch flaw {
            case .threeDecimals: transaction.overwrite("CAS", 3, with: withThreeDecimals)
            case .outOfRange: transaction.overwrite("CLP", 3) { _ in "9" + String(repeating: "0", count: 24) }
            case .unreadablePayment: transaction.overwrite("BPR", 2, with: withThreeDecimals)
            case .wrongSegmentCount, .missingTrailer, .trailerMismatch, .unknownCode: break
            }
            return [transaction]
        }
    }

    /// A file of its own, with the flawed transaction before a sound one that pays what else was in the payment.
    private mutating func damaged(_ payment: AssembledPayment, _ flaw: PaymentFlaw) -> OutgoingFile {
        var members = transactions(payment)
        members[0].flaw = flaw.ofTransaction
        let rest = Array(payment.claims.dropFirst())
        if flaw.ofTransaction != .none, let next = rest.first {
            members += transactions(self.payment(rest, next, .apart))
        }
        var file = OutgoingFile(
            label: "835",
            date: payment.date,
            interchanges: [interchange(toHospital: true, payment.date, [group(members)])],
            delimiters: delimiters()
        )
        file.isDamaged = true
        return file
    }
}
