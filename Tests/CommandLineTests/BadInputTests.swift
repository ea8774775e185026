import Foundation
import Journal
import Simulator
import SeededRandomness
import Testing

/// What people and machines give that they should not: a clear error, no crash, nothing lost.
@Suite("Bad input") struct BadInputTests {
    private static let claim = "837P-like.x12"

    /// One professional claim; the caller changes what it wants to be wrong.
    private static func transaction(
        charge: String = "100",
        name: String = "WINTERBOURNE",
        date: String = "20260105",
        segments: String = "19",
        setEnd: String = "0001",
        isComplete: Bool = true
    ) -> String {
        let body = """
            ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260110*1200*^*00501*000000001*0*P*:~
            GS*HC*SENDER*RECEIVER*20260110*1200*1*X*005010X222A1~
            ST*837*0001*005010X222A1~
            BHT*0019*00*BAD0001*20260110*1200*CH~
            NM1*41*2*HOSPITAL*****46*12345~
            PER*IC*DESK*TE*5555550100~
            NM1*40*2*PAYER*****46*54321~
            HL*1**20*1~
            NM1*85*2*HOSPITAL*****XX*1234567893~
            N3*1 STREET~
            N4*TOWN*OH*44101~
            REF*EI*123456789~
            HL*2*1*22*0~
            SBR*P*18*******CI~
            NM1*IL*1*\(name)*OLIVIA****MI*MEMBER000123~
            NM1*PR*2*PAYER*****PI*54321~
            CLM*BAD-ACCOUNT-0001*\(charge)***11:B:1*Y*A*Y*Y~
            HI*ABK:R100~
            LX*1~
            SV1*HC:99213*\(charge)*UN*1***1~
            DTP*472*D8*\(date)~

            """
        let end = isComplete ? "SE*\(segments)*\(setEnd)~\nGE*1*1~\nIEA*1*000000001~\n" : ""
        return body + end
    }

    private static func store() throws -> URL {
        let folder = try RecourseProcess.temporaryFolder()
        #expect(try RecourseProcess.run(["init"], in: folder).status == 0)
        return folder
    }

    private static func ingest(_ bytes: [UInt8], in folder: URL) throws -> RecourseProcess.Result {
        try Data(bytes).write(to: folder.appendingPathComponent("given.x12"))
        return try RecourseProcess.run(["ingest", "given.x12", "--json"], in: folder)
    }

    private static func claims(in folder: URL) throws -> String {
        let claims = try RecourseProcess.run(["claims", "--json", "--as-of", "2026-02-01"], in: folder)
        #expect(claims.status == 0)
        return claims.output
    }

