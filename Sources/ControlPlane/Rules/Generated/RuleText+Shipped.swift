// swift-format-ignore-file
// Made from Rules/default.toml by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension RuleText {
    /// The text of `Rules/default.toml`: the payer rules that hold for anyone.
    package static let shipped = RuleText(
        file: "Rules/default.toml",
        text: ##"""
# The payer rules that hold for anyone until a file of your own says otherwise.
# Amounts and percentages are decimals in quotes; days are calendar days.

[defaults]
turnaround_days = 30          # after which a claim without an answer is a missing response
crossover_days = 45           # the same for a claim that one payer forwards to the next
at_risk_days = 14             # how near a deadline must be to be at risk
underpayment_minimum = "1.00" # smallest difference from the expected allowed amount that counts
underpayment_percent = "1"    # and its smallest share of the expected allowed amount

# Original Medicare. Its limits for first filing and for appeals are law: they stand in deadlines.toml and hold where the
# claim's filing indicator is MA or MB, so they are not stated here.
[[payer]]
key = "medicare"
name = "Medicare"
aliases = ["Medicare Part A", "Medicare Part B"]
line_of_business = "medicare"

[payer.appeal]
who_may_file = "provider"

"""##,
        isShipped: true)
}
