extension ProposedChange {
    /// A patient's balance paid over time.
    package struct PaymentPlan: Hashable, Sendable {
        /// The balance that it pays; above zero.
        package var total: Money
        /// What is added for paying over time; zero as a rule.
        package var financeCharge: Money
        /// What is paid at once; may be zero.
        package var downPayment: Money
        /// The instalments, by their days.
        package var instalments: [Instalment]

        /// A plan for a balance.
        package init(total: Money, financeCharge: Money = .zero, downPayment: Money = .zero, instalments: [Instalment])
        {
            self.total = total
            self.financeCharge = financeCharge
            self.downPayment = downPayment
            self.instalments = instalments
        }

        /// Whether it may be consumer credit, whose terms must be disclosed: a finance charge, or more than four
        /// instalments (Regulation Z, 12 CFR 1026.2(a)(17)).
        package var needsCreditDisclosure: Bool { !financeCharge.isZero || instalments.count > 4 }

        var faults: [ChangeFault] {
            var faults: [ChangeFault] = []
            if !total.isPositive || financeCharge.isNegative || downPayment.isNegative {
                faults.append(.amountNotPositive)
            }
            if instalments.isEmpty || instalments.contains(where: { !$0.amount.isPositive }) {
                faults.append(.planEmpty)
            }
            if downPayment + instalments.map(\.amount).sum() != total + financeCharge {
                faults.append(.planDoesNotAddUp)
            }
            if zip(instalments, instalments.dropFirst()).contains(where: { $0.due >= $1.due }) {
                faults.append(.planOutOfOrder)
            }
            return faults
        }
    }

    /// One payment of a plan.
    package struct Instalment: Hashable, Sendable {
        /// The day by which it is to be paid.
        package var due: CalendarDate
        /// How much; above zero.
        package var amount: Money

        /// A payment that is due on a day.
        package init(due: CalendarDate, amount: Money) {
            self.due = due
            self.amount = amount
        }
    }

    /// A decision on a request for financial assistance.
    package struct FinancialAssistance: Hashable, Sendable {
        /// The policy of assistance under which it is given.
        package var program: String
        /// The share of the balance that is given.
        package var share: Percentage
        /// What that is now; above zero.
        package var amount: Money
        /// The days of service for which it holds.
        package var services: DateSpan

        /// Assistance with a share of a balance.
        package init(program: String, share: Percentage, amount: Money, services: DateSpan) {
            self.program = program
            self.share = share
            self.amount = amount
            self.services = services
        }

        var faults: [ChangeFault] {
            ((1...10_000).contains(share.hundredths) ? [] : [.percentageOutOfRange])
                + (amount.isPositive ? [] : [.amountNotPositive]) + ChangeFault.ifBlank(program)
        }
    }
}

extension ProposedChange.Instalment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.date(1, due)
        writer.money(2, amount)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var due: CalendarDate?
        var amount: Money?
        while let field = try fields.next() {
            switch field.number {
            case 1: due = field.date
            case 2: amount = field.money
            default: break
            }
        }
        self.init(due: try due.required(1, of: "instalment"), amount: try amount.required(2, of: "instalment"))
    }
}

extension ProposedChange.PaymentPlan: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.money(1, total)
        writer.money(2, financeCharge)
        writer.money(3, downPayment)
        writer.values(4, instalments)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var total: Money?
        self.init(total: .zero, instalments: [])
        while let field = try fields.next() {
            switch field.number {
            case 1: total = field.money
            case 2: financeCharge = field.money
            case 3: downPayment = field.money
            case 4: instalments.append(try field.value(ProposedChange.Instalment.self))
            default: break
            }
        }
        self.total = try total.required(1, of: "payment plan")
    }
}

extension ProposedChange.FinancialAssistance: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, program)
        writer.signed(2, Int64(share.hundredths))
        writer.money(3, amount)
        writer.dates(4, services)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var program = ""
        var share: Percentage?
        var amount: Money?
        var services = DateSpanFields()
        while let field = try fields.next() {
            switch field.number {
            case 1: program = field.text
            case 2: share = Percentage(hundredths: Int(field.signed))
            case 3: amount = field.money
            case 4: services.first = field.date
            case 5: services.last = field.date
            default: break
            }
        }
        self.init(
            program: program,
            share: try share.required(2, of: "assistance"),
            amount: try amount.required(3, of: "assistance"),
            services: try services.span.required(4, of: "assistance")
        )
    }
}
