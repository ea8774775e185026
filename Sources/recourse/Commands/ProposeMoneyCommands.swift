import ArgumentParser
import ControlPlane
import RevenueCycle

extension ProposalOptions {
    /// A party that somebody gave.
    static func party(_ text: String, of option: String) throws -> ProposedChange.Party {
        guard let party = ProposedChange.Party(code: text) else {
            throw UsageFault(description: "\(option) \(text) is no party: write patient, or a payer's place P, S or T.")
        }
        return party
    }
}

/// Proposes to write something off.
struct ProposeWriteOff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write-off",
        abstract: "Propose to write an amount off."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the claim (c_…) or account (a_…).") var subject: String
    @Option(help: "How much, such as 250.00.") var amount: String
    @Option(help: "contractual, denial, timelyFiling, charity, badDebt, smallBalance or administrative.")
    var reason: ProposedChange.WriteOffReason
    @Option(help: "Which balance it lowers: payer, patient or held.") var balance: ProposedChange.Balance

    func run() throws {
        let amount = try StoreOptions.amount(amount, option: "--amount")
        try options.propose(.writeOff(.init(amount: amount, reason: reason, balance: balance)), about: subject, store)
    }
}

/// Proposes to correct our own books.
struct ProposeAdjustment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjustment",
        abstract: "Propose to correct our own books: an amount above zero raises a balance, one below zero lowers it."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the claim (c_…) or account (a_…).") var subject: String
    @Option(parsing: .unconditional, help: "How much, such as -25.00.") var amount: String
    @Option(help: "Which balance: payer, patient or held.") var balance: ProposedChange.Balance
    @Option(help: "What it mends, in words.") var note: String

    func run() throws {
        let amount = try StoreOptions.amount(amount, option: "--amount")
        try options.propose(.adjustment(.init(amount: amount, balance: balance, note: note)), about: subject, store)
    }
}

/// Proposes to ask another party for an amount.
struct ProposeTransfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Propose to ask another payer, or the patient, for an amount."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the account (a_…) or claim (c_…).") var subject: String
    @Option(help: "How much, such as 250.00.") var amount: String
    @Option(help: "Who was asked: patient, or a payer's place P, S or T.") var from: String
    @Option(help: "Who is asked from now on: patient, or a payer's place P, S or T.") var to: String
    @Option(help: "Why, in words.") var note: String

    func run() throws {
        let change = ProposedChange.Transfer(
            amount: try StoreOptions.amount(amount, option: "--amount"),
            from: try ProposalOptions.party(from, of: "--from"),
            to: try ProposalOptions.party(to, of: "--to"),
            note: note
        )
        try options.propose(.transferOfResponsibility(change), about: subject, store)
    }
}

/// Proposes to pay money back.
struct ProposeRefund: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "refund", abstract: "Propose to pay money back.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the account (a_…) or claim (c_…).") var subject: String
    @Option(help: "How much, such as 250.00.") var amount: String
    @Option(help: "Who gets it: patient, or a payer's place P, S or T.") var payee = "patient"
    @Option(help: "overpaid, paidTwice, wrongPayer, takeBack or overpaymentFound.")
    var cause: ProposedChange.RefundCause
    @Option(help: "originalPayment, check, transfer or offset.") var method: ProposedChange.RefundMethod
    @Option(help: "Where the order to pay goes, a name of recourse destinations.") var to: String

    func run() throws {
        let change = ProposedChange.Refund(
            amount: try StoreOptions.amount(amount, option: "--amount"),
            payee: try ProposalOptions.party(payee, of: "--payee"),
            cause: cause,
            method: method
        )
        try options.propose(.refund(change), about: subject, to: to, store)
    }
}

/// Proposes to let a patient pay over time.
struct ProposePlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Propose to let a patient pay over time.",
        discussion:
            "Example: recourse propose plan a_0c1v… --total 90.00 --part 2026-12-01=45.00 --part 2027-01-01=45.00 --why 'They asked'"
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the account (a_…).") var subject: String
    @Option(help: "The balance that it pays, such as 90.00.") var total: String
    @Option(help: "What is paid at once.") var down = "0.00"
    @Option(help: "What is added for paying over time.") var charge = "0.00"
    @Option(help: "A part with its day, such as 2026-12-01=45.00; may be given again.") var part: [String]

    func run() throws {
        let parts = try part.map { text in
            let words = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard words.count == 2 else {
                throw UsageFault(description: "--part \(text) is no part: write it like 2026-12-01=45.00.")
            }
            return ProposedChange.Instalment(
                due: try ProposalOptions.day(words[0], of: "--part"),
                amount: try StoreOptions.amount(words[1], option: "--part")
            )
        }
        let plan = ProposedChange.PaymentPlan(
            total: try StoreOptions.amount(total, option: "--total"),
            financeCharge: try StoreOptions.amount(charge, option: "--charge"),
            downPayment: try StoreOptions.amount(down, option: "--down"),
            instalments: parts
        )
        try options.propose(.paymentPlan(plan), about: subject, store)
    }
}

/// Proposes to give assistance.
struct ProposeAssistance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assistance",
        abstract: "Propose to give financial assistance."
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var options: ProposalOptions
    @Argument(help: "The id of the account (a_…).") var subject: String
    @Option(help: "The policy under which it is given.") var program: String
    @Option(help: "The share of the balance in percent, such as 60.") var share: String
    @Option(help: "What that is now, such as 250.00.") var amount: String
    @Option(help: "The first day of service for which it holds.") var from: String
    @Option(help: "The last day of service for which it holds.") var through: String

    func run() throws {
        guard let percent = Percentage(decimal: share) else {
            throw UsageFault(description: "--share \(share) is no share: write it like 60 or 62.25.")
        }
        let change = ProposedChange.FinancialAssistance(
            program: program,
            share: percent,
            amount: try StoreOptions.amount(amount, option: "--amount"),
            services: DateSpan(
                try ProposalOptions.day(from, of: "--from"),
                try ProposalOptions.day(through, of: "--through")
            )
        )
        try options.propose(.financialAssistance(change), about: subject, store)
    }
}

extension ProposedChange.WriteOffReason: ExpressibleByArgument {}
extension ProposedChange.Balance: ExpressibleByArgument {}
extension ProposedChange.RefundCause: ExpressibleByArgument {}
extension ProposedChange.RefundMethod: ExpressibleByArgument {}
