/// What may befall a claim; each is drawn at least once in a month of two hundred scenarios.
enum Scenario: String, CaseIterable, Sendable {
    /// Paid in full.
    case cleanPaid
    /// Paid less the contractual write-off.
    case contractual
    /// Write-off and one kind of cost share.
    case deductible, coinsurance, copayment
    /// Blood deductible, patient liability, low-income copayment: 66, 142, 241.
    case otherCostShares
    /// All kinds of cost share on one claim.
    case mixedCostShare
    /// The deductible takes all that is allowed.
    case allToDeductible
    /// Medicare's two percent (CO-253).
    case sequestration
    /// A stay paid by DRG, adjusted as a claim.
    case drgInpatient
    /// A negative CO-45: more was paid than charged.
    case negativeOutlier
    /// Packaged outpatient lines (97, 234) that are a write-off.
    case packagedOutpatient
    /// The same in a stay that is paid by case.
    case packagedStay
    /// CO-24: paid by the head.
    case capitation
    /// CO-45 or 131 on the whole charge.
    case wholeChargeWrittenOff
    /// Interest in AMT*I, and in PLB L6.
    case interestOnClaim, interestBesideClaim
    /// AMT*F5 less than the share.
    case deskPayment
    /// AMT*F5 more than the share.
    case deskRefund
    /// AMT*F5 beside PR that is held.
    case deskPaymentBesideHeld
    /// Allowed less than the contract's rate.
    case underpayment
    /// Allowed what the contract says, within the tolerance.
    case paidToContract
    /// Denied lines that have a rate.
    case deniedWithRate
    /// One payment in two transactions: BPR02 is each one's share, or the whole in each.
    case splitByShares, splitByWhole
    /// A payment that does not balance: a transaction is missing, or BPR02 is another sum.
    case missingTransaction, unbalancedTransaction
    /// A line, or a claim, that does not balance in a payment that does.
    case unbalancedLine, unbalancedClaim
    /// PLB entries that concern no claim.
    case providerAdjustments
    /// Two adjudications of different lines.
    case partsOfClaim
    /// Lines without an adjudication.
    case partialAdjudication
    /// More adjudicated than charged.
    case chargeMismatch
    /// Frequencies 2, 3 and 4.
    case interimBills

    /// A denial of each category of the contract.
    case denialEligibility, denialCoverage, denialAuthorization, denialMedicalNecessity, denialCoding, denialBundling
    /// A denial of each category of the contract, continued.
    case denialInformation, denialDocumentation, denialDuplicate, denialTimelyFiling, denialCoordinationOfBenefits
    /// A denial of each category of the contract, continued.
    case denialCredentialing, denialOther
    /// One line denied, others paid.
    case partialDenial
    /// A denial in PR.
    case deniedToPatient
    /// A denial in PR that needs a valid notice.
    case noticeMissing
    /// MA130 on the whole claim.
    case unprocessable
    /// MA130 on one line, and on one that was paid in part.
    case unprocessableLine, unprocessablePaidLine
    /// A packaged line that is denied: a rule pays it apart, nothing says case rate, or codes beside it say so.
    case packagedPaidApart, packagedWithoutCaseRate, packagedByCodes
    /// N380, N142, N798, N779, N185, N517.
    case resubmissionRemedy
    /// N211, MA44, N704, N368.
    case noAppeal
    /// A CARC, a RARC and a CLP02 that no table knows.
    case unknownReason, unknownRemark, unknownClaimStatus
    /// Every nature and group, and codes with a disposition of their own.
    case tableContractual, tablePended, tableReview, tableReviewToPatient, tableDenied
    /// CLP02 = 4 with a denial and without.
    case notRecognisedDenied, notRecognised
    /// CLP02 = 25.
    case predetermination
    /// CARC 133.
    case pended
    /// CARC 252 without money on the line, and with it.
    case documentRequested, documentDenied
    /// CARC 128 within the mother's claim, and denied by a payer's rule.
    case newbornWithMother, newbornDenied
    /// A negative amount of a denial, and of an open decision.
    case negativeDenial, negativePend
    /// 18 or B13 on some lines.
    case duplicateLines
    /// 18 or B13 as a second decision.
    case duplicateBeside
    /// A last day within two weeks, or just gone.
    case deadlineAtRisk

    /// N781–N783, N192.
    case qualifiedBeneficiary
    /// N830, N862–N869.
    case surpriseBilling
    /// MA13, N174.
    case limitedToShare
    /// PR-45.
    case outOfNetworkBalance
    /// Remarks that relieve the patient.
    case patientOwesNothing
    /// Remarks that a person must read.
    case reviewRemark
    /// MA59, MA72, MA77, N720, M25; CARC A0.
    case patientOwedMoney, patientRefundReason
    /// A correction is announced, and no reversal came.
    case recomputeRemark
    /// OA-209 or CO-303 beside PR.
    case notCollectible
    /// Medicaid leaves what may be asked for, and what may not.
    case medicaidShare, medicaidOtherShare
    /// Payers who never leave anything to the patient.
    case workersCompensation, autoInsurer, liabilityInsurer

