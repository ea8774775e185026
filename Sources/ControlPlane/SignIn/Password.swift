import Foundation
import RevenueCycle

/// A password as somebody types it, in the one form in which equal ones have equal bytes (NFKC).
///
/// It has no description, so that none is logged.
package struct Password: Sendable {
    private let text: String

    /// A password; nil when it is empty or longer than any may be.
    package init?(_ text: String) {
        guard (1...Self.longestBytes).contains(text.utf8.count), !text.unicodeScalars.contains("\u{0}") else {
            return nil
        }
        self.text = text.precomposedStringWithCompatibilityMapping
    }

    /// The most bytes that one has as it is typed.
    package static let longestBytes = 1024
    /// The fewest characters of one that is used alone (NIST SP 800-63B-4, 3.1.1.2).
    package static let shortestAlone = 15
    /// The fewest characters of one beside which a second factor is asked for.
    package static let shortest = 8

    /// What is hashed.
    var bytes: [UInt8] { Array(text.utf8) }

    /// Whether it is long enough to be used alone.
    var isLong: Bool { length >= Self.shortestAlone }

    /// How many code points it has, as the standard counts.
    private var length: Int { text.unicodeScalars.count }

    /// Why it will not do for an account.
    ///
    /// It asks for a length and that it is not among the first guesses, and for no kinds of characters: such rules make passwords
    /// that are forgotten, and guessed no later.
    ///
    /// - Parameters:
    ///   - principal: the account.
    ///   - hasSecondFactor: whether a code is asked for beside it.
    /// - Returns: nil when it will do.
    func fault(for principal: PrincipalID, hasSecondFactor: Bool) -> String? {
        let shortest = hasSecondFactor ? Self.shortest : Self.shortestAlone
        guard length >= shortest else {
            return "A password has at least \(shortest) characters"
                + (hasSecondFactor ? "." : ", or \(Self.shortest) once codes are asked for beside it.")
        }
        let folded = text.lowercased().filter { !$0.isWhitespace }
        let names = [principal.rawValue.drop { $0 != ":" }.dropFirst().lowercased(), "recourse"]
        let rest = (names + Self.firstGuesses).reduce(folded) { rest, word in
            word.isEmpty ? rest : rest.replacing(word, with: "")
        }
        // What is left beside words that are guessed first must be more than an ornament.
        guard rest.count >= 4, Set(folded).count >= 4, !Self.isRun(folded) else {
            return "This password is among the first that would be guessed."
        }
        return nil
    }

    /// Whether each character follows the one before it, up or down, as in `abcdefgh` or `87654321`.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int64($0.value) }
        let steps = Set(zip(values.dropFirst(), values).map { $0 - $1 })
        return steps.count == 1
    }

    /// Words that make up the passwords that are guessed first, longer ones before what is in them.
    private static let firstGuesses = [
        "correcthorsebatterystaple", "1234567890", "qwertyuiop", "123456789", "administrator", "12345678", "password",
        "passw0rd", "asdfghjkl", "p@ssword", "p@ssw0rd", "baseball", "football", "hospital", "iloveyou", "princess",
        "starwars", "sunshine", "superman", "trustno1", "1234567", "billing", "changeme", "welcome", "letmein",
        "monkey",
        "123456", "azerty", "dragon", "master", "qwerty", "secret", "shadow", "summer", "winter", "zxcvbn", "abc123",
        "12345", "admin", "login", "1234", "user", "2024", "2025", "2026", "2027",
    ]
}

/// What is kept of a password: its Argon2id tag, with salt and cost.
struct PasswordHash: Hashable, Sendable {
    let cost: Argon2idCost
    let salt: [UInt8]
    let tag: [UInt8]

    init(cost: Argon2idCost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    /// The hash of a password, with a salt drawn anew.
    ///
    /// - Throws: ``ControlPlaneError/refused(_:)`` when it cannot be hashed.
    init(_ password: Password, cost: Argon2idCost) throws(ControlPlaneError) {
        let salt = [UInt8].unguessable(Argon2id.saltBytes)
        self.init(cost: cost, salt: salt, tag: try Argon2id.tag(of: password.bytes, salt: salt, cost: cost))
    }

    /// Whether it is that of a password; takes as long whichever byte differs.
    ///
    /// - Throws: ``ControlPlaneError/refused(_:)`` when it cannot be hashed.
    func isHash(of password: Password) throws(ControlPlaneError) -> Bool {
        try Argon2id.tag(of: password.bytes, salt: salt, cost: cost).isTheSecret(tag)
    }

    /// One that no password has, to spend the same time on an account that there is not.
    static func ofNobody(cost: Argon2idCost) -> PasswordHash {
        PasswordHash(
            cost: cost,
            salt: [UInt8](repeating: 0, count: Argon2id.saltBytes),
            tag: [UInt8](repeating: 0, count: Argon2id.tagBytes)
        )
    }
}
