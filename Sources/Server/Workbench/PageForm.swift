import ControlPlane

/// Something of a form that is not as it must be.
struct FormFault: Error {
    /// The field; nil when it is about all of it.
    let field: String?
    /// What to do.
    let words: String
}

extension PageTable {
    /// What a form leads to, or its page again, with what was typed, where something of it is wrong or was refused.
    static func answering(
        orShowing page: (FormFault) throws -> PageAnswer,
        _ body: () throws -> PageAnswer
    ) throws -> PageAnswer {
        do {
            return try body()
        } catch let fault as FormFault {
            return try page(fault)
        } catch ControlPlaneError.refused(let why), ControlPlaneError.notReleasable(let why) {
            return try page(FormFault(field: nil, words: why))
        } catch ControlPlaneError.notAsSeen {
            let words =
                "It is not what you saw: it was edited or decided, or the policy or the rules have changed. This is how it is now."
            return try page(FormFault(field: nil, words: words))
        }
    }

    /// A text that a form must have.
    static func needed(_ name: String, _ call: PageCall) throws(FormFault) -> String {
        guard let text = call.form[name], text.contains(where: { !$0.isWhitespace }) else {
            throw FormFault(field: name, words: neededWords(name))
        }
        return text
    }

    private static func neededWords(_ name: String) -> String {
        switch name {
        case "surname": "Write the surname that the caller says."
        case "number": "Write the number that the caller says."
        case "refusal", "request-back", "withdrawal", "reason", "why": "Say why."
        case "said": "Say what they said."
        case "representative": "Say who spoke for the payer."
        case "destination": "Say where it goes."
        default: "Write the \(name)."
        }
    }
}
