import Foundation
import TestDatabases
import Testing

@testable import Journal

/// A patient whose identifiers are like nobody else's goes through every command, and turns up nowhere but in the answers.
@Suite("A canary patient") struct CanaryTests {
    private let folder: URL

    /// What names the patient.
    private static let identifiers = [
        "QUOKKAZZYZX", "BRUMHILDEX", "CANARYMEMBER77", "CANARYRECORD88", "CANARYCONTROL99", "CANARYPAYER66", "19310729",
        "1931-07-29", "4217 CANARY PERCH LANE", "canary-scan",
    ]

    private static let claim = """
        ISA*00*          *00*          *ZZ*SENDER         *ZZ*NF001          *260116*0900*^*00501*000000401*0*T*:~
        GS*HC*SENDER*NF001*20260116*0900*401*X*005010X222A1~ST*837*0001*005010X222A1~
        BHT*0019*00*B000401*20260116*0900*CH~NM1*41*2*SENDER*****46*SENDER~PER*IC*DESK*TE*5555550100~
        NM1*40*2*NORTHFIELD HEALTH PLAN*****46*NF001~HL*1**20*1~NM1*85*2*LARCHMONT CLINIC*****XX*1730000019~
        N3*12 EXAMPLE ROAD~N4*SPRINGFIELD*OH*455010001~REF*EI*990000001~HL*2*1*22*0~SBR*P*18*******CI~
        NM1*IL*1*QUOKKAZZYZX*BRUMHILDEX****MI*CANARYMEMBER77~N3*4217 CANARY PERCH LANE~N4*SPRINGFIELD*OH*455010001~
        DMG*D8*19310729*F~NM1*PR*2*NORTHFIELD HEALTH PLAN*****PI*NF001~CLM*CANARYCONTROL99*720***11:B:1*Y*A*Y*Y~
        REF*EA*CANARYRECORD88~HI*ABK:M545~LX*1~SV1*HC:99213*120*UN*1***1~DTP*472*D8*20260114~LX*2~
        SV1*HC:72148*600*UN*1***1~DTP*472*D8*20260114~SE*27*0001~GE*1*401~IEA*1*000000401~
        """

    /// It pays one line less than it says, so it is held until somebody releases it.
    private static let remittance = """
        ISA*00*          *00*          *ZZ*NF001          *ZZ*SENDER         *260203*0900*^*00501*000000402*0*T*:~
        GS*HP*NF001*SENDER*20260203*0900*402*X*005010X221A1~ST*835*0001~BPR*I*80*C*CHK************20260203~
        TRN*1*NFT000401*1999888771~DTM*405*20260203~N1*PR*NORTHFIELD HEALTH PLAN*XV*NF001~N3*9 PAYER PLAZA~
        N4*SPRINGFIELD*OH*455010001~PER*BL*DESK*TE*5555550111~N1*PE*LARCHMONT CLINIC*XX*1730000019~LX*1~
        CLP*CANARYCONTROL99*1*720*65*25*12*CANARYPAYER66*11*1~NM1*QC*1*QUOKKAZZYZX*BRUMHILDEX****MI*CANARYMEMBER77~
        SVC*HC:99213*120*65**1~DTM*472*20260114~CAS*CO*45*30~CAS*PR*3*25~SVC*HC:72148*600*0**1~DTM*472*20260114~
        CAS*CO*197*600~SE*20*0001~GE*1*402~IEA*1*000000402~
        """

    /// It ends in the middle of the patient's name.
    private static let damaged = String(remittance.replacing("NFT000401", with: "NFT000777").prefix(760))

    init() throws { folder = try RecourseProcess.temporaryFolder() }

