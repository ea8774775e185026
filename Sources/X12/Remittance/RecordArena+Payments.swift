// Loops 2100 and 2110.
extension RecordArena {
    /// Takes in a segment of a claim of an 835 or of a line of it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, payment: Int) {
        if match.tag == .h2110 {
            takeLine(match, &reader, payment: payment)
        } else if match.tag == .h2100 {
            takeOwn(match, &reader, payment: payment)
        }
        if !match.isExpected { unexpected.add(UnexpectedRecord(match, reader), to: &payments[payment].unexpected) }
        if reader.hasUnreadableAmount { payments[payment].isReadable = false }
    }

    /// A segment of 2100 itself.
    private mutating func takeOwn(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, payment: Int) {
        switch reader.id {
        case .cas: payments[payment].adjustments = addAdjustments(&reader, to: payments[payment].adjustments)
        case .nm1: parties.add(reader.party(in: match.code), to: &payments[payment].parties)
        case .mia: payments[payment].inpatient = addAdjudication(&reader, to: payments[payment].inpatient)
        case .moa: payments[payment].outpatient = addAdjudication(&reader, to: payments[payment].outpatient)
        case .ref: references.add(reader.reference(), to: &payments[payment].references)
        case .dtm: dates.add(reader.dateTime(), to: &payments[payment].dates)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &payments[payment].amounts)
        case .qty: quantities.add(reader.qualifiedQuantity(), to: &payments[payment].quantities)
        default: break
        }
    }

    private mutating func takeLine(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, payment: Int) {
        if match.opens {
            let line = ServicePaymentRecord(
                procedure: reader.procedure(1),
                charge: reader.requiredAmount(2),
                paid: reader.requiredAmount(3),
                revenueCode: reader.text(4),
                units: reader.quantity(5),
                originalProcedure: reader.procedure(6),
                originalUnits: reader.quantity(7),
                source: reader.place
            )
            servicePayments.add(line, to: &payments[payment].lines)
            return
        }
        guard !payments[payment].lines.isEmpty else { return }
        let line = payments[payment].lines.last
        servicePayments[line].source.extend(to: reader.place)
        switch reader.id {
        case .cas: servicePayments[line].adjustments = addAdjustments(&reader, to: servicePayments[line].adjustments)
        case .dtm: dates.add(reader.dateTime(), to: &servicePayments[line].dates)
        case .ref: references.add(reader.reference(), to: &servicePayments[line].references)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &servicePayments[line].amounts)
        case .qty: quantities.add(reader.qualifiedQuantity(), to: &servicePayments[line].quantities)
        case .lq:
            let remark = RemarkRecord(qualifier: reader.text(1), code: reader.text(2), source: reader.place)
            remarks.add(remark, to: &servicePayments[line].remarks)
        default: break
        }
    }

    /// Makes room for about as much as an 835 of so many bytes has.
    mutating func reserveForRemittance(bytes: Int) {
        payments.reserve(bytes / 400 + 1)
        parties.reserve(bytes / 350 + 3)
        servicePayments.reserve(bytes / 200 + 1)
        dates.reserve(bytes / 95 + 2)
        references.reserve(bytes / 200 + 2)
        adjustments.reserve(bytes / 110 + 2)
        amounts.reserve(bytes / 400 + 1)
    }
}
