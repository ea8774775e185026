// Loop 2300 and what stands in it.
extension RecordArena {
    /// Takes in a segment of a claim or of a loop in it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, claim: Int) {
        reader.hasUnreadableAmount = false
        switch match.tag {
        case .h2300: takeOwn(&reader, claim: claim)
        case .h2310: claims[claim].providers = take(match, &reader, into: claims[claim].providers)
        case .h2320, .h2330A, .h2330B, .h2330: takeOtherPayer(match, &reader, claim: claim)
        case .h2400, .h2410, .h2420, .h2430, .h2440: takeLine(match, &reader, claim: claim)
        default: break
        }
        if !match.isExpected { unexpected.add(UnexpectedRecord(match, reader), to: &claims[claim].unexpected) }
        if reader.hasUnreadableAmount { claims[claim].isReadable = false }
    }

    /// A segment of 2300 itself.
    private mutating func takeOwn(_ reader: inout SegmentReader, claim: Int) {
        switch reader.id {
        case .dtp: dates.add(reader.qualifiedDate(), to: &claims[claim].dates)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &claims[claim].amounts)
        case .ref: references.add(reader.reference(), to: &claims[claim].references)
        case .hi: claims[claim].codes = addCodes(&reader, to: claims[claim].codes)
        case .cl1:
            claims[claim].institutional = InstitutionalRecord(
                wasSent: true,
                admissionType: reader.text(1),
                admissionSource: reader.text(2),
                patientStatus: reader.text(3)
            )
        case .cn1:
            claims[claim].contract = ContractRecord(
                wasSent: true,
                type: reader.text(1),
                amount: reader.amount(2),
                percentage: reader.text(3),
                code: reader.text(4)
            )
        case .pwk:
            let attachment = AttachmentRecord(
                reportType: reader.text(1),
                transmission: reader.text(2),
                controlNumber: reader.text(6),
                source: reader.place
            )
            attachments.add(attachment, to: &claims[claim].attachments)
        default: break
        }
    }
}

// Loop 2320 and its 2330s.
extension RecordArena {
    private mutating func takeOtherPayer(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, claim: Int) {
        if match.tag == .h2320, match.opens {
            var payer = OtherPayerRecord(source: reader.place)
            payer.subscriber.take(&reader)
            otherPayers.add(payer, to: &claims[claim].otherPayers)
            return
        }
        guard !claims[claim].otherPayers.isEmpty else { return }
        let payer = claims[claim].otherPayers.last
        otherPayers[payer].source.extend(to: reader.place)
        switch match.tag {
        case .h2320: takeOwn(&reader, otherPayer: payer)
        case .h2330A: otherPayers[payer].subscriber = take(match, &reader, into: otherPayers[payer].subscriber)
        case .h2330B where reader.id == .dtp:
            if let day = decisionDate(&reader) { otherPayers[payer].adjudicationDate = day }
        case .h2330B: otherPayers[payer].payer = take(match, &reader, into: otherPayers[payer].payer)
        default: otherPayers[payer].providers = take(match, &reader, into: otherPayers[payer].providers)
        }
    }

    /// A segment of 2320 itself.
    private mutating func takeOwn(_ reader: inout SegmentReader, otherPayer payer: Int) {
        switch reader.id {
        case .cas: otherPayers[payer].adjustments = addAdjustments(&reader, to: otherPayers[payer].adjustments)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &otherPayers[payer].amounts)
        case .dmg: otherPayers[payer].subscriber.demographics.take(&reader)
        case .oi:
            otherPayers[payer].benefitsAssignment = reader.text(3)
            otherPayers[payer].releaseOfInformation = reader.text(6)
        case .mia, .moa: otherPayers[payer].adjudication = addAdjudication(&reader, to: otherPayers[payer].adjudication)
        default: break
        }
    }

    /// DTP*573: the day a payer decided; nil for any other date.
    private func decisionDate(_ reader: inout SegmentReader) -> X12Date? {
        // `573`
        reader.code(1, 0) == 0x35_3733 ? reader.qualifiedDate().first : nil
    }
}

// Loop 2400 and what stands in it.
extension RecordArena {
    private mutating func takeLine(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, claim: Int) {
        if match.opens, match.tag == .h2400 {
            lines.add(ServiceLineRecord(number: reader.text(1), source: reader.place), to: &claims[claim].lines)
            return
        }
        guard !claims[claim].lines.isEmpty else { return }
        let line = claims[claim].lines.last
        lines[line].source.extend(to: reader.place)
        switch match.tag {
        case .h2400:
            takeOwn(&reader, line: line)
            switch reader.id {
            case .sv1: claims[claim].kind = .professional
            case .sv2: claims[claim].kind = .institutional
            case .sv3: claims[claim].kind = .dental
            default: break
            }
        case .h2410: takeDrug(match, &reader, line: line)
        case .h2420: lines[line].providers = take(match, &reader, into: lines[line].providers)
        case .h2430: takeAdjudication(match, &reader, line: line)
        default: break
        }
    }

    /// A segment of 2400 itself.
    private mutating func takeOwn(_ reader: inout SegmentReader, line: Int) {
        switch reader.id {
        case .sv1: lines[line].takeProfessional(&reader)
        case .sv2: lines[line].takeInstitutional(&reader)
        case .sv3: lines[line].takeDental(&reader)
        case .dtp: dates.add(reader.qualifiedDate(), to: &lines[line].dates)
        case .ref: references.add(reader.reference(), to: &lines[line].references)
        case .amt: amounts.add(reader.qualifiedAmount(), to: &lines[line].amounts)
        default: break
        }
    }

    /// LIN and what follows it.
    private mutating func takeDrug(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, line: Int) {
        if match.opens {
            let drug = DrugRecord(qualifier: reader.text(2), code: reader.text(3), source: reader.place)
            drugs.add(drug, to: &lines[line].drugs)
            return
        }
        guard !lines[line].drugs.isEmpty else { return }
        let drug = lines[line].drugs.last
        drugs[drug].source.extend(to: reader.place)
        if reader.id == .ctp {
            drugs[drug].quantity = reader.quantity(4)
            drugs[drug].unit = reader.text(5, 1)
        } else if reader.id == .ref {
            references.add(reader.reference(), to: &drugs[drug].references)
        }
    }

    /// SVD and what follows it.
    private mutating func takeAdjudication(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, line: Int) {
        if match.opens {
            let adjudication = LineAdjudicationRecord(
                payerID: reader.text(1),
                paid: reader.requiredAmount(2),
                procedure: reader.procedure(3),
                revenueCode: reader.text(4),
                units: reader.quantity(5),
                bundledLine: reader.text(6),
                source: reader.place
            )
            lineAdjudications.add(adjudication, to: &lines[line].adjudications)
            return
        }
        guard !lines[line].adjudications.isEmpty else { return }
        let adjudication = lines[line].adjudications.last
        lineAdjudications[adjudication].source.extend(to: reader.place)
        switch reader.id {
        case .cas:
            lineAdjudications[adjudication].adjustments = addAdjustments(
                &reader,
                to: lineAdjudications[adjudication].adjustments
            )
        case .amt: amounts.add(reader.qualifiedAmount(), to: &lineAdjudications[adjudication].amounts)
        case .dtp: if let day = decisionDate(&reader) { lineAdjudications[adjudication].date = day }
        default: break
        }
    }
}
