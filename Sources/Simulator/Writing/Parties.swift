/// Who exchanges files: the hospital and its clearinghouse.
enum Party {
    static let hospitalID = "SIMHOSPITAL"
    static let hospitalName = "SIMULATED HEALTH SYSTEM"
    static let clearinghouseID = "SIMCLEARING"
    static let clearinghouseName = "SIMULATED CLEARINGHOUSE"
    /// Time of day of every transaction.
    static let clock = "1015"
}

/// Segments that several transactions share.
enum Loop {
    static func provider(_ provider: Provider) -> [Segment] {
        [
            ["NM1", "85", "2", provider.name, "", "", "", "", "XX", provider.npi],
            ["N3", "100 SIMULATED AVENUE"],
            ["N4", "SIMBURY", "OH", "430010001"],
            ["REF", "EI", provider.taxID],
        ]
    }

    static func person(_ entity: String, _ last: String, _ first: String, memberID: String?) -> Segment {
        let name = ["NM1", entity, "1", last, first]
        return memberID.map { name + ["", "", "", "MI", $0] } ?? name
    }

    static func payer(_ entity: String, _ payer: Payer) -> Segment {
        ["NM1", entity, "2", payer.name, "", "", "", "", "PI", payer.id]
    }

    static func adjustments(_ adjustments: [Adjustment]) -> [Segment] {
        var segments: [Segment] = []
        for group in ["CO", "PR", "OA", "PI"] {
            let members = adjustments.filter { $0.group == group && $0.cents != 0 }
            for start in stride(from: 0, to: members.count, by: 6) {
                var segment = ["CAS", group]
                for (place, adjustment) in members[start..<min(start + 6, members.count)].enumerated() {
                    if place > 0 { segment.append("") }
                    segment += [adjustment.reason, monetary(adjustment.cents)]
                }
                segments.append(segment)
            }
        }
        return segments
    }

    static func procedure(_ line: ServiceLine) -> String {
        (["HC", line.procedure ?? ""] + line.modifiers).joined(separator: ":")
    }
}
