extension HospitalMonth {
    /// Draws one claim, or the few that belong together, of `scenario`.
    mutating func play(_ scenario: Scenario, ordinal: Int) {
        self.ordinal = ordinal
        if let draws = denials(of: scenario) {
            denial(draws)
        } else if !playPayment(scenario), !playDenial(scenario), !playAccount(scenario) {
            playSubmission(scenario)
        }
    }

    private func denials(of scenario: Scenario) -> [DenialDraw]? {
        switch scenario {
        case .denialEligibility: DenialDraw.eligibility
        case .denialCoverage: DenialDraw.coverage
        case .denialAuthorization: DenialDraw.authorization
        case .denialMedicalNecessity: DenialDraw.medicalNecessity
        case .denialCoding: DenialDraw.coding
        case .denialBundling: DenialDraw.bundling
        case .denialInformation: DenialDraw.information
        case .denialDocumentation: DenialDraw.documentation
        case .denialDuplicate: DenialDraw.duplicate
        case .denialTimelyFiling: DenialDraw.timelyFiling
        case .denialCoordinationOfBenefits: DenialDraw.coordinationOfBenefits
        case .denialCredentialing: DenialDraw.credentialing
        case .denialOther: DenialDraw.other
        default: nil
        }
    }

    private mutating func playPayment(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .cleanPaid: cleanPaid()
        case .contractual: contractual()
        case .costShare: costShare()
        case .mixedCostShare: mixedCostShare()
        case .allToDeductible: allToDeductible()
        case .sequestration: sequestration()
        case .drgInpatient: drgInpatient()
        case .negativeOutlier: negativeOutlier()
        case .packaged: packaged()
        case .capitation: capitation()
        case .wholeChargeWrittenOff: wholeChargeWrittenOff()
        case .interest: interest()
        case .deskPayment: deskPayment()
        case .deskRefund: deskRefund()
        case .underpayment: underpayment()
        case .paidToContract: paidToContract()
        case .deniedWithRate: deniedWithRate()
        case .splitPayment: splitPayment()
        case .heldPayment: heldPayment()
        case .unbalancedClaim: unbalancedClaim()
        case .partsOfClaim: partsOfClaim()
        case .partialAdjudication: partialAdjudication()
        case .chargeMismatch: chargeMismatch()
        case .interimBills: interimBills()
        default: return false
        }
        return true
    }

    private mutating func playDenial(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .partialDenial: partialDenial()
        case .deniedToPatient: deniedToPatient()
        case .noticeMissing: noticeMissing()
        case .unprocessable: unprocessable()
        case .unprocessableLine: unprocessableLine()
        case .packagedDenied: packagedDenied()
        case .resubmissionRemedy: resubmissionRemedy()
        case .noAppeal: noAppeal()
        case .unknownCode: unknownCode()
        case .dispositionTable: dispositionTable()
        case .patientNotRecognised: patientNotRecognised()
        case .predetermination: predetermination()
        case .pended: pended()
        case .documentRequest: documentRequest()
        case .negativeDenial: negativeDenial()
        case .duplicateLines: duplicateLines()
        case .duplicateBeside: duplicateBeside()
        case .deadlineAtRisk: deadlineAtRisk()
        default: return false
        }
        return true
    }

    private mutating func playAccount(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .qualifiedBeneficiary: qualifiedBeneficiary()
        case .surpriseBilling: surpriseBilling()
        case .limitedToShare: limitedToShare()
        case .outOfNetworkBalance: outOfNetworkBalance()
        case .patientOwesNothing: patientOwesNothing()
        case .reviewRemark: reviewRemark()
        case .patientOwedMoney: patientOwedMoney()
        case .medicaidPayer: medicaidPayer()
        case .workersCompensation: workersCompensation()
        case .crossover: crossover()
        case .forwardedWaiting: forwardedWaiting()
        case .nextPayerUnbilled: nextPayerUnbilled()
        case .dualEligibleWriteOff: dualEligibleWriteOff()
        case .notOurClaim: notOurClaim()
        case .submittedSecondary: submittedSecondary()
        case .secondaryWaiting: secondaryWaiting()
        case .tertiary: tertiary()
        case .secondaryDenies: secondaryDenies()
        case .primaryReversed: primaryReversed()
        default: return false
        }
        return true
    }

    private mutating func playSubmission(_ scenario: Scenario) {
        switch scenario {
        case .reversalAndCorrection: reversalAndCorrection()
        case .reversedOnly: reversedOnly()
        case .unpairedReversal: unpairedReversal()
        case .denialOverturned: denialOverturned()
        case .overlapUnreversed: overlapUnreversed()
        case .partialCorrection: partialCorrection()
        case .takeBackWithoutReversal: takeBackWithoutReversal()
        case .recoveryAcrossPayments: recoveryAcrossPayments()
        case .replacementWaiting: replacementWaiting()
        case .replacementRejected: replacementRejected()
        case .replacementAdjudicated: replacementAdjudicated()
        case .voided: voided()
        case .resubmitted: resubmitted()
        case .rejectedBy999: rejectedBy999()
        case .rejectedByTA1: rejectedByTA1()
        case .rejectedBy277CA: rejectedBy277CA()
        case .acceptedBy277CA: acceptedBy277CA()
        case .noAnswer: noAnswer()
        case .pendingBy277: pendingBy277()
        case .finalWithoutRemittance: finalWithoutRemittance()
        case .notFound: notFound()
        case .orphanAcknowledgement: orphanAcknowledgement()
        case .remittanceOnly: remittanceOnly()
        case .ambiguousRemittance: ambiguousRemittance()
        case .matchedOtherwise: ordinal.isMultiple(of: 2) ? matchedByPayerNumber() : matchedByCharge()
        case .damagedTransaction: damagedTransaction()
        default: return
        }
    }
}
