package import RevenueCycle

/// What a query to those who documented the care still needs.
package enum ClinicalQueryGap: String, Hashable, Sendable, CaseIterable {
    /// What in the record gives rise to the question.
    case indicators

    /// What is needed, in words.
    package var words: String {
        "what in the record gives rise to the question, with where it is written: we hold claims and no clinical record"
    }
}

/// A question to those who documented the care, that leads to no answer.
///
/// It asks openly, says which services it is about and nothing of what a payer decided or pays, and names no diagnosis. What in the
/// record gives rise to it only a person can say who has read the record. It follows what AHIMA and ACDIS hold a compliant query to be.
package struct ClinicalQueryText: Hashable, Sendable {
    /// The question.
    package let question: [Sentence]
    /// What in the record gives rise to it, in the words of who read it.
    package let indicators: [Sentence]
    /// The answers to choose from, two of which leave the matter open; empty for an answer in one's own words.
    package let choices: [String]
    /// What is still needed.
    package let missing: [ClinicalQueryGap]

    /// The answers that every choice ends with.
    package static let openChoices = ["Other (please say what)", "Cannot be determined"]

    /// What is offered of some answers: they, and those that leave the matter open; none when there are none.
    package static func offered(_ choices: [String]) -> [String] {
        choices.isEmpty ? [] : choices + openChoices.filter { open in !choices.contains(open) }
    }

    /// The query that a finding of a claim gives rise to.
    ///
    /// - Parameters:
    ///   - finding: what asks for better documentation.
    ///   - position: the claim that has it.
    ///   - indicators: what in the record gives rise to it, in the words of who read it.
    ///   - choices: answers to choose from.
    package init(
        about finding: Finding,
        in position: ClaimPosition,
        indicators: [String] = [],
        choices: [String] = []
    ) {
        let sent = position.governingSubmission
        let services = position.deniedServices(of: finding)
        var about = [Sentence("This is a question about the record of a visit.")]
        if let sent, let dates = sent.dates {
            let days = Set([dates.first, dates.last]).sorted().map(\.description)
            about = [
                Sentence(
                    "This is a question about the record of \(days.joined(separator: " to ")).",
                    days.map { StatedFact(.serviceDate, $0, [sent.span]) }
                )
            ]
        }
        if !services.isEmpty {
            let codes = services.map(\.value).joined(separator: ", ")
            about.append(Sentence("It concerns the services billed as \(codes).", services))
        }
        question = about + [Sentence(Self.question(finding.category, ofOne: services.count < 2))]
        self.indicators = indicators.map { Sentence($0, [StatedFact(.told, $0)]) }
        self.choices = Self.offered(choices)
        missing = indicators.isEmpty ? [.indicators] : []
    }

    /// Every sentence, in reading order.
    package var sentences: [Sentence] { question + indicators }

    private static func question(_ category: DenialCategory?, ofOne: Bool) -> String {
        switch category {
        case .coding, .bundling:
            ofOne
                ? "By your own clinical judgment, what was done, and how does the record describe it?"
                : "By your own clinical judgment, what was done in each, and how did they relate to each other, if at all?"
        case .medicalNecessity, .documentation, .authorization, .information, .eligibility, .coverage, .duplicate,
            .timelyFiling, .coordinationOfBenefits, .credentialing, .other, nil:
            "By your own clinical judgment, what was the reason for the services, and where does the record show it?"
        }
    }
}
