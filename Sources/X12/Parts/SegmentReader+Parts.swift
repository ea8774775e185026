// The segments that mean the same in every transaction.
extension SegmentReader {
    /// NM1.
    mutating func party(in loop: String) -> Party {
        Party(
            loop: loop,
            entityIdentifier: text(1),
            entityType: text(2),
            name: text(3),
            firstName: text(4),
            middleName: text(5),
            suffix: text(7),
            idQualifier: text(8),
            id: text(9),
            source: source
        )
    }

    /// N1.
    mutating func organization(in loop: String) -> Party {
        Party(
            loop: loop,
            entityIdentifier: text(1),
            name: text(2),
            idQualifier: text(3),
            id: text(4),
            source: source
        )
    }

    /// REF.
    mutating func reference() -> Reference {
        Reference(qualifier: text(1), value: text(2), description: text(3), source: source)
    }

    /// AMT.
    mutating func qualifiedAmount() -> QualifiedAmount {
        QualifiedAmount(qualifier: text(1), amount: requiredAmount(2), source: source)
    }

    /// QTY.
    mutating func qualifiedQuantity() -> QualifiedQuantity {
        QualifiedQuantity(qualifier: text(1), quantity: quantity(2), source: source)
    }

    /// DTP: the format (DTP02) says what DTP03 is.
    mutating func qualifiedDate() -> QualifiedDate {
        var value = QualifiedDate(qualifier: text(1), source: source)
        let format = code(2, 0)
        if format == Self.timeFormat {
            value.time = text(3)
            return value
        }
        (value.first, value.last) = dates(3)
        if format == Self.dayAndTimeFormat { value.time = String(text(3).dropFirst(8)) }
        return value
    }

    /// `TM` and `DT` as ``code(_:_:)`` gives them.
    private static var timeFormat: UInt64 { 0x544D }
    private static var dayAndTimeFormat: UInt64 { 0x4454 }

    /// DTM: a day in DTM02, or a period in DTM06 by the format in DTM05.
    mutating func dateTime() -> QualifiedDate {
        var value = QualifiedDate(qualifier: text(1), source: source)
        if isEmpty(2), !isEmpty(6) {
            (value.first, value.last) = dates(6)
        } else {
            value.first = date(2)
            value.last = value.first
        }
        value.time = text(3)
        return value
    }

    /// The composite of a procedure; nil when it was not sent.
    mutating func procedure(_ element: Int) -> Procedure? {
        guard !isEmpty(element) else { return nil }
        var procedure = Procedure()
        var components = Components(range(element))
        procedure.qualifier = nextText(&components)
        procedure.code = nextText(&components)
        for _ in 3...6 where !components.isAtEnd {
            let modifier = nextText(&components)
            if !modifier.isEmpty { procedure.modifiers.append(modifier) }
        }
        procedure.description = nextText(&components)
        return procedure
    }

    /// CAS: each triplet that has a reason or an amount.
    mutating func appendAdjustments(to adjustments: inout [ClaimAdjustment]) {
        let group = text(1)
        for position in 1...6 {
            let first = position * 3 - 1
            guard first <= count else { break }
            if isEmpty(first), isEmpty(first + 1) { continue }
            if isEmpty(first) {
                report(.error, .missingElement, "An adjustment has an amount but no reason code.", first)
            }
            adjustments.append(
                ClaimAdjustment(
                    groupCode: group,
                    reasonCode: text(first),
                    amount: requiredAmount(first + 1),
                    quantity: quantity(first + 2),
                    position: position,
                    source: source
                )
            )
        }
        if group.isEmpty { report(.error, .missingElement, "An adjustment has no group code.", 1) }
    }

    /// MIA or MOA.
    mutating func adjudicationInformation() -> AdjudicationInformation {
        var remarkCodes: [String] = []
        for element in id == .mia ? [5, 20, 21, 22, 23] : [3, 4, 5, 6, 7] where !isEmpty(element) {
            remarkCodes.append(text(element))
        }
        return AdjudicationInformation(
            segmentID: id.text,
            remarkCodes: remarkCodes,
            elements: elements(),
            source: source
        )
    }

    /// BHT.
    mutating func businessHeader() -> BusinessHeader {
        BusinessHeader(
            structure: text(1),
            purpose: text(2),
            reference: text(3),
            date: date(4),
            time: text(5),
            type: text(6)
        )
    }

    /// N3 or N4, into an address.
    mutating func appendAddress(to address: inout Address?) {
        if address == nil { address = Address() }
        if id == .n3 {
            for element in 1...2 where !isEmpty(element) { address?.lines.append(text(element)) }
        } else {
            address?.city = text(1)
            address?.state = text(2)
            address?.postalCode = text(3)
            address?.country = text(4)
        }
    }
}

extension Source {
    /// Takes in the segment that comes next.
    mutating func extend(to other: Source) {
        end = other.end
        lastSegment = other.lastSegment
    }
}

extension Party {
    /// Takes in a segment that describes the party: REF, PRV.
    mutating func take(_ reader: inout SegmentReader) {
        if reader.id == .ref {
            references.append(reader.reference())
        } else if reader.id == .prv {
            taxonomy = reader.text(3)
        }
        source.extend(to: reader.source)
    }
}
