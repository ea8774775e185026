import RevenueCycle
import Testing

@Suite("A clinical query") struct ClinicalQueryTests {
    private func faults(
        _ question: String,
        _ choices: [String] = [],
        indicators: [String] = ["Progress note, day 2"]
    ) -> [ChangeFault] {
        ProposedChange.clinicalQuery(.init(question: question, indicators: indicators, choices: choices)).faults
    }

    @Test(arguments: [
        "Do you agree that this was acute blood loss anemia?", "Isn't this sepsis?", "Wasn’t the patient septic?",
        "Please document acute respiratory failure.", "Don't you think it was pneumonia?",
    ])
    func `does not lead to an answer`(question: String) {
        #expect(faults(question) == [.queryLeads])
    }

    @Test(arguments: [
        "Which condition lets the payer pay for it?", "The claim was denied: what was treated?", "Which DRG is right?",
        "What justifies $400?", "How does this change the reimbursement?",
    ])
    func `says nothing of what a payer decides or pays`(question: String) {
        #expect(faults(question) == [.querySpeaksOfPayment])
        #expect(faults("What was treated?", indicators: [question]) == [.querySpeaksOfPayment])
    }

    @Test func `offers two answers or more, and one that leaves the matter open`() {
        #expect(faults("What was treated?", ["Sepsis"]) == [.queryOffersOneAnswer])
        #expect(faults("What was treated?", ["Sepsis", "Bacteremia"]) == [.queryOffersOneAnswer])
        #expect(faults("What was treated?", ["Sepsis", "Cannot be determined"]) == [.queryOffersOneAnswer])
        #expect(faults("What was treated?", ["Sepsis", "Bacteremia", "Cannot be determined"]).isEmpty)
        #expect(faults("What was treated?", ["Sepsis", "Bacteremia", "Other: please say what"]).isEmpty)
        #expect(faults("What was treated?").isEmpty)
    }

    @Test func `waits for what in the record gives rise to it`() {
        let query = ProposedChange.ClinicalQuery(question: "What was treated?", indicators: [])
        let content = ProposalContent(subject: .claim(RecordID(1)), change: .clinicalQuery(query))
        #expect(content.missingParts == ["what in the record gives rise to the question"])
    }
}
