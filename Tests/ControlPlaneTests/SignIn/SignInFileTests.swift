import Testing

@testable import ControlPlane

@Suite("A file that says how people sign in") struct SignInFileTests {
    private static let provider = [
        "issuer = \"https://id.example\"", "client_id = \"recourse\"",
        "redirect = \"https://recourse.example/v1/session/callback\"",
    ]

    private static func read(_ lines: [String]) throws -> SignInFile {
        try SignInFile(RuleText(file: "sign-in.toml", text: lines.joined(separator: "\n") + "\n"))
    }

    private static func faults(_ lines: [String]) -> [String] {
        do {
            _ = try read(lines)
            return []
        } catch let errors as PayerRulesErrors {
            return errors.errors.map(\.message)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `demands a second factor of everybody, unless it says otherwise in so many words`() throws {
        #expect(SignInSettings().needsSecondFactor)
        let silent = try Self.read(Self.provider)
        #expect(silent.needsSecondFactor && silent.provider?.provider.clientID == "recourse")
        #expect(try Self.read(Self.provider + ["second_factor = \"always\""]).needsSecondFactor)
        #expect(try !Self.read(Self.provider + ["second_factor = \"whereEnrolled\""]).needsSecondFactor)
        for wrong in ["\"never\"", "\"\"", "false", "\"Always\""] {
            #expect(Self.faults(Self.provider + ["second_factor = \(wrong)"]).count == 1, "\(wrong)")
        }
    }

    @Test func `may say that alone, and then names no provider`() throws {
        let file = try Self.read(["second_factor = \"whereEnrolled\""])
        #expect(!file.needsSecondFactor && file.provider == nil)
        #expect(Self.faults([]).count == 3, "an empty file says nothing")
        // Half a provider is none.
        #expect(Self.faults(["second_factor = \"always\"", Self.provider[0]]).count == 2)
        #expect(Self.faults(["second_factor = \"always\"", "methods = [\"mfa\"]"]).count == 3)
        #expect(Self.faults(["second_factor = \"always\"", "second = 1"]).count == 1)
    }
}
