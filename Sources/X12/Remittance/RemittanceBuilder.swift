/// Puts an 835 together, segment by segment, each claim where it will stay.
struct RemittanceBuilder: ~Copyable {
    /// What was read so far.
    private var arena = RecordArena()
    /// The payment.
    private var remittance = RemittanceRecord()
    /// The claim in hand, negative for none, and the last of its segments so far.
    private var claim = -1
    private var last = SourcePlace()

    init(bytes: Int) { arena.reserveForRemittance(bytes: bytes) }

    /// Takes in a segment.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        reader.hasUnreadableAmount = false
        switch match.tag {
        case .h2100, .h2110:
            if match.opens, match.tag == .h2100 {
                begin(&reader)
            } else if claim >= 0 {
                takeOfClaim(match, &reader)
            } else {
                reader.report(.error, .misplacedSegment, "This segment stands in no claim; it is left out.")
            }
        case .other where claim >= 0: takeOfClaim(match, &reader)
        case .other: noteUnexpected(match, &reader)
        default:
            endClaim()
            takeHeader(match, &reader)
            noteUnexpected(match, &reader)
            if reader.hasUnreadableAmount { remittance.isReadable = false }
        }
    }

    /// What was read; the last claim is marked when the set was cut off.
    consuming func finish(_ reader: borrowing SegmentReader, isComplete: Bool) -> Remittance835 {
        if claim >= 0, !isComplete { arena.payments[claim].isComplete = false }
        endClaim()
        return Remittance835(SetRecords(taking: &arena, reader), remittance)
    }

    /// Takes in a segment of the claim in hand.
    private mutating func takeOfClaim(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        arena.take(match, &reader, payment: claim)
        last = reader.place
    }

    /// Ends the claim in hand with its last segment.
    private mutating func endClaim() {
        if claim >= 0 { arena.payments[claim].source.extend(to: last) }
        claim = -1
    }

    private mutating func begin(_ reader: inout SegmentReader) {
        endClaim()
        last = reader.place
        claim = arena.payments.add(
            RemittanceClaimRecord(
                patientControlNumber: reader.text(1),
                statusCode: reader.text(2),
                charge: reader.requiredAmount(3),
                paid: reader.requiredAmount(4),
                patientResponsibility: reader.amount(5),
                filingIndicator: reader.text(6),
                payerControlNumber: reader.text(7),
                facilityType: reader.text(8),
                frequency: reader.text(9),
                patientStatus: reader.text(10),
                diagnosisRelatedGroup: reader.text(11),
                groupWeight: reader.text(12),
                dischargeFraction: reader.text(13),
                consent: reader.text(14),
                group: Int32(truncatingIfNeeded: remittance.groups.count) - 1,
                isReadable: !reader.hasUnreadableAmount,
                source: reader.place
            )
        )
    }

    private mutating func noteUnexpected(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        guard !match.isExpected, remittance.unexpectedSegments.count < 10_000 else { return }
        arena.unexpected.add(UnexpectedRecord(match, reader), to: &remittance.unexpectedSegments)
    }

    private mutating func takeHeader(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        switch match.tag {
        case .root: takeRoot(&reader)
        case .h1000A: remittance.payer = takeOrganization(match, &reader, into: remittance.payer)
        case .h1000B: remittance.payee = takeOrganization(match, &reader, into: remittance.payee)
        case .h2000: takeGroup(match, &reader)
        default: break
        }
    }

    private mutating func takeOrganization(
        _ match: LoopMatcher.Match,
        _ reader: inout SegmentReader,
        into party: Int32
    ) -> Int32 {
        if match.opens { return Int32(truncatingIfNeeded: arena.parties.add(reader.organization(in: match.code))) }
        if party >= 0 { arena.describe(Int(party), &reader) }
        return party
    }

    private mutating func takeRoot(_ reader: inout SegmentReader) {
        switch reader.id {
        case .bpr:
            remittance.handlingCode = reader.text(1)
            remittance.totalPayment = reader.requiredAmount(2)
            remittance.creditDebit = reader.text(3)
            remittance.paymentMethod = reader.text(4)
            remittance.paymentDate = reader.date(16)
            remittance.source = reader.place
        case .trn:
            remittance.traceNumber = reader.text(2)
            remittance.payerTraceID = reader.text(3)
            remittance.originatorSupplement = reader.text(4)
            if remittance.source.firstSegment > 0 {
                remittance.source.extend(to: reader.place)
            } else {
                remittance.source = reader.place
            }
        case .dtm:
            let day = reader.dateTime()
            // `405`
            if reader.code(1, 0) == 0x34_3035 { remittance.productionDate = day.first }
        case .ref: arena.references.add(reader.reference(), to: &remittance.references)
        case .plb: takeProviderAdjustments(&reader)
        default: break
        }
    }

    private mutating func takeGroup(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            let group = RemittanceGroupRecord(number: reader.text(1), source: reader.place)
            arena.groups.add(group, to: &remittance.groups)
            return
        }
        guard !remittance.groups.isEmpty else { return }
        let last = remittance.groups.last
        arena.groups[last].source.extend(to: reader.place)
        guard reader.id == .ts3 else { return }
        arena.groups[last].provider = reader.text(1)
        arena.groups[last].facilityType = reader.text(2)
        arena.groups[last].fiscalPeriodEnd = reader.date(3)
        arena.groups[last].claimCount = reader.quantity(4)
        arena.groups[last].totalCharge = reader.amount(5)
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
            let adjustment = ProviderAdjustmentRecord(
                provider: provider,
                fiscalPeriodEnd: period,
                reasonCode: reader.text(first, 1),
                reference: reader.text(first, 2),
                amount: reader.requiredAmount(first + 1),
                position: Int32(truncatingIfNeeded: position),
                source: reader.place
            )
            arena.providerAdjustments.add(adjustment, to: &remittance.providerAdjustments)
        }
    }
}
