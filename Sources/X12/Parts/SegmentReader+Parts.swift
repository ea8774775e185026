// The segments that mean the same in every transaction.
extension SegmentReader {
    /// NM1.
    mutating func party(in loop: UInt64) -> PartyRecord {
        PartyRecord(
            loop: loop,
            entityIdentifier: text(1),
            entityType: text(2),
            name: text(3),
            firstName: text(4),
            middleName: text(5),
            suffix: text(7),
            idQualifier: text(8),
            id: text(9),
            source: place
        )
    }

    /// N1.
    mutating func organization(in loop: UInt64) -> PartyRecord {
        PartyRecord(
            loop: loop,
            entityIdentifier: text(1),
            name: text(2),
            idQualifier: text(3),
            id: text(4),
            source: place
        )
    }

    /// REF.
    @inline(__always)
    func reference() -> ReferenceRecord {
        ReferenceRecord(qualifier: text(1), value: text(2), description: text(3), source: place)
    }

    /// AMT.
    mutating func qualifiedAmount() -> AmountRecord {
        AmountRecord(qualifier: text(1), amount: requiredAmount(2), source: place)
    }

    /// QTY.
    mutating func qualifiedQuantity() -> QuantityRecord {
        QuantityRecord(qualifier: text(1), quantity: quantity(2), source: place)
    }

    /// DTP: the format (DTP02) says what DTP03 is.
    mutating func qualifiedDate() -> DateRecord {
        var value = DateRecord(qualifier: text(1), source: place)
        let format = code(2, 0)
        if format == Self.timeFormat {
            value.time = text(3)
            return value
        }
        (value.first, value.last) = dates(3)
        if format == Self.dayAndTimeFormat { value.time = text(3).dropping(8) }
        return value
    }

    /// `TM` and `DT` as ``code(_:_:)`` gives them.
    private static var timeFormat: UInt64 { 0x544D }
    private static var dayAndTimeFormat: UInt64 { 0x4454 }

    /// DTM: a day in DTM02, or a period in DTM06 by the format in DTM05.
    mutating func dateTime() -> DateRecord {
        var value = DateRecord(qualifier: text(1), time: text(3), source: place)
        if isEmpty(2), !isEmpty(6) {
            (value.first, value.last) = dates(6)
        } else {
            value.first = date(2)
            value.last = value.first
        }
        return value
    }

    /// The composite of a procedure.
    mutating func procedure(_ element: Int) -> ProcedureRecord {
        guard !isEmpty(element) else { return ProcedureRecord() }
        var components = Components(range(element))
        return ProcedureRecord(
            wasSent: true,
            qualifier: nextText(&components),
            code: nextText(&components),
            modifiers: (
                nextText(&components), nextText(&components), nextText(&components), nextText(&components)
            ),
            description: nextText(&components)
        )
    }

    /// BHT.
    mutating func businessHeader() -> BusinessHeaderRecord {
        BusinessHeaderRecord(
            structure: text(1),
            purpose: text(2),
            reference: text(3),
            date: date(4),
            time: text(5),
            type: text(6)
        )
    }
}

extension RecordArena {
    /// CAS: each triplet that has a reason or an amount; returns the run with them.
    mutating func addAdjustments(_ reader: inout SegmentReader, to run: Run) -> Run {
        var run = run
        let group = reader.text(1)
        var first = 2
        var position: Int32 = 1
        while position <= 6, first <= reader.count {
            defer {
                first &+= 3
                position &+= 1
            }
            let reason = reader.text(first)
            if reason.isEmpty {
                if reader.isEmpty(first &+ 1) { continue }
                reader.report(.error, .missingElement, "An adjustment has an amount but no reason code.", first)
            }
            adjustments.add(
                AdjustmentRecord(
                    groupCode: group,
                    reasonCode: reason,
                    amount: reader.requiredAmount(first &+ 1),
                    quantity: reader.quantity(first &+ 2),
                    position: position,
                    source: reader.place
                ),
                to: &run
            )
        }
        if group.isEmpty { reader.report(.error, .missingElement, "An adjustment has no group code.", 1) }
        return run
    }
}
