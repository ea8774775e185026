import X12

/// X12 as it goes over the wire, for tests to write their segments in.
enum Wire {
    /// An ISA of 106 bytes.
    static func isa(
        control: String = "000000905",
        version: String = "00501",
        element: Character = "*",
        component: Character = ":",
        repetition: Character = "^",
        terminator: String = "~"
    ) -> String {
        let fields = [
            "ISA", "00", "          ", "00", "          ", "ZZ", "SENDER         ", "ZZ", "RECEIVER       ", "260301",
            "1253", String(repetition), version, control, "0", "P", String(component),
        ]
        return fields.joined(separator: String(element)) + terminator
    }

    /// A file of one interchange and one group around transaction sets that are written out with `*`, `:` and `~`.
    static func file(_ sets: String..., kind: String = "HP", version: String = "005010X221A1") -> [UInt8] {
        Array(
            (isa() + "GS*\(kind)*SENDER*RECEIVER*20260301*1253*1*X*\(version)~" + sets.joined()
                + "GE*\(sets.count)*1~IEA*1*000000905~").utf8
        )
    }

    /// A transaction set with the right SE around segments.
    static func set(_ identifier: String, control: String = "0001", version: String = "", _ body: String) -> String {
        let implementation = version.isEmpty ? "" : "*\(version)"
        let count = body.count { $0 == "~" } + 2
        return "ST*\(identifier)*\(control)\(implementation)~\(body)SE*\(count)*\(control)~"
    }

    /// A file with one 837 professional claim: the billing provider and subscriber, then the segments from CLM on.
    static func professional(_ claim: String, above: String? = nil) -> [UInt8] {
        file(
            set("837", version: "005010X222A1", (above ?? professionalLevels) + claim),
            kind: "HC",
            version: "005010X222A1"
        )
    }

    /// The header, billing provider, subscriber and payer of an 837P.
    static let professionalLevels =
        "BHT*0019*00*B1*20260301*1200*CH~NM1*41*2*SUBMITTER*****46*S1~PER*IC*A*TE*5551234567~NM1*40*2*RECEIVER*****46*R1~"
        + "HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*1 STREET~N4*TOWN*OH*43215~REF*EI*123456789~"
        + "HL*2*1*22*0~SBR*P*18*G1******CI~NM1*IL*1*LAST*FIRST****MI*M1~N3*2 STREET~N4*TOWN*OH*43215~DMG*D8*19700131*F~"
        + "NM1*PR*2*PAYER*****PI*P1~REF*2U*PX~"

    /// The header of an 835 that pays an amount.
    static func remittanceHeader(_ amount: String) -> String {
        "BPR*I*\(amount)*C*ACH*CCP*01*1*DA*1*1512345678**01*2*DA*2*20260310~TRN*1*T1*1512345678~DTM*405*20260309~"
            + "N1*PR*PAYER*XV*P1~N3*1 STREET~N4*TOWN*OH*43215~REF*2U*PX~PER*BL*A*TE*5551234567~N1*PE*CLINIC*XX*1234567893~LX*1~"
    }

    /// A file with one 835 of claims that are written out.
    static func remittance(_ amount: String, _ body: String) -> [UInt8] {
        file(set("835", remittanceHeader(amount) + body))
    }
}

extension X12File {
    /// The reading of the only transaction set.
    func onlyReading(from bytes: [UInt8]) -> TransactionReading? {
        transactionSets.count == 1 ? transactionSets.first?.read(from: bytes) : nil
    }
}

/// The codes of the diagnostics of a file, envelope and sets, for short comparisons.
func codes(of bytes: [UInt8]) -> [Diagnostic.Code] {
    let file = X12File(reading: bytes)
    return file.diagnostics.map(\.code) + file.transactionSets.flatMap { $0.read(from: bytes).diagnostics.map(\.code) }
}

/// The claims of a file's 837s.
func claims(in bytes: [UInt8]) -> [Claim837] {
    X12File(reading: bytes).transactionSets.flatMap { set -> [Claim837] in
        guard case .claims(let submission) = set.read(from: bytes).content else { return [] }
        return Array(submission.claims)
    }
}

/// The remittances of a file's 835s.
func remittances(in bytes: [UInt8]) -> [Remittance835] {
    X12File(reading: bytes).transactionSets.compactMap { set in
        guard case .remittance(let remittance) = set.read(from: bytes).content else { return nil }
        return remittance
    }
}
