/// Writes what a clearinghouse and payers answer to claims: 277CA (005010X214), 277 (005010X212), 999 (005010X231A1).
enum AnswerWriter {
    /// A 277CA for the claims of one batch, named by its BHT03.
    static func acknowledgement(
        _ answers: [AcknowledgementDraft],
        batch: String,
        reference: String,
        date: Day
    )
        -> OutgoingTransaction
    {
        let accepted = answers.filter { !$0.isRejection }
        let rejected = answers.filter(\.isRejection)
        let total = answers.reduce(0) { $0 + $1.claim.charge }
        var segments: [Segment] = [
            ["BHT", "0085", "08", reference, date.compact, Party.clock, "TH"],
            ["HL", "1", "", "20", "1"],
            ["NM1", "AY", "2", Party.clearinghouseName, "", "", "", "", "46", Party.clearinghouseID],
            ["TRN", "1", reference],
            ["DTP", "050", "D8", date.compact],
            ["DTP", "009", "D8", date.compact],
            ["HL", "2", "1", "21", "1"],
            ["NM1", "41", "2", Party.hospitalName, "", "", "", "", "46", Party.hospitalID],
            ["TRN", "2", batch],
            ["STC", "A1:19:40", date.compact, "WQ", monetary(total)],
        ]
        if !accepted.isEmpty { segments.append(["QTY", "90", String(accepted.count)]) }
        if !rejected.isEmpty { segments.append(["QTY", "AA", String(rejected.count)]) }
        if !accepted.isEmpty { segments.append(["AMT", "YU", monetary(accepted.reduce(0) { $0 + $1.claim.charge })]) }
        if !rejected.isEmpty { segments.append(["AMT", "YY", monetary(rejected.reduce(0) { $0 + $1.claim.charge })]) }
        var level = 2
        var providers: [Provider] = []
        for answer in answers where !providers.contains(answer.claim.provider) {
            providers.append(answer.claim.provider)
        }
        for provider in providers {
            level += 1
            let parent = level
            segments.append(["HL", String(parent), "2", "19", "1"])
            segments.append(["NM1", "85", "2", provider.name, "", "", "", "", "XX", provider.npi])
            let claims = answers.filter { $0.claim.provider == provider }
            let charge = claims.reduce(0) { $0 + $1.claim.charge }
            segments.append(["TRN", "1", reference])
            segments.append(["STC", "A1:19:85", "", "WQ", monetary(charge)])
            for answer in claims {
                level += 1
                segments.append(["HL", String(level), String(parent), "PT"])
                segments += claim(answer)
            }
        }
        return OutgoingTransaction(
            identifier: "277",
            functionalGroup: "HN",
            version: "005010X214",
            body: segments,
            date: date
        )
    }

    private static func claim(_ answer: AcknowledgementDraft) -> [Segment] {
        let claim = answer.claim
        let patient = claim.patient
        var segments: [Segment] = [
            Loop.person("QC", patient.lastName, patient.firstName, memberID: patient.memberID),
            ["TRN", "2", claim.controlNumber],
            [
                "STC", answer.code, answer.date.compact, answer.isRejection ? "U" : "WQ", monetary(claim.charge),
            ],
        ]
        if let reference = answer.payerReference { segments.append(["REF", "1K", reference]) }
        // The clearinghouse's number tells the submission where the batch is not named.
        if answer.submission == nil, let number = claim.clearinghouseNumber {
            segments.append(["REF", "D9", number])
        }
        segments.append(serviceDates(claim))
        return segments
    }

    private static func serviceDates(_ claim: ClaimDraft) -> Segment {
        claim.from == claim.through
            ? ["DTP", "472", "D8", claim.from.compact]
            : ["DTP", "472", "RD8", "\(claim.from.compact)-\(claim.through.compact)"]
    }

    /// A 277 of one payer about claims of one provider.
    static func status(
        _ answers: [StatusDraft],
        payer: Payer,
        provider: Provider,
        reference: String,
        date: Day
    )
        -> OutgoingTransaction
    {
        var segments: [Segment] = [
            ["BHT", "0010", "08", reference, date.compact, Party.clock, "DG"],
            ["HL", "1", "", "20", "1"],
            Loop.payer("PR", payer),
            ["HL", "2", "1", "21", "1"],
            ["NM1", "41", "2", Party.hospitalName, "", "", "", "", "46", Party.hospitalID],
            ["HL", "3", "2", "19", "1"],
            ["NM1", "1P", "2", provider.name, "", "", "", "", "XX", provider.npi],
        ]
        for (index, answer) in answers.enumerated() {
            let patient = answer.claim.patient
            segments.append(["HL", String(index + 4), "3", "22", "0"])
            segments.append(Loop.person("IL", patient.lastName, patient.firstName, memberID: patient.memberID))
            segments.append(["TRN", "2", answer.claim.controlNumber])
            segments.append([
                "STC", answer.code, answer.date.compact, "", monetary(answer.claim.charge),
            ])
            if let reference = answer.payerReference { segments.append(["REF", "1K", reference]) }
            segments.append(["REF", "EJ", answer.claim.controlNumber])
            segments.append(serviceDates(answer.claim))
        }
        return OutgoingTransaction(
            identifier: "277",
            functionalGroup: "HN",
            version: "005010X212",
            body: segments,
            date: date
        )
    }

    /// A 999 for the transactions of one functional group.
    static func implementation(
        _ answers: [(transaction: OutgoingTransaction, isRejected: Bool)],
        group: String,
        date: Day
    )
        -> OutgoingTransaction
    {
        let version = answers.first?.transaction.version ?? ""
        var segments: [Segment] = [["AK1", "HC", group, version]]
        for answer in answers {
            segments.append(["AK2", "837", answer.transaction.controlNumber, version])
            if answer.isRejected { segments.append(["IK3", "HI", "20", "", "8"]) }
            segments.append(answer.isRejected ? ["IK5", "R", "5"] : ["IK5", "A"])
        }
        let accepted = answers.filter { !$0.isRejected }.count
        let code = accepted == answers.count ? "A" : accepted == 0 ? "R" : "P"
        segments.append(["AK9", code, String(answers.count), String(answers.count), String(accepted)])
        return OutgoingTransaction(
            identifier: "999",
            functionalGroup: "FA",
            version: "005010X231A1",
            body: segments,
            date: date
        )
    }
}
