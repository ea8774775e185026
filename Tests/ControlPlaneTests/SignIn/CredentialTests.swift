import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("A password") struct PasswordTests {
    /// The test vector of RFC 9106, 5.3, has a secret and associated data that the library's plain call takes none of; this is one of the
    /// reference implementation's own (`argon2 somesalt -id -t 2 -m 16 -p 1`).
    @Test func `is hashed as by the reference implementation`() throws {
        let cost = Argon2idCost(memoryKiB: 65_536, passes: 2, lanes: 1)
        let tag = try Argon2id.tag(of: Array("password".utf8), salt: Array("somesalt".utf8), cost: cost)
        #expect(tag.hexadecimal == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
    }

    @Test func `has fifteen characters, or eight beside a second factor, and no other rule of kinds`() throws {
        let ada = PrincipalID("user:ada")
        let fault = { (text: String, factor: Bool) in
            try #require(Password(text)).fault(for: ada, hasSecondFactor: factor)
        }
        #expect(try fault("vierzehn boote", false) != nil)
        #expect(try fault("fuenfzehn boote", false) == nil)
        #expect(try fault("sieben7", true) != nil)
        #expect(try fault("achtacht", true) == nil)
        // Fifteen code points of four bytes each.
        let planets = "🜀🜂🜁🜃🜆🜄🜅🜇🜉🜈🜊🜋🜍🜌🜎"
        #expect(try fault(planets, false) == nil)
        #expect(try fault(String(planets.dropLast()), false) != nil)
        #expect(Password("") == nil && Password(String(repeating: "x", count: 1025)) == nil)
        #expect(Password(String(repeating: "xy", count: 512)) != nil)
    }

    @Test(arguments: [
        "passwordpassword", "Password12345678", "aaaaaaaaaaaaaaaa", "abcdefghijklmnopq", "zyxwvutsrqponmlk",
        "ada ada ada ada ada",
        "correct horse battery staple", "recourse-recourse1", "ababababababababab", "Welcome2026Welcome",
    ])
    func `is none of the first guesses`(text: String) throws {
        let password = try #require(Password(text))
        #expect(password.fault(for: PrincipalID("user:ada"), hasSecondFactor: false) != nil)
    }

    @Test func `is the same however its letters are composed`() throws {
        let hash = try PasswordHash(try #require(Password("fünfzehn Boote!")), cost: SignInWorld.cost)
        #expect(try hash.isHash(of: try #require(Password("fu\u{308}nfzehn Boote!"))))
        #expect(try !hash.isHash(of: try #require(Password("funfzehn Boote!"))))
    }

    @Test func `is set by its owner in person and by those with the right, and ends nobody's account`() throws {
        let world = try SignInWorld()
        let (plane, why) = (world.plane, SignInWorld.why)
        let password = try #require(Password("acht kleine Boote"))
        let ada = plane.acting(as: "user:ada")
        try ada.setPassword(password, of: "user:ada", cost: SignInWorld.cost, reason: why)
        #expect(try world.signIn().word == "refused")
        #expect(try world.signIn("acht kleine Boote").word == "signed in")
        try plane.addAccount("user:bob", human: "bob", reason: why)
        #expect(throws: ControlPlaneError.self) {
            try ada.setPassword(password, of: "user:bob", cost: SignInWorld.cost, reason: why)
        }
        // A key of hers is not herself.
        let end = world.clock.now.advanced(by: .seconds(60))
        let key = try plane.issueKey(for: "user:ada", scopes: nil, until: end, reason: why)
        let program = try #require(try plane.acting(through: key))
        #expect(throws: ControlPlaneError.self) {
            try program.setPassword(password, of: "user:ada", cost: SignInWorld.cost, reason: why)
        }
        for absent in ["user:none", "service:feed", "ada"] {
            #expect(throws: ControlPlaneError.self) {
                try plane.setPassword(password, of: absent, cost: SignInWorld.cost, reason: why)
            }
        }
        #expect(throws: ControlPlaneError.self) {
            try plane.setPassword(password, of: "user:bob", cost: SignInWorld.cost, reason: " ")
        }
        #expect(throws: ControlPlaneError.self) { try world.setPassword("short", of: "user:bob") }
        try plane.endAccount("user:bob", reason: why)
        #expect(throws: ControlPlaneError.self) { try world.setPassword("acht kleine Boote", of: "user:bob") }
    }

    @Test func `is in no entry, nor is what would give it away, but sealed`() throws {
        let world = try SignInWorld()
        let enrolment = try world.enrol()
        for entry in try world.plane.journal.entries(from: 1) {
            let payload = Data(entry.payload ?? [])
            #expect(payload.range(of: Data(SignInWorld.password.utf8)) == nil)
            for code in enrolment.recoveryCodes { #expect(payload.range(of: Data(code.utf8)) == nil) }
        }
        let file = try Data(contentsOf: world.store.root.appendingPathComponent("data/tenants/default/journal.sqlite"))
        #expect(file.range(of: Data(enrolment.totp.secret)) == nil)
    }
}