    @Test(arguments: [
        "", " ", "words, not X12", "ISA", "ISA*", String(repeating: "ISA*00*", count: 3),
        String(repeating: "~", count: 9999),
    ])
    func `that is no X12 is told and ends with 65 or holds nothing`(text: String) throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        let result = try Self.ingest(Array(text.utf8), in: folder)
        #expect([0, 1, 65].contains(result.status))
        #expect(result.status != 0 || text.hasPrefix("ISA"))
        #expect(try Self.claims(in: folder).isEmpty)
    }

    @Test func `of random bytes never ends the process by a signal`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        var generator = SeededGenerator(seed: 7)
        var files: [String] = []
        for number in 0..<40 {
            var bytes = (0..<3000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            if number.isMultiple(of: 2) { bytes.replaceSubrange(0..<4, with: Array("ISA*".utf8)) }
            let name = "random-\(number)"
            try Data(bytes).write(to: folder.appendingPathComponent(name))
            files.append(name)
        }
        let result = try RecourseProcess.run(["ingest"] + files, in: folder)
        #expect([0, 1, 65].contains(result.status), "seed 7: \(result.status)")
        #expect(try RecourseProcess.run(["x12", "validate"] + files, in: folder).status == 2)
        #expect(try RecourseProcess.run(["doctor"], in: folder).status == 0)
    }

    @Test func `with wrong counts is told by validate, and posts`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        #expect(try Self.ingest(Array(Self.transaction(segments: "99").utf8), in: folder).status == 0)
        #expect(try Self.claims(in: folder).contains("\"charge\":\"100.00\""))
        let told = try RecourseProcess.run(["x12", "validate", "given.x12"], in: folder)
        #expect(told.status == 2)
        #expect(told.output.contains("SE01"))
    }

    @Test func `with another control number at its end is held, and is released by a person only`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        let result = try Self.ingest(Array(Self.transaction(setEnd: "0002").utf8), in: folder)
        #expect(result.status == 1)
        #expect(try Self.claims(in: folder).isEmpty)
        let held = try RecourseProcess.run(["held", "list", "--json"], in: folder).output
        let id = try #require(held.firstMatch(of: /"id":"(r_[0-9a-z]{16})"/)?.1)
        #expect(try RecourseProcess.run(["held", "release", String(id)], in: folder).status == 64)
        let reason = ["--reason", "the sender confirmed it by phone"]
        #expect(try RecourseProcess.run(["held", "release", String(id)] + reason, in: folder).status == 0)
        #expect(try Self.claims(in: folder).contains("\"charge\":\"100.00\""))
        #expect(try RecourseProcess.run(["held", "list", "--json"], in: folder).output.isEmpty)
    }

    @Test(arguments: ["100.005", "99999999999999999999", "1E3", "--5", "12.3.4", "", "ten"])
    func `with an amount that is none holds its claim and says where`(amount: String) throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        let result = try Self.ingest(Array(Self.transaction(charge: amount).utf8), in: folder)
        #expect(result.status == 1)
        #expect(result.output.contains("\"patientControlNumber\":\"BAD-ACCOUNT-0001\""))
        #expect(result.output.contains("(CLM), byte "))
        #expect(!result.errors.contains("BAD-ACCOUNT-0001"))
        #expect(try Self.claims(in: folder).isEmpty)
    }

    @Test(arguments: ["20260230", "20261301", "00000000", "2026", "twelfth"])
    func `with a day that does not exist posts without it`(date: String) throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        #expect(try Self.ingest(Array(Self.transaction(date: date).utf8), in: folder).status == 0)
        #expect(try Self.claims(in: folder).contains("\"status\":\"submitted\""))
        #expect(try RecourseProcess.run(["x12", "validate", "given.x12"], in: folder).status == 2)
    }

    @Test func `in another encoding keeps its bytes and answers in UTF-8`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        var bytes = Array(Self.transaction(name: "MUELLERIN").utf8)
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "U") && bytes[place - 1] == UInt8(ascii: "M")
        {
            bytes[place] = 0xFC
        }
        #expect(try Self.ingest(bytes, in: folder).status == 0)
        #expect(String(validating: try Self.claims(in: folder).utf8, as: UTF8.self) != nil)
    }

    @Test func `with an element of a megabyte is read in bounded time`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        let long = String(repeating: "LONGNAME", count: 1 << 17)
        #expect([0, 1].contains(try Self.ingest(Array(Self.transaction(name: long).utf8), in: folder).status))
        let stars = String(repeating: "*", count: 1_000_000)
        #expect([0, 1].contains(try Self.ingest(Array(Self.transaction(name: stars).utf8), in: folder).status))
    }

    @Test func `that is a folder, a device or nothing is told by its name`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("empty"),
            withIntermediateDirectories: true
        )
        #expect(try RecourseProcess.run(["ingest", "empty"], in: folder).status == 65)
        #expect(try RecourseProcess.run(["ingest", "/dev/zero"], in: folder).status == 65)
        let absent = try RecourseProcess.run(["ingest", "absent"], in: folder)
        #expect(absent.status == 65)
        #expect(absent.errors.contains("absent"))
        #expect(try RecourseProcess.run(["x12", "validate", "empty"], in: folder).status == 65)
    }

    @Test func `in a file that the user may not read is told, and the others are taken`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        try Data(Self.transaction().utf8).write(to: folder.appendingPathComponent("good.x12"))
        try Data(Self.transaction().utf8).write(to: folder.appendingPathComponent("secret.x12"))
        let why = ["--reason", "A test."]
        let add = ["users", "add", "user:nobody", "--person", "nobody"]
        #expect(try RecourseProcess.run(add + why, in: folder).status == 0)
        #expect(try RecourseProcess.run(["users", "grant", "user:nobody", "biller"] + why, in: folder).status == 0)
        try RecourseProcess.giveAway(folder, keeping: ["secret.x12"])
        let result = try RecourseProcess.run(["ingest", "good.x12", "secret.x12"], in: folder, unprivileged: true)
        #expect(result.status == 1)
        #expect(result.errors.contains("secret.x12"))
        #expect(result.errors.contains("may not read"))
        #expect(result.output.contains("1 claims sent"))
    }

    @Test func `into a folder that another process has open ends with 75`() throws {
        let folder = try Self.store()
        defer { RecourseProcess.remove(folder) }
        let keys = folder.appendingPathComponent(".config/recourse")
        let key = try #require(try FileManager.default.contentsOfDirectory(atPath: keys.path).first)
        let open = try StoreFolder.open(
            at: folder.appendingPathComponent("recourse-data").path,
            masterKey: .file(keys.appendingPathComponent(key).path)
        )
        let refused = try Self.ingest(Array(Self.transaction().utf8), in: folder)
        #expect(refused.status == 75)
        #expect(refused.errors.contains("another process"))
        open.close()
        #expect(try Self.ingest(Array(Self.transaction().utf8), in: folder).status == 0)
    }

    /// `NSString`'s functions for paths end the process on a path of one letter; ours do not use them.
    @Test func `under names of one letter is taken like any other`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let store = ["--data", "d", "--key-file", "k"]
        #expect(try RecourseProcess.run(["init"] + store, in: folder).status == 0)
        try Data(Self.transaction().utf8).write(to: folder.appendingPathComponent("x"))
        #expect(try RecourseProcess.run(["ingest", "x"] + store, in: folder).status == 0)
        #expect(try RecourseProcess.run(["rules", "check", "x"], in: folder).status == 64)
    }
}
