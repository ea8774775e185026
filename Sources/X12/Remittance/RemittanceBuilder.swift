/// Puts an 835 together, segment by segment, each claim where it will stay.
struct RemittanceBuilder: ~Copyable {
    /// The remittance, whose last claim is in hand when ``hasClaim``; without ``keepsClaims`` it has no other.
    private(set) var remittance = Remittance835()
    private var hasClaim = false
    private var isInGroup = false
    private let keepsClaims: Bool

    init(keepsClaims: Bool) { self.keepsClaims = keepsClaims }

    /// Takes in a segment; `body` gets the claim that it ended.
    mutating func take(
        _ match: LoopMatcher.Match,
        _ reader: inout SegmentReader,
        _ body: (RemittanceClaim835) -> Void
    ) {
        reader.hasUnreadableAmount = false
        switch match.tag {
        case .h2100, .h2110:
            if match.opens, match.tag == .h2100 {
                end(body)
                hasClaim = true
                remittance.claims.append(RemittanceClaim835(group: isInGroup ? remittance.groups.count - 1 : nil))
                remittance.claims[remittance.claims.count - 1].begin(&reader)
            } else if hasClaim {
                remittance.claims[remittance.claims.count - 1].take(match, &reader)
            } else {
                reader.report(.error, .misplacedSegment, "This segment stands in no claim; it is left out.")
            }
        case .other where hasClaim: remittance.claims[remittance.claims.count - 1].take(match, &reader)
        case .other: noteUnexpected(match, &reader)
        default:
            end(body)
            takeHeader(match, &reader)
            noteUnexpected(match, &reader)
            if reader.hasUnreadableAmount { remittance.isReadable = false }
        }
    }

    /// Gives the last claim; it is marked when the set was cut off.
    mutating func finish(isComplete: Bool, _ body: (RemittanceClaim835) -> Void) {
        if hasClaim { remittance.claims[remittance.claims.count - 1].isComplete = isComplete }
        end(body)
    }

    private mutating func end(_ body: (RemittanceClaim835) -> Void) {
        guard hasClaim else { return }
        hasClaim = false
        guard !keepsClaims else { return }
        body(remittance.claims[remittance.claims.count - 1])
        remittance.claims.removeAll(keepingCapacity: true)
    }

    private mutating func noteUnexpected(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        guard !match.isExpected, remittance.unexpectedSegments.count < 10_000 else { return }
        remittance.unexpectedSegments.append(
            UnexpectedSegment(segmentID: reader.id.text, loop: reader.text(of: match), source: reader.source)
        )
    }

    private mutating func takeHeader(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        switch match.tag {
        case .root: takeRoot(&reader)
        case .h1000A:
            if match.opens {
                remittance.payer = reader.organization(in: "1000A")
            } else {
                remittance.payer?.take(&reader)
            }
        case .h1000B:
            if match.opens {
                remittance.payee = reader.organization(in: "1000B")
            } else {
                remittance.payee?.take(&reader)
            }
        case .h2000: takeGroup(match, &reader)
        default: break
        }
    }

    private mutating func takeRoot(_ reader: inout SegmentReader) {
        switch reader.id {
        case .bpr:
            remittance.handlingCode = reader.text(1)
            remittance.totalPayment = reader.requiredAmount(2)
            remittance.creditDebit = reader.text(3)
            remittance.paymentMethod = reader.text(4)
            remittance.paymentDate = reader.date(16)
            remittance.source = reader.source
        case .trn:
            remittance.traceNumber = reader.text(2)
            remittance.payerTraceID = reader.text(3)
            remittance.originatorSupplement = reader.text(4)
            if remittance.source.firstSegment > 0 {
                remittance.source.extend(to: reader.source)
            } else {
                remittance.source = reader.source
            }
        case .dtm:
            let day = reader.dateTime()
            if day.qualifier == "405" { remittance.productionDate = day.first }
        case .ref: remittance.references.append(reader.reference())
        case .plb: takeProviderAdjustments(&reader)
        default: break
        }
    }

