extension ProposedChange {
    /// Who is asked for an amount by now.
    package enum Balance: String, Hashable, Sendable, CaseIterable {
        /// What a payer still owes.
        case payer
        /// What the patient is asked for.
        case patient
        /// What waits for a person or another payer.
        case held
    }

    /// An amount that nobody is asked for any more.
    package struct WriteOff: Hashable, Sendable {
        /// How much; above zero.
        package var amount: Money
        /// Why.
        package var reason: WriteOffReason
        /// Which balance it lowers.
        package var balance: Balance

        /// A write-off of an amount.
        package init(amount: Money, reason: WriteOffReason, balance: Balance) {
            self.amount = amount
            self.reason = reason
            self.balance = balance
        }
    }

    /// Why an amount is written off; each is reported apart.
    package enum WriteOffReason: String, Hashable, Sendable, CaseIterable {
        /// The contract or the law does not let it be asked for.
        case contractual
        /// Denied, and every remedy is used up or given up.
        case denial
        /// The hospital was late; never the patient's to bear.
        case timelyFiling
        /// The patient qualifies for assistance.
        case charity
        /// Reasonable effort to collect has failed.
        case badDebt
        /// Smaller than what it costs to collect.
        case smallBalance
        /// A decision of the hospital's own.
        case administrative
    }

    /// A correction of our own books.
    package struct Adjustment: Hashable, Sendable {
        /// How much; above zero raises what is owed, below zero lowers it.
        package var amount: Money
        /// Which balance it changes.
        package var balance: Balance
        /// What it mends, in words.
        package var note: String

        /// An adjustment of a balance.
        package init(amount: Money, balance: Balance, note: String) {
            self.amount = amount
            self.balance = balance
            self.note = note
        }

        var faults: [ChangeFault] { (amount.isZero ? [.amountZero] : []) + ChangeFault.ifBlank(note) }
    }

    /// Somebody who bears an amount.
    package enum Party: Hashable, Sendable {
        /// A payer by its place in the order of coverage.
        case payer(CoverageSequence)
        /// The patient or guarantor.
        case patient
    }

    /// An amount that another party is asked for from now on.
    package struct Transfer: Hashable, Sendable {
        /// How much; above zero.
        package var amount: Money
        /// Who was asked for it.
        package var from: Party
        /// Who is asked for it from now on.
        package var to: Party
        /// Why, in words.
        package var note: String

        /// A transfer of an amount between parties.
        package init(amount: Money, from: Party, to: Party, note: String) {
            self.amount = amount
            self.from = from
            self.to = to
            self.note = note
        }

        var faults: [ChangeFault] {
            (amount.isPositive ? [] : [.amountNotPositive]) + (from == to ? [.samePartyTwice] : [])
                + ChangeFault.ifBlank(note)
        }
    }
}

extension ProposedChange.WriteOff: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.money(1, amount)
        writer.choice(2, reason)
        writer.choice(3, balance)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var amount: Money?
        var reason: ProposedChange.WriteOffReason?
        var balance: ProposedChange.Balance?
        while let field = try fields.next() {
            switch field.number {
            case 1: amount = field.money
            case 2: reason = try field.choice(of: "write-off")
            case 3: balance = try field.choice(of: "write-off")
            default: break
            }
        }
        self.init(
            amount: try amount.required(1, of: "write-off"),
            reason: try reason.required(2, of: "write-off"),
            balance: try balance.required(3, of: "write-off")
        )
    }
}

extension ProposedChange.Adjustment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.money(1, amount)
        writer.choice(2, balance)
        writer.text(3, note)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var amount: Money?
        var balance: ProposedChange.Balance?
        var note = ""
        while let field = try fields.next() {
            switch field.number {
            case 1: amount = field.money
            case 2: balance = try field.choice(of: "adjustment")
            case 3: note = field.text
            default: break
            }
        }
        self.init(
            amount: try amount.required(1, of: "adjustment"),
            balance: try balance.required(2, of: "adjustment"),
            note: note
        )
    }
}

extension ProposedChange.Party {
    /// The party as a word: `patient`, or the payer's SBR01 code.
    package var code: String {
        switch self {
        case .payer(let sequence): sequence.code
        case .patient: "patient"
        }
    }

    /// Reads a party's word; nil for any other.
    package init?(code: String) {
        guard code != "patient" else {
            self = .patient
            return
        }
        guard let sequence = CoverageSequence(code: code) else { return nil }
        self = .payer(sequence)
    }
}

extension ProposedChange.Transfer: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.money(1, amount)
        writer.text(2, from.code)
        writer.text(3, to.code)
        writer.text(4, note)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var amount: Money?
        var parties: (from: ProposedChange.Party?, to: ProposedChange.Party?)
        var note = ""
        while let field = try fields.next() {
            switch field.number {
            case 1: amount = field.money
            case 2: parties.from = ProposedChange.Party(code: field.text)
            case 3: parties.to = ProposedChange.Party(code: field.text)
            case 4: note = field.text
            default: break
            }
        }
        self.init(
            amount: try amount.required(1, of: "transfer"),
            from: try parties.from.required(2, of: "transfer"),
            to: try parties.to.required(3, of: "transfer"),
            note: note
        )
    }
}
