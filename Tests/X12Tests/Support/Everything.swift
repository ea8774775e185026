import X12

// What was read as plain values, places aside: to compare two readings, and to touch every place that a reading keeps.

/// All that a transaction set says.
func everything(_ content: TransactionContent) -> [String] {
    switch content {
    case .claims(let submission):
        everything(submission.header) + [submission.submitter, submission.receiver].flatMap(everything)
            + submission.claims.flatMap(everything)
    case .remittance(let remittance): everything(remittance)
    case .claimAcknowledgement(let answer):
        everything(answer.header) + [answer.informationSource, answer.informationReceiver].flatMap(everything)
            + [answer.sourceTraceNumber] + answer.dates.flatMap(everything)
            + (answer.batch.map { [$0] } ?? []).flatMap(everything) + answer.providers.flatMap(everything)
            + answer.claims.flatMap(everything)
    case .claimStatus(let answer):
        everything(answer.header) + [answer.payer, answer.informationReceiver].flatMap(everything)
            + answer.summaries.flatMap(everything) + answer.claims.flatMap(everything)
    case .implementationAcknowledgement(let answer): ["\(answer)"]
    case .other: []
    }
}

func everything(_ header: BusinessHeader) -> [String] {
    [header.structure, header.purpose, header.reference, "\(header.date as Any)", header.time, header.type]
}

func everything(_ party: Party?) -> [String] {
    guard let party else { return ["no party"] }
    return [
        party.loop, party.entityIdentifier, party.entityType, party.name, party.firstName, party.middleName,
        party.suffix, party.idQualifier, party.id, party.taxonomy, party.npi ?? "", party.taxID ?? "",
    ] + party.references.flatMap(everything)
}

func everything(_ reference: Reference) -> [String] { [reference.qualifier, reference.value, reference.description] }

func everything(_ date: QualifiedDate) -> [String] {
    [date.qualifier, "\(date.first as Any)", "\(date.last as Any)", date.time]
}

func everything(_ amount: QualifiedAmount) -> [String] { [amount.qualifier, "\(amount.amount)"] }

func everything(_ quantity: QualifiedQuantity) -> [String] { [quantity.qualifier, "\(quantity.quantity as Any)"] }

func everything(_ procedure: Procedure?) -> [String] {
    guard let procedure else { return ["no procedure"] }
    return [procedure.qualifier, procedure.code, procedure.description] + procedure.modifiers
}

func everything(_ adjustment: ClaimAdjustment) -> [String] {
    [
        adjustment.groupCode, adjustment.reasonCode, "\(adjustment.amount)", "\(adjustment.quantity as Any)",
        "\(adjustment.position)",
    ]
}

func everything(_ information: AdjudicationInformation) -> [String] {
    [information.segmentID] + information.elements + information.remarkCodes
}

func everything(_ segment: UnexpectedSegment) -> [String] { [segment.segmentID, segment.loop] }

func everything(_ address: Address?) -> [String] {
    guard let address else { return ["no address"] }
    return address.lines + [address.city, address.state, address.postalCode, address.country]
}

// MARK: - 837

func everything(_ subscriber: Subscriber837) -> [String] {
    [
        subscriber.payerResponsibility, subscriber.relationship, subscriber.groupNumber, subscriber.groupName,
        subscriber.insuranceType, subscriber.filingIndicator, "\(subscriber.birthDate as Any)", subscriber.sex,
        subscriber.memberID,
    ] + everything(subscriber.party) + everything(subscriber.address)
}

func everything(_ claim: Claim837) -> [String] {
    var all = [
        "\(claim.kind)", claim.patientControlNumber, "\(claim.charge)", claim.facilityCode, claim.facilityQualifier,
        claim.frequency, claim.assignment, claim.benefitsAssignment, claim.delayReason, "\(claim.isReadable)",
        "\(claim.isComplete)", claim.principalDiagnosis?.code ?? "", claim.diagnosisRelatedGroup ?? "",
    ]
    all += everything(claim.billingProvider) + everything(claim.subscriber) + everything(claim.payer)
    if let patient = claim.patient {
        all += [patient.relationship, "\(patient.birthDate as Any)", patient.sex]
        all += everything(patient.party) + everything(patient.address)
    }
    if let institutional = claim.institutional {
        all += [institutional.admissionType, institutional.admissionSource, institutional.patientStatus]
    }
    if let contract = claim.contract {
        all += [contract.type, "\(contract.amount as Any)", contract.percentage, contract.code]
    }
    all += claim.dates.flatMap(everything) + claim.amounts.flatMap(everything)
    all += claim.references.flatMap(everything) + claim.codes.flatMap(everything)
    all += claim.attachments.flatMap { [$0.reportType, $0.transmission, $0.controlNumber] }
    all += claim.providers.flatMap(everything) + claim.otherPayers.flatMap(everything)
    all += claim.lines.flatMap(everything) + claim.unexpectedSegments.flatMap(everything)
    return all
}

func everything(_ code: ClaimCode) -> [String] {
    [
        code.qualifier, code.code, "\(code.date as Any)", "\(code.lastDate as Any)", "\(code.amount as Any)",
        code.presentOnAdmission,
    ]
}

