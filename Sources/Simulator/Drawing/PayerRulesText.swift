/// The payer rules of the simulated hospital as a TOML file.
enum PayerRulesText {
    /// Rules for every payer of `Payer.withRule`, with rates from 1 January of `year`.
    static func toml(year: Int) -> String {
        var text = """
            [defaults]
            turnaround_days = 30
            crossover_days = 45
            at_risk_days = 14
            underpayment_minimum = "1.00"
            underpayment_percent = "1"

            """
        for payer in Payer.withRule {
            guard let rule = payer.rule else { continue }
            text += entry(payer, rule, year: year)
        }
        return text
    }

    private static func entry(_ payer: Payer, _ rule: PayerRule, year: Int) -> String {
        var text = """

            [[payer]]
            key = "\(rule.key)"
            name = "\(payer.name)"
            ids = ["\(payer.id)", "\(payer.originID)"]
            line_of_business = "\(rule.lineOfBusiness)"

            """
        if rule.turnaround != 30 { text += "turnaround_days = \(rule.turnaround)\n" }
        if let days = rule.filingDays { text += "filing_limit_days = \(days)\n" }
        if rule.caseRate { text += "case_rate = true\n" }
        if !rule.newbornWithMother { text += "newborn_with_mother = false\n" }
        if !rule.paysApart.isEmpty {
            text += "pays_apart = [" + rule.paysApart.map { "\"\($0)\"" }.joined(separator: ", ") + "]\n"
        }
        if let days = rule.appealDays {
            text += "[payer.appeal]\nfirst_level_days = \(days)\nwho_may_file = \"provider\"\n"
        }
        if let method = rule.correction {
            text += "[payer.correction]\nmethod = \"\(method)\"\n"
            if let days = rule.correctionDays { text += "days = \(days)\n" }
        }
        for (procedure, fee) in rule.fees.sorted(by: { $0.key < $1.key }) {
            text += rate("fee", "procedure = \"\(procedure)\"\nallowed = \"\(decimal(fee))\"", year)
        }
        if let percent = rule.percentOfCharge {
            text += rate("percentOfCharge", "percent = \"\(percent)\"", year)
        }
        for (drg, amount) in rule.caseRates.sorted(by: { $0.key < $1.key }) {
            text += rate("case", "drg = \"\(drg)\"\nallowed = \"\(decimal(amount))\"", year)
        }
        return text
    }

    private static func rate(_ kind: String, _ fields: String, _ year: Int) -> String {
        "[[payer.rate]]\nkind = \"\(kind)\"\n\(fields)\nfrom = \(year)-01-01\n"
    }
}
