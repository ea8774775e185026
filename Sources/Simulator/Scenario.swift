/// What may befall a claim; each is drawn at least once in a month of two hundred claims.
enum Scenario: String, CaseIterable, Sendable {
    /// Paid in full.
    case cleanPaid
    /// Paid less the contractual write-off.
    case contractual
    /// One kind of cost share: deductible, coinsurance or copayment.
    case costShare
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
    /// Packaged lines (97, 234) that are a write-off.
    case packaged
    /// CO-24: paid by the head.
    case capitation
    /// CO-45 or 131 on the whole charge.
    case wholeChargeWrittenOff
    /// Interest in AMT*I or PLB L6.
    case interest
    /// AMT*F5 less than the share.
    case deskPayment
    /// AMT*F5 more than the share.
    case deskRefund
    /// Allowed less than the contract's rate.
    case underpayment
    /// Allowed what the contract says, within the tolerance.
    case paidToContract
    /// Denied lines that have a rate.
    case deniedWithRate
    /// One payment in two transactions.
    case splitPayment
    /// A payment that does not balance.
    case heldPayment
    /// A claim that does not balance in a payment that does.
    case unbalancedClaim
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
    /// MA130 on one line.
    case unprocessableLine
    /// A packaged line that is denied by a rule, or for want of one.
    case packagedDenied
    /// N380, N142, N798, N779, N185, N517.
    case resubmissionRemedy
    /// N211, MA44, N704, N368.
    case noAppeal
    /// A CARC or a RARC that no table knows.
    case unknownCode
    /// A nature and a group that do not belong together, and codes with a disposition of their own.
    case dispositionTable
    /// CLP02 = 4, with and without a denial.
    case patientNotRecognised
    /// CLP02 = 25.
    case predetermination
    /// CARC 133.
    case pended
    /// CARC 252, with and without money on the line.
    case documentRequest
    /// A negative amount of a denial.
    case negativeDenial
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
    /// MA59, MA72, MA77, N720.
    case patientOwedMoney
    /// Medicaid pays.
    case medicaidPayer
    /// Workers' compensation pays.
    case workersCompensation

    /// A crossover, forwarded or announced.
    case crossover
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
    /// A second payer billed by us, silent.
    case secondaryWaiting
    /// Three payers.
    case tertiary
    /// A second payer denies.
    case secondaryDenies
    /// The first payer reverses after the second has paid.
    case primaryReversed

    /// A reversal with its correction.
    case reversalAndCorrection
    /// A reversal alone.
    case reversedOnly
    /// A reversal of nothing known.
    case unpairedReversal
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
    /// Frequency 7, unanswered.
    case replacementWaiting
    /// Frequency 7, rejected.
    case replacementRejected
    /// Frequency 7, adjudicated.
    case replacementAdjudicated
    /// Frequency 8.
    case voided
    /// Rejected, then sent anew.
    case resubmitted

    /// 999-R.
    case rejectedBy999
    /// TA1-R.
    case rejectedByTA1
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
    /// A4, D0.
    case notFound
    /// An acknowledgement of nothing known.
    case orphanAcknowledgement

    /// A remittance of nothing known.
    case remittanceOnly
    /// A remittance with two candidates.
    case ambiguousRemittance
    /// CLP07 finds the claim, or number and charge do.
    case matchedOtherwise
    /// A wrong count, a missing or another's trailer.
    case damagedTransaction

    /// How often it is drawn beyond its share: most claims of a hospital are simply paid.
    var weight: Int {
        switch self {
        case .cleanPaid: 10
        case .contractual, .costShare: 30
        case .mixedCostShare, .sequestration, .drgInpatient, .packaged, .crossover: 8
        default: 1
        }
    }
}