    @Test(arguments: StoreKind.all)
    func `is in no file but the one that came, in no table, and in nothing that was said beside an answer`(
        store: StoreKind
    ) throws {
        defer { RecourseProcess.remove(folder) }
        let files = FileManager.default
        try files.createDirectory(at: folder.appendingPathComponent("in"), withIntermediateDirectories: true)
        try files.createDirectory(at: folder.appendingPathComponent("tmp"), withIntermediateDirectories: true)
        for (name, text) in [("1", Self.claim), ("2", Self.remittance), ("3", Self.damaged), ("4", "ISA*not X12")] {
            try Data(text.utf8).write(to: folder.appendingPathComponent("in/canary-scan-\(name).x12"))
        }
        var environment = ["TMPDIR": folder.path + "/tmp"]
        if store == .postgreSQL {
            let server = try PostgreSQLProcess.shared.get()
            environment["RECOURSE_DATABASE"] = server.connectionString()
            environment["RECOURSE_KEY_DATABASE"] = server.connectionString(to: PostgreSQLSchema.keys.name)
        }
        var said: [String: String] = [:]
        var answers = ""
        let run = { (words: String...) in
            let result = try RecourseProcess.run(words, in: folder, environment: environment)
            said[words.joined(separator: " "), default: ""] += result.errors
            answers += result.output
            return result
        }
        #expect(try run("init").status == 0)
        #expect(try run("ingest", "in", "--json").status == 1)
        let patient = try #require(try run("patients", "QUOKKAZZYZX", "--json").output.firstMatch(of: /p_[0-9a-z]{26}/))
        let claim = try #require(try run("claims", "--json").output.firstMatch(of: /c_[0-9a-z]{16}/))
        let opened = try #require(
            try run(
                "case",
                "open",
                String(patient.0),
                "--kind",
                "patientQuestion",
                "--reason",
                "QUOKKAZZYZX asks.",
                "--json"
            )
            .output.firstMatch(of: /k_[0-9a-z]{26}/)
        )
        #expect(try run("case", "note", String(opened.0), "CANARYMEMBER77 is right.").status == 0)
        for number in ["CANARYCONTROL99", "CANARYPAYER66", "CANARYMEMBER77", "CANARYRECORD88", String(claim.0)] {
            _ = try run("claim", number)
            _ = try run("explain", number)
            _ = try run("ledger", number)
        }
        for words in [
            ["claims"], ["accounts"], ["accounts", "--json"], ["worklist"], ["report", "denials"], ["report", "aging"],
            ["cases", "refresh"], ["cases"], ["cases", "--json", "--closed"],
            ["remittances"], ["held", "list"], ["patients", "show", String(patient.0)], ["rules", "show"], ["doctor"],
            ["claim", "CANARYNOBODY"], ["patients", "CANARYNOBODY"], ["claim", "QUOKKAZZYZX", "--no-such-option"],
            ["x12", "validate", "in/canary-scan-3.x12"], ["holds", "place", String(patient.0), "--reason", "Test."],
            ["retention", "preview", "--as-of", "2090-01-01"], ["audit", "checkpoint"], ["audit", "export", "proofs"],
            ["audit", "verify", "--deep"], ["keys", "rotate"], ["rebuild"],
            ["backup", "make", "copy", "--keys", "keys"],
            ["backup", "check", "copy", "--keys", "keys"], ["ingest", "in"], ["audit", "prove", "5"],
        ] where store == .sqlite || words[0] != "backup" {
            let result = try RecourseProcess.run(words, in: folder, environment: environment)
            #expect(result.status < 70, "\(words): \(result.errors)")
            said[words.joined(separator: " "), default: ""] += result.errors
        }
        #expect(Self.identifiers.prefix(3).allSatisfy(answers.contains), "the test would find what is there")
        for (command, text) in said {
            // What a file came under is said to whoever brings it; what the user typed is theirs.
            let own = text.replacing(/canary-scan-\d\.x12/, with: "").replacing("QUOKKAZZYZX", with: "")
            for identifier in Self.identifiers where command.contains(identifier) == false {
                #expect(!own.contains(identifier), "\(command) says \(identifier): \(text)")
            }
        }
        try expectNoIdentifier(beside: ["in", ".stdout", ".stderr"], atLeast: store == .sqlite ? 9 : 3)
        if store == .postgreSQL { try expectNoIdentifier(in: PostgreSQLProcess.shared.get()) }
    }

    /// Looks at every row of every table, as whoever has a dump of the databases would, and at what the server has written down.
    private func expectNoIdentifier(in server: PostgreSQLProcess) throws {
        var rows: Int64 = 0
        for schema in PostgreSQLProcess.schemas {
            let connection = try server.connect(as: "postgres", to: schema.name)
            defer { connection.close() }
            for (table, _) in schema.rights {
                // A row's text has bytes as hexadecimal digits.
                let words = Self.identifiers.flatMap {
                    [$0, Data($0.utf8).map { String(format: "%02x", $0) }.joined()]
                }
                let pattern = words.joined(separator: "|")
                let name = "\(schema.name).\(table)"
                try connection.send("SELECT count(*), count(*) FILTER (WHERE t::text ~ '\(pattern)') FROM \(name) t")
                let answer = try #require(try connection.finish().last)
                rows += answer.integer(0, 0) ?? 0
                #expect(answer.integer(0, 1) == 0, "\(name) holds an identifier")
            }
        }
        #expect(rows > 50, "entries, rows, keys")
        let log = try String(contentsOfFile: server.log, encoding: .utf8)
        for identifier in Self.identifiers {
            #expect(!log.contains(identifier), "the server's log holds \(identifier)")
        }
    }

    private func expectNoIdentifier(beside known: Set<String>, atLeast files: Int) throws {
        var looked = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard !known.contains(String(path.prefix { $0 != "/" })) else { continue }
            for identifier in Self.identifiers { #expect(!path.contains(identifier), "a file is named \(path)") }
            guard let contents = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) else {
                continue
            }
            looked += 1
            for identifier in Self.identifiers {
                #expect(contents.range(of: Data(identifier.utf8)) == nil, "\(path) holds \(identifier)")
            }
        }
        #expect(looked >= files, "journal, keys, copies, proofs")
    }
}
