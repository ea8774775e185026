extension ServiceLine837 {
    /// Takes in a segment of the line or of a loop in it.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        source.extend(to: reader.source)
        switch match.tag {
        case .h2410: takeDrug(match, &reader)
        case .h2420:
            if match.opens {
                providers.append(reader.party(in: reader.text(of: match)))
            } else if !providers.isEmpty {
                providers[providers.count - 1].take(&reader)
            }
        case .h2430:
            if match.opens { adjudications.append(LineAdjudication837()) }
            guard !adjudications.isEmpty else { return }
            adjudications[adjudications.count - 1].take(match, &reader)
        case .h2400: takeOwn(&reader)
        default: break
        }
    }

    private mutating func takeOwn(_ reader: inout SegmentReader) {
        switch reader.id {
        case .sv1: takeProfessional(&reader)
        case .sv2: takeInstitutional(&reader)
        case .sv3: takeDental(&reader)
        case .dtp: dates.append(reader.qualifiedDate())
        case .ref: references.append(reader.reference())
        case .amt: amounts.append(reader.qualifiedAmount())
        default: break
        }
    }

    /// SV1.
    private mutating func takeProfessional(_ reader: inout SegmentReader) {
        procedure = reader.procedure(1)
        charge = reader.requiredAmount(2)
        unitBasis = reader.text(3)
        units = reader.quantity(4)
        placeOfService = reader.text(5)
        takePointers(7, &reader)
    }

    /// SV2.
    private mutating func takeInstitutional(_ reader: inout SegmentReader) {
        revenueCode = reader.text(1)
        procedure = reader.procedure(2)
        charge = reader.requiredAmount(3)
        unitBasis = reader.text(4)
        units = reader.quantity(5)
    }

    /// SV3.
    private mutating func takeDental(_ reader: inout SegmentReader) {
        procedure = reader.procedure(1)
        charge = reader.requiredAmount(2)
        placeOfService = reader.text(3)
        units = reader.quantity(6)
        takePointers(11, &reader)
    }

    private mutating func takePointers(_ element: Int, _ reader: inout SegmentReader) {
        guard !reader.isEmpty(element) else { return }
        let code = reader.code(element, 0)
        if (0x30...0x39).contains(code) {
            // One digit, as nearly all of them.
            diagnosisPointers.append(Int(code) - 0x30)
            return
        }
        let components = reader.componentCount(element)
        for component in 1...min(components, 4) {
            if let pointer = reader.number(element, component) { diagnosisPointers.append(pointer) }
        }
    }

    private mutating func takeDrug(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            drugs.append(Drug837(qualifier: reader.text(2), code: reader.text(3), source: reader.source))
            return
        }
        guard !drugs.isEmpty else { return }
        let last = drugs.count - 1
        drugs[last].source.extend(to: reader.source)
        if reader.id == .ctp {
            drugs[last].quantity = reader.quantity(4)
            drugs[last].unit = reader.text(5, 1)
        } else if reader.id == .ref {
            drugs[last].references.append(reader.reference())
        }
    }
}

extension LineAdjudication837 {
    /// Takes in a segment of 2430.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            payerID = reader.text(1)
            paid = reader.requiredAmount(2)
            procedure = reader.procedure(3)
            revenueCode = reader.text(4)
            units = reader.quantity(5)
            bundledLine = reader.text(6)
            source = reader.source
            return
        }
        source.extend(to: reader.source)
        switch reader.id {
        case .cas: reader.appendAdjustments(to: &adjustments)
        case .amt: amounts.append(reader.qualifiedAmount())
        case .dtp:
            let decided = reader.qualifiedDate()
            if decided.qualifier == "573" { date = decided.first }
        default: break
        }
    }
}