@Suite("A one-time code") struct TOTPTests {
    /// RFC 6238, appendix B: the last six of its eight digits.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)]
    )
    func `is that of the standard`(seconds: Int64, code: String) {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let step = TOTP.step(at: Timestamp(microsecondsSince1970: seconds * 1_000_000))
        #expect(String(decoding: totp.code(at: step), as: UTF8.self) == code)
    }

    @Test func `is taken a step early or late, once, and none before it after it`() {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let now = Timestamp(microsecondsSince1970: 1_790_000_000_000_000)
        let step = TOTP.step(at: now)
        let code = { (offset: Int64) in String(decoding: totp.code(at: step + offset), as: UTF8.self) }
        for offset in -1...1 as ClosedRange<Int64> {
            #expect(totp.step(of: code(offset), at: now, after: nil) == step + offset)
            #expect(totp.step(of: code(offset), at: now, after: step + offset - 1) == step + offset)
            #expect(totp.step(of: code(offset), at: now, after: step + offset) == nil)
        }
        #expect(totp.step(of: code(-2), at: now, after: nil) == nil)
        #expect(totp.step(of: code(2), at: now, after: nil) == nil)
        for text in ["", "12345", "1234567", code(0) + " ", "٠٠٠٠٠٠"] {
            #expect(totp.step(of: text, at: now, after: nil) == nil)
        }
    }

    @Test func `comes from a secret that authenticators read`() {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        #expect(totp.base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(TOTP(secret: Array("foob".utf8)).base32 == "MZXW6YQ")
        #expect(
            totp.address(for: "default/user:ada", issuer: "Recourse")
                == "otpauth://totp/Recourse:default%2Fuser%3Aada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Recourse&algorithm=SHA1&digits=6&period=30"
        )
    }

    @Test func `of a new factor is asked for before it is kept`() throws {
        let world = try SignInWorld()
        let enrolment = try world.plane.newTOTP(for: "user:ada")
        #expect(throws: ControlPlaneError.self) {
            try world.plane.enrol(enrolment, code: "000000", reason: SignInWorld.why)
        }
        #expect(try world.signIn().word == "signed in")
        try world.plane.enrol(enrolment, code: world.code(of: enrolment), reason: SignInWorld.why)
        #expect(try world.signIn().word == "refused")
        #expect(try world.signIn(code: world.code(of: enrolment)).word == "signed in")
        #expect(enrolment.recoveryCodes.count == 10 && Set(enrolment.recoveryCodes).count == 10)
    }
}

@Suite("A change of credentials") struct CredentialChangeTests {
    private static let hash = PasswordHash(cost: .standard, salt: [1, 2], tag: [3, 4])
    private static let identity = Identity(issuer: "https://id.example", subject: "s1")

    /// Bytes that entries have; they are read for as long as there is a store.
    private static let golden: [(CredentialChange.Kind, String)] = [
        (.password(hash, isLong: true), "030177050870617373776f72640680800408030a010d0201020f0203041001"),
        (.rehashed(hash), "030177050872656861736865640680800408030a010d0201020f020304"),
        (.totp(secret: [5, 6], recovery: [[7], [8]]), "0301770504746f747013020506150107150108"),
        (.totpRemoved, "030177050c746f74702072656d6f766564"),
        (.recoveryUsed(digest: [9]), "030177050d7265636f766572792075736564150109"),
        (.linked(identity), "03017705066c696e6b6564171268747470733a2f2f69642e6578616d706c6519027331"),
        (.unlinked(identity), "0301770508756e6c696e6b6564171268747470733a2f2f69642e6578616d706c6519027331"),
    ]

    @Test func `has the bytes that it always had, and is read from them`() throws {
        for (kind, bytes) in Self.golden {
            let change = CredentialChange(kind, reason: "w")
            #expect(change.encoded().hexadecimal == bytes)
            #expect(try CredentialChange(decoding: change.encoded()) == change)
        }
        #expect(throws: DecodingFault.self) { try CredentialChange(decoding: []) }
    }
}
