extension ProposedChange {
    /// Money that is paid back.
    package struct Refund: Hashable, Sendable {
        /// How much; above zero.
        package var amount: Money
        /// Who gets it.
        package var payee: Party
        /// Why it is owed.
        package var cause: RefundCause
        /// How it is paid; card and bank data are never here.
        package var method: RefundMethod

        /// A refund of an amount to a party.
        package init(amount: Money, payee: Party, cause: RefundCause, method: RefundMethod) {
            self.amount = amount
            self.payee = payee
            self.cause = cause
            self.method = method
        }
    }

    /// Why money is owed back.
    package enum RefundCause: String, Hashable, Sendable, CaseIterable {
        /// More was paid at the desk or later than is owed.
        case overpaid
        /// One thing was paid twice.
        case paidTwice
        /// A payer paid what another payer owed.
        case wrongPayer
        /// The payer asks for it back.
        case takeBack
        /// We found that a payer, federal or other, paid too much.
        case overpaymentFound
    }

    /// How money is paid back.
    package enum RefundMethod: String, Hashable, Sendable, CaseIterable {
        /// The way it came.
        case originalPayment
        case check
        case transfer
        /// The payer takes it out of what it pays next.
        case offset
    }
}

extension ProposedChange.Refund: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.money(1, amount)
        writer.text(2, payee.code)
        writer.choice(3, cause)
        writer.choice(4, method)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var amount: Money?
        var payee: ProposedChange.Party?
        var cause: ProposedChange.RefundCause?
        var method: ProposedChange.RefundMethod?
        while let field = try fields.next() {
            switch field.number {
            case 1: amount = field.money
            case 2: payee = ProposedChange.Party(code: field.text)
            case 3: cause = try field.choice(of: "refund")
            case 4: method = try field.choice(of: "refund")
            default: break
            }
        }
        self.init(
            amount: try amount.required(1, of: "refund"),
            payee: try payee.required(2, of: "refund"),
            cause: try cause.required(3, of: "refund"),
            method: try method.required(4, of: "refund")
        )
    }
}
