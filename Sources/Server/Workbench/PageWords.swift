import ControlPlane
import RevenueCycle

/// How pages say what answers have in the words of programs.
enum PageWords {
    /// A word such as `patientQuestion` as people write it: `patient question`.
    static func spaced(_ word: String) -> String {
        var words = ""
        for scalar in word.unicodeScalars {
            if scalar.properties.isUppercase { words += " " }
            words += scalar.properties.lowercaseMapping
        }
        return words
    }

    /// The same, to begin a line.
    static func title(_ word: String) -> String {
        let words = spaced(word)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What became of a part of a charge.
    static func disposition(_ word: String) -> String {
        switch Disposition(rawValue: word) {
        case .contractual?: "Contractual adjustment"
        case .costShare?: "Patient's cost share"
        case .priorPayer?: "Taken by earlier payers"
        case .denied?: "Denied"
        case .pended?: "Pending with the payer"
        case .review?: "To be looked at"
        case nil: title(word)
        }
    }

    /// Which payer of a visit it is (SBR01).
    static func sequence(_ code: String) -> String {
        switch code {
        case "P": "primary"
        case "S": "secondary"
        case "T": "tertiary"
        case "U": "of unknown order"
        default: "number \(code)"
        }
    }

    /// Why a payment to a provider was changed beside its claims (PLB03-1); nil for a code without words here.
    static func providerAdjustment(_ code: String) -> String? {
        switch code {
        case "WO": "Overpayment taken back"
        case "FB": "Balance carried forward"
        case "L6": "Interest owed"
        case "72": "Authorized return"
        case "CS": "Adjustment"
        case "IR": "Withheld for the Internal Revenue Service"
        case "50": "Late charge"
        case "90": "Early payment allowance"
        case "PI": "Periodic interim payment"
        case "AP": "Acceleration of benefits"
        default: nil
        }
    }

    /// An amount as a person reads it.
    static func dollars(_ amount: String) -> String { Money(decimal: amount)?.dollars ?? amount }

    /// How many days are left, in words, and how pressing that is.
    static func days(_ left: Int) -> (words: String, urgency: String) {
        switch left {
        case ..<0: ("\(-left) \(left == -1 ? "day" : "days") late", "late")
        case 0: ("today", "late")
        case 1...7: ("\(left) \(left == 1 ? "day" : "days")", "soon")
        default: ("\(left) days", "later")
        }
    }
}

extension JSONValue {
    /// The text of a member, of a number its digits; nil when there is none, or it is hidden.
    func shown(_ name: String) -> String? {
        switch member(name) {
        case .string(let text)?: text
        case .number(let number)?: String(number)
        case .bool, .array, .object, .null, nil: nil
        }
    }

    /// The number of a member.
    func count(_ name: String) -> Int? { if case .number(let number)? = member(name) { number } else { nil } }

    /// The items of a member.
    func items(_ name: String) -> [JSONValue] { if case .array(let items)? = member(name) { items } else { [] } }

    /// The texts of a member.
    func words(_ name: String) -> [String] {
        items(name).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The amount of a member as a person reads it.
    func dollars(_ name: String) -> String? { shown(name).map(PageWords.dollars) }

    /// The word of a member as people write it, to begin a line.
    func title(_ name: String) -> String? { shown(name).map(PageWords.title) }

    /// The groups of fields that are hidden of it, in words.
    var hiddenWords: View.Value { Self.hiddenWords(of: [self]) }

    /// The groups of fields that are hidden of some answers, in words.
    static func hiddenWords(of rows: [JSONValue]) -> View.Value {
        let groups = Set(rows.flatMap { $0.words(AnswerForm.hiddenMember) }).sorted().map(PageWords.spaced)
        return groups.isEmpty ? .nothing : .text(groups.joined(separator: ", "))
    }
}