func everything(_ payer: OtherPayer837) -> [String] {
    var all = [payer.benefitsAssignment, payer.releaseOfInformation, "\(payer.adjudicationDate as Any)"]
    all += everything(payer.subscriber) + everything(payer.payer)
    all += payer.adjustments.flatMap(everything) + payer.amounts.flatMap(everything)
    all += payer.adjudication.flatMap(everything) + payer.providers.flatMap(everything)
    return all
}

func everything(_ line: ServiceLine837) -> [String] {
    var all = [
        line.number, line.revenueCode, "\(line.charge)", line.unitBasis, "\(line.units as Any)", line.placeOfService,
        "\(line.diagnosisPointers)", line.controlNumber ?? "",
    ]
    all += everything(line.procedure) + line.dates.flatMap(everything) + line.references.flatMap(everything)
    all += line.amounts.flatMap(everything) + line.providers.flatMap(everything)
    for drug in line.drugs {
        all += [drug.qualifier, drug.code, "\(drug.quantity as Any)", drug.unit]
        all += drug.references.flatMap(everything)
    }
    for decided in line.adjudications {
        all += [decided.payerID, "\(decided.paid)", decided.revenueCode, "\(decided.units as Any)"]
        all += [decided.bundledLine, "\(decided.date as Any)"] + everything(decided.procedure)
        all += decided.adjustments.flatMap(everything) + decided.amounts.flatMap(everything)
    }
    return all
}

// MARK: - 835

func everything(_ remittance: Remittance835) -> [String] {
    var all = [
        remittance.handlingCode, "\(remittance.totalPayment)", remittance.creditDebit, remittance.paymentMethod,
        "\(remittance.paymentDate as Any)", remittance.traceNumber, remittance.payerTraceID,
        remittance.originatorSupplement, "\(remittance.productionDate as Any)", "\(remittance.isReadable)",
    ]
    all += remittance.references.flatMap(everything) + everything(remittance.payer) + everything(remittance.payee)
    for group in remittance.groups {
        all += [group.number, group.provider, group.facilityType, "\(group.fiscalPeriodEnd as Any)"]
        all += ["\(group.claimCount as Any)", "\(group.totalCharge as Any)"]
    }
    all += remittance.claims.flatMap(everything)
    for adjustment in remittance.providerAdjustments {
        all += [adjustment.provider, "\(adjustment.fiscalPeriodEnd as Any)", adjustment.reasonCode]
        all += [adjustment.reference, "\(adjustment.amount)", "\(adjustment.position)"]
    }
    return all + remittance.unexpectedSegments.flatMap(everything)
}

func everything(_ claim: RemittanceClaim835) -> [String] {
    var all = [
        claim.patientControlNumber, claim.statusCode, "\(claim.charge)", "\(claim.paid)",
        "\(claim.patientResponsibility as Any)", claim.filingIndicator, claim.payerControlNumber, claim.facilityType,
        claim.frequency, claim.patientStatus, claim.diagnosisRelatedGroup, claim.groupWeight, claim.dischargeFraction,
        claim.consent, "\(claim.group as Any)", "\(claim.isReadable)", "\(claim.isComplete)",
    ]
    all += claim.adjustments.flatMap(everything) + claim.parties.flatMap(everything)
    all += [claim.inpatient, claim.outpatient].compactMap(\.self).flatMap(everything)
    all += claim.references.flatMap(everything) + claim.dates.flatMap(everything)
    all += claim.amounts.flatMap(everything) + claim.quantities.flatMap(everything)
    all += claim.lines.flatMap(everything) + claim.unexpectedSegments.flatMap(everything)
    return all
}

func everything(_ line: ServicePayment835) -> [String] {
    var all = ["\(line.charge)", "\(line.paid)", line.revenueCode, "\(line.units as Any)"]
    all += everything(line.procedure) + everything(line.originalProcedure) + ["\(line.originalUnits as Any)"]
    all += line.dates.flatMap(everything) + line.adjustments.flatMap(everything)
    all += line.references.flatMap(everything) + line.amounts.flatMap(everything)
    all += line.quantities.flatMap(everything) + line.remarks.flatMap { [$0.qualifier, $0.code] }
    return all
}

// MARK: - 277CA and 277

func everything(_ summary: StatusSummary) -> [String] {
    everything(summary.party) + [summary.traceNumber] + summary.statuses.flatMap(everything)
        + summary.quantities.flatMap(everything) + summary.amounts.flatMap(everything)
        + summary.references.flatMap(everything)
}

func everything(_ report: ClaimStatusReport) -> [String] {
    var all = [report.traceNumber, "\(report.isReadable)", "\(report.isComplete)"]
    all += [report.provider, report.patient, report.dependent].flatMap(everything)
    all += report.statuses.flatMap(everything) + report.references.flatMap(everything)
    all += report.dates.flatMap(everything)
    for line in report.lines {
        all += everything(line.procedure) + ["\(line.charge as Any)", "\(line.paid as Any)", line.revenueCode]
        all += ["\(line.units as Any)"] + line.statuses.flatMap(everything)
        all += line.references.flatMap(everything) + line.dates.flatMap(everything)
    }
    return all
}

func everything(_ status: StatusInformation) -> [String] {
    status.codes.flatMap { [$0.category, $0.status, $0.entity] } + [
        "\(status.date as Any)", status.action, "\(status.charge as Any)", "\(status.paid as Any)",
        "\(status.adjudicationDate as Any)", "\(status.paymentDate as Any)", status.checkNumber,
    ]
}
