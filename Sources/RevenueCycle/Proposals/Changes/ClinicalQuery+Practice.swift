/// What makes a query to those who documented the care one that leads: practice of AHIMA and ACDIS, as far as words alone can show it.
///
/// Whether the indicators bear the question out is for the reviewer who reads the record.
extension ProposedChange.ClinicalQuery {
    var faults: [ChangeFault] {
        var faults = ChangeFault.ifBlank(question)
        let texts = ([question] + indicators + choices).map(Self.words)
        if texts.contains(where: { !Self.moneyWords.isDisjoint(with: $0) })
            || ([question] + indicators + choices).contains(where: { $0.contains("$") })
        {
            faults.append(.querySpeaksOfPayment)
        }
        let asked = " " + Self.words(question).joined(separator: " ") + " "
        if Self.leadingPhrases.contains(where: { asked.contains(" \($0) ") }) { faults.append(.queryLeads) }
        if !choices.isEmpty,
            !choices.contains(where: Self.leavesOpen) || choices.filter({ !Self.leavesOpen($0) }).count < 2
        {
            faults.append(.queryOffersOneAnswer)
        }
        return faults
    }

    /// The words of a text in small letters, without apostrophes and other marks.
    private static func words(_ text: String) -> [String] {
        text.lowercased().filter { $0 != "'" && $0 != "’" }.split { !$0.isLetter }.map(String.init)
    }

    /// Whether an answer leaves the matter open.
    private static func leavesOpen(_ choice: String) -> Bool {
        let words = words(choice)
        return words.first == "other" || words.contains("undetermined") || words.contains("unknown")
            || words.contains("determine") || words.contains("determined")
    }

    /// What a payer decides or pays has no place in a question about care.
    private static let moneyWords: Set<String> = [
        "appeal", "denial", "denied", "dollars", "drg", "insurance", "insurer", "paid", "pay", "payer", "payment",
        "reimbursed", "reimbursement", "revenue",
    ]

    /// How a question begins, or goes on, that already has its answer.
    private static let leadingPhrases = [
        "arent you", "didnt", "do you agree", "do you not agree", "doesnt", "dont you", "isnt", "please add",
        "please document", "wasnt", "wouldnt you", "would you agree",
    ]
}