    private mutating func takeGroup(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            isInGroup = true
            remittance.groups.append(RemittanceGroup835(number: reader.text(1), source: reader.source))
            return
        }
        guard !remittance.groups.isEmpty else { return }
        let last = remittance.groups.count - 1
        remittance.groups[last].source.extend(to: reader.source)
        guard reader.id == .ts3 else { return }
        remittance.groups[last].provider = reader.text(1)
        remittance.groups[last].facilityType = reader.text(2)
        remittance.groups[last].fiscalPeriodEnd = reader.date(3)
        remittance.groups[last].claimCount = reader.quantity(4)
        remittance.groups[last].totalCharge = reader.amount(5)
        // Totals of a group balance nothing: one that cannot be read is reported and no more.
        reader.hasUnreadableAmount = false
    }

    /// PLB: each pair that has a reason or an amount.
    private mutating func takeProviderAdjustments(_ reader: inout SegmentReader) {
        let provider = reader.text(1)
        let period = reader.date(2)
        for position in 1...6 {
            let first = position * 2 + 1
            guard first <= reader.count else { break }
            if reader.isEmpty(first), reader.isEmpty(first + 1) { continue }
            remittance.providerAdjustments.append(
                ProviderAdjustment835(
                    provider: provider,
                    fiscalPeriodEnd: period,
                    reasonCode: reader.text(first, 1),
                    reference: reader.text(first, 2),
                    amount: reader.requiredAmount(first + 1),
                    position: position,
                    source: reader.source
                )
            )
        }
    }
}

extension RemittanceClaim835 {
    /// CLP.
    mutating func begin(_ reader: inout SegmentReader) {
        patientControlNumber = reader.text(1)
        statusCode = reader.text(2)
        charge = reader.requiredAmount(3)
        paid = reader.requiredAmount(4)
        isReadable = !reader.hasUnreadableAmount
        patientResponsibility = reader.amount(5)
        filingIndicator = reader.text(6)
        payerControlNumber = reader.text(7)
        facilityType = reader.text(8)
        frequency = reader.text(9)
        patientStatus = reader.text(10)
        diagnosisRelatedGroup = reader.text(11)
        groupWeight = reader.text(12)
        dischargeFraction = reader.text(13)
        consent = reader.text(14)
        source = reader.source
    }

    /// Takes in a segment of the claim or of a line of it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        if match.tag == .h2110 {
            if match.opens { lines.append(ServicePayment835()) }
            if !lines.isEmpty { lines[lines.count - 1].take(match, &reader) }
        } else if match.tag == .h2100 {
            takeOwn(&reader)
        }
        if !match.isExpected {
            unexpectedSegments.append(
                UnexpectedSegment(segmentID: reader.id.text, loop: reader.text(of: match), source: reader.source)
            )
        }
        if reader.hasUnreadableAmount { isReadable = false }
    }

    private mutating func takeOwn(_ reader: inout SegmentReader) {
        switch reader.id {
        case .cas: reader.appendAdjustments(to: &adjustments)
        case .nm1: parties.append(reader.party(in: "2100"))
        case .mia: inpatient = reader.adjudicationInformation()
        case .moa: outpatient = reader.adjudicationInformation()
        case .ref: references.append(reader.reference())
        case .dtm: dates.append(reader.dateTime())
        case .amt: amounts.append(reader.qualifiedAmount())
        case .qty: quantities.append(reader.qualifiedQuantity())
        default: break
        }
    }
}

extension ServicePayment835 {
    /// Takes in a segment of the line.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            procedure = reader.procedure(1) ?? Procedure()
            charge = reader.requiredAmount(2)
            paid = reader.requiredAmount(3)
            revenueCode = reader.text(4)
            units = reader.quantity(5)
            originalProcedure = reader.procedure(6)
            originalUnits = reader.quantity(7)
            source = reader.source
            return
        }
        source.extend(to: reader.source)
        switch reader.id {
        case .cas: reader.appendAdjustments(to: &adjustments)
        case .dtm: dates.append(reader.dateTime())
        case .ref: references.append(reader.reference())
        case .amt: amounts.append(reader.qualifiedAmount())
        case .qty: quantities.append(reader.qualifiedQuantity())
        case .lq: remarks.append(Remark835(qualifier: reader.text(1), code: reader.text(2), source: reader.source))
        default: break
        }
    }
}
