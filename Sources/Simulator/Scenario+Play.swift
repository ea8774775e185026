extension HospitalMonth {
    /// Draws one claim, or the few that belong together, of `scenario`.
    mutating func play(_ scenario: Scenario, ordinal: Int) {
        self.ordinal = ordinal
        if let category = Self.deniedCategories.firstIndex(where: { $0.scenario == scenario }) {
            denial(category)
        } else if !playPayment(scenario), !playUnusualPayment(scenario), !playDenial(scenario),
            !playUndecided(scenario), !playPatient(scenario), !playAccount(scenario), !playReversal(scenario)
        {
            playSubmission(scenario)
        }
    }

    /// The thirteen categories of a denial with the codes that are drawn for each.
    static let deniedCategories: [(scenario: Scenario, draws: [DenialDraw])] = [
        (.denialEligibility, DenialDraw.eligibility), (.denialCoverage, DenialDraw.coverage),
        (.denialAuthorization, DenialDraw.authorization), (.denialMedicalNecessity, DenialDraw.medicalNecessity),
        (.denialCoding, DenialDraw.coding), (.denialBundling, DenialDraw.bundling),
        (.denialInformation, DenialDraw.information), (.denialDocumentation, DenialDraw.documentation),
        (.denialDuplicate, DenialDraw.duplicate), (.denialTimelyFiling, DenialDraw.timelyFiling),
        (.denialCoordinationOfBenefits, DenialDraw.coordinationOfBenefits),
        (.denialCredentialing, DenialDraw.credentialing), (.denialOther, DenialDraw.other),
    ]

    private mutating func playPayment(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .cleanPaid: cleanPaid()
        case .contractual: contractual()
        case .deductible: costShare("1")
        case .coinsurance: costShare("2")
        case .copayment: costShare("3")
        case .otherCostShares: otherCostShares()
        case .mixedCostShare: mixedCostShare()
        case .allToDeductible: allToDeductible()
        case .sequestration: sequestration()
        case .drgInpatient: drgInpatient()
        case .negativeOutlier: negativeOutlier()
        case .packagedOutpatient: packagedOutpatient()
        case .packagedStay: packagedStay()
        case .capitation: capitation()
        case .wholeChargeWrittenOff: wholeChargeWrittenOff()
        case .interestOnClaim: interestOnClaim()
        case .interestBesideClaim: interestBesideClaim()
        case .deskPayment: deskPayment()
        case .deskRefund: deskRefund()
        case .deskPaymentBesideHeld: deskPaymentBesideHeld()
        case .underpayment: underpayment()
        case .paidToContract: paidToContract()
        case .deniedWithRate: deniedWithRate()
        default: return false
        }
        return true
    }

    private mutating func playUnusualPayment(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .splitByShares: splitPayment(.shares)
        case .splitByWhole: splitPayment(.whole)
        case .missingTransaction: heldPayment(.missingPart)
        case .unbalancedTransaction: unbalancedTransaction()
        case .unbalancedLine: unbalancedLine()
        case .unbalancedClaim: unbalancedClaim()
        case .providerAdjustments: otherProviderAdjustments()
        case .partsOfClaim: partsOfClaim()
        case .partialAdjudication: partialAdjudication()
        case .chargeMismatch: chargeMismatch()
        case .interimBills: interimBills()
        case .balanceForward: balanceForward()
        case .claimsMiscounted: damagedClaims(.wrongSegmentCount)
        case .claimsUnended: damagedClaims(.missingTrailer)
        case .claimsMisended: damagedClaims(.trailerMismatch)
        case .remittanceMiscounted: damagedRemittance(.wrongSegmentCount)
        case .remittanceUnended: damagedRemittance(.missingTrailer)
        case .remittanceMisended: damagedRemittance(.trailerMismatch)
        case .unreadableAmount: unreadableAmount()
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
        case .unprocessableLine: unprocessableLine(paysPart: false)
        case .unprocessablePaidLine: unprocessableLine(paysPart: true)
        case .packagedPaidApart: packagedPaidApart()
        case .packagedWithoutCaseRate: packagedWithoutCaseRate()
        case .packagedByCodes: packagedByCodes()
        case .resubmissionRemedy: resubmissionRemedy()
        case .noAppeal: noAppeal()
        case .newbornWithMother: newborn(isDenied: false)
        case .newbornDenied: newborn(isDenied: true)
        case .negativeDenial: negativeDenial()
        case .duplicateLines: duplicateLines()
        case .duplicateBeside: duplicateBeside()
        case .deadlineAtRisk: deadlineAtRisk()
        default: return false
        }
        return true
    }

    private mutating func playUndecided(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .unknownReason: unknownReason()
        case .unknownRemark: unknownRemark()
        case .unknownClaimStatus: unknownClaimStatus()
        case .tableContractual: table(DispositionCells.contractual)
        case .tablePended: table(DispositionCells.pended)
        case .tableReview: table(DispositionCells.review)
        case .tableReviewToPatient: table(DispositionCells.reviewToPatient)
        case .tableDenied: tableDenied()
        case .notRecognisedDenied: notRecognisedDenied()
        case .notRecognised: notRecognised()
        case .predetermination: predetermination()
        case .pended: pended()
        case .documentRequested: documentRequested()
        case .documentDenied: documentDenied()
        case .negativePend: negativePend()
        default: return false
        }
        return true
    }

    private mutating func playPatient(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .qualifiedBeneficiary: qualifiedBeneficiary()
        case .surpriseBilling: surpriseBilling()
        case .limitedToShare: limitedToShare()
        case .outOfNetworkBalance: outOfNetworkBalance()
        case .patientOwesNothing: patientOwesNothing()
        case .reviewRemark: reviewRemark()
        case .patientOwedMoney: patientOwedMoney()
        case .patientRefundReason: patientRefundReason()
        case .recomputeRemark: recomputeRemark()
        case .notCollectible: notCollectible()
        case .medicaidShare: medicaid(["3", "142"], mayAsk: true)
        case .medicaidOtherShare: medicaid(["1", "2"], mayAsk: false)
        case .workersCompensation: othersLiability(.compensation)
        case .autoInsurer: othersLiability(.autoInsurer)
        case .liabilityInsurer: othersLiability(.liabilityInsurer)
        default: return false
        }
        return true
    }

    private mutating func playAccount(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .crossoverForwarded: crossoverForwarded()
        case .crossoverAnnounced: crossoverAnnounced()
        case .crossoverToMedicaid: crossoverToMedicaid()
        case .crossoverProtected: crossoverProtected()
        case .forwardedWaiting: forwardedWaiting()
        case .nextPayerUnbilled: nextPayerUnbilled()
        case .dualEligibleWriteOff: dualEligibleWriteOff()
        case .notOurClaim: notOurClaim()
        case .submittedSecondary: submittedSecondary()
        case .secondaryAboveFirst: secondaryAboveFirst()
        case .secondaryWritesOff: secondaryWritesOff()
        case .secondaryWaiting: secondaryWaiting()
        case .bothWaiting: bothWaiting()
        case .secondaryBeforeFirst: secondaryBeforeFirst()
        case .tertiaryBilled: tertiaryBilled()
        case .tertiaryForwarded: tertiaryForwarded(onward: false)
        case .tertiaryForwardsOn: tertiaryForwarded(onward: true)
        case .secondaryDenies: secondaryDenies()
        case .primaryReversed: primaryReversed()
        case .secondaryReversed: secondaryReversed()
        default: return false
        }
        return true
    }

    private mutating func playReversal(_ scenario: Scenario) -> Bool {
        switch scenario {
        case .reversalAndCorrection: reversalAndCorrection()
        case .reversedOnly: reversedOnly()
        case .unpairedReversal: unpairedReversal()
        case .unpairedReversalOfClaim: unpairedReversalOfClaim()
        case .unequalReversal: unequalReversal()
        case .denialOverturned: denialOverturned()
        case .overlapUnreversed: overlapUnreversed()
        case .partialCorrection: partialCorrection()
        case .takeBackWithoutReversal: takeBackWithoutReversal()
        case .recoveryAcrossPayments: recoveryAcrossPayments()
        case .replacementWaiting: replacementWaiting()
        case .replacementRejected: replacementRejected()
        case .replacementAdjudicated: replacementAdjudicated()
        case .replacementUnreversed: replacementUnreversed()
        case .voided: voided()
        case .voidAccepted: voidAccepted()
        case .voidWaiting: voidWaiting()
        case .voidRejected: voidRejected()
        default: return false
        }
        return true
    }

    private mutating func playSubmission(_ scenario: Scenario) {
        switch scenario {
        case .resubmitted: resubmitted()
        case .resubmittedChanged: resubmittedChanged()
        case .rejectedBy999: rejectedBy999()
        case .rejectedByTA1: rejectedByTA1()
        case .receivedThenRejected: receivedThenRejected()
        case .rejectedBy277CA: rejectedBy277CA()
        case .acceptedBy277CA: acceptedBy277CA()
        case .noAnswer: noAnswer()
        case .pendingBy277: pendingBy277()
        case .finalWithoutRemittance: finalWithoutRemittance()
        case .notFoundByReceiver: notFoundByReceiver()
        case .notFoundByPayer: notFoundByPayer()
        case .orphanAcknowledgement: orphanAcknowledgement()
        case .remittanceOnly: remittanceOnly()
        case .ambiguousRemittance: ambiguousRemittance()
        case .matchedByPayerNumber: matchedByPayerNumber()
        case .matchedByCharge: matchedByCharge()
        case .matchedAmongTwo: matchedAmongTwo()
        case .matchedByClearinghouse: matchedByClearinghouse()
        case .otherPayersRemittance: otherPayersRemittance()
        default: return
        }
    }
}