    /// A crossover that was forwarded (CLP02 = 19), or announced by 2320.
    case crossoverForwarded, crossoverAnnounced
    /// A crossover to Medicaid; one whose first payer told a protection.
    case crossoverToMedicaid, crossoverProtected
    /// Forwarded, and the next payer is silent.
    case forwardedWaiting
    /// The next payer was named and not billed.
    case nextPayerUnbilled
    /// OA-209.
    case dualEligibleWriteOff
    /// CLP02 = 23.
    case notOurClaim
    /// A second payer billed by us, paid.
    case submittedSecondary
    /// A second payer leaves more to the patient than the first did.
    case secondaryAboveFirst
    /// A second payer writes off all that was left.
    case secondaryWritesOff
    /// A second payer billed by us, silent; both silent.
    case secondaryWaiting, bothWaiting
    /// The second payer's decision is known before the first's.
    case secondaryBeforeFirst
    /// Three payers, billed by us or forwarded from one to the next (19, 20).
    case tertiaryBilled, tertiaryForwarded
    /// Forwarded by the third payer (21), and the fourth is silent.
    case tertiaryForwardsOn
    /// A second payer denies.
    case secondaryDenies
    /// The first payer, or the second, reverses after both have paid.
    case primaryReversed, secondaryReversed

    /// A reversal with its correction.
    case reversalAndCorrection
    /// A reversal alone.
    case reversedOnly
    /// A reversal of nothing known, and of a payment that is not known to a claim that is.
    case unpairedReversal, unpairedReversalOfClaim
    /// A reversal of other amounts than were paid.
    case unequalReversal
    /// Denied, then paid.
    case denialOverturned
    /// Paid, then decided otherwise without a reversal.
    case overlapUnreversed
    /// Paid, then some lines decided otherwise.
    case partialCorrection
    /// PLB WO, WU, OB for a claim that was not reversed.
    case takeBackWithoutReversal
    /// PLB WO with both signs around a reversal.
    case recoveryAcrossPayments
    /// A reversal leaves less than nothing to pay: PLB FB with both signs.
    case balanceForward
    /// Frequency 7, unanswered.
    case replacementWaiting
    /// Frequency 7, rejected.
    case replacementRejected
    /// Frequency 7, adjudicated, the old decision reversed or not.
    case replacementAdjudicated, replacementUnreversed
    /// Frequency 8: reversed, accepted, unanswered, rejected.
    case voided, voidAccepted, voidWaiting, voidRejected
    /// Rejected, then sent anew, alike or changed.
    case resubmitted, resubmittedChanged

    /// 999-R.
    case rejectedBy999
    /// TA1-R.
    case rejectedByTA1
    /// A1, then A3.
    case receivedThenRejected
    /// A3, A6, A7, A8.
    case rejectedBy277CA
    /// A2, A5.
    case acceptedBy277CA
    /// Silence.
    case noAnswer
    /// P, R.
    case pendingBy277
    /// F without an 835.
    case finalWithoutRemittance
    /// A4 and D0.
    case notFoundByReceiver, notFoundByPayer
    /// An acknowledgement of nothing known.
    case orphanAcknowledgement

    /// A remittance of nothing known.
    case remittanceOnly
    /// A remittance with two candidates.
    case ambiguousRemittance
    /// CLP07 finds the claim, or number and charge do, or one of two by its dates or charge.
    case matchedByPayerNumber, matchedByCharge, matchedAmongTwo
    /// REF*D9 finds the submission of a 277CA.
    case matchedByClearinghouse
    /// A remittance of another payer under the number of a claim.
    case otherPayersRemittance
    /// An 837 with a wrong count, without its trailer, with another's.
    case claimsMiscounted, claimsUnended, claimsMisended
    /// An 835 with a wrong count, without its trailer, with another's.
    case remittanceMiscounted, remittanceUnended, remittanceMisended
    /// An amount of a claim with three decimals, or out of range.
    case unreadableAmount

    /// How often it is drawn beyond its share: most claims of a hospital are simply paid.
    var weight: Int {
        switch self {
        case .cleanPaid: 10
        case .contractual: 30
        case .deductible, .coinsurance, .copayment: 10
        case .mixedCostShare, .sequestration, .drgInpatient, .packagedOutpatient, .crossoverForwarded: 8
        default: 1
        }
    }
}
