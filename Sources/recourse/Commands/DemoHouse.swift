import ControlPlane
import Foundation
import RevenueCycle

/// Three people who work in the demo's workbench, and a place to which letters leave.
struct DemoHouse {
    /// An account of the demo: what it is called after, and its role.
    private struct Account {
        let name: String
        let role: String
        let password: String
    }

    /// How many of the costliest findings somebody has looked at, so that an appeal of theirs asks for no more than the usual agreement.
    private static let lookedAt = 25

    private let accounts: [Account]

    /// Adds the accounts with passwords drawn anew, and has the cases opened.
    ///
    /// - Throws: ``ControlPlaneError``, or what the store throws.
    init(in plane: ControlPlane, folder: String, work: [String]) throws {
        let reason = "The demo."
        accounts = [("denials", "denialSpecialist"), ("supervisor", "supervisor"), ("auditor", "auditor")].map {
            Account(name: "user:\($0.0)", role: $0.1, password: Self.password())
        }
        for account in accounts {
            guard let password = Password(account.password) else { continue }
            try plane.addAccount(account.name, human: account.role, reason: reason)
            try plane.grant(account.role, to: account.name, reason: reason)
            try plane.setPassword(password, of: account.name, reason: reason)
        }
        let outbox = URL(fileURLWithPath: "\(folder)/outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try plane.setDestination("payer", folder: outbox.path, reason: reason)
        var seen: Set<String> = []
        for claim in work where seen.count < Self.lookedAt && seen.insert(claim).inserted {
            try plane.markSensitive(claim, [], reason: reason)
        }
        try plane.refreshCases()
        try Data("second_factor = \"whereEnrolled\"\n".utf8).write(
            to: URL(fileURLWithPath: Self.signInFile(in: folder))
        )
    }

    /// Where it says that a password alone is enough in the demo.
    static func signInFile(in folder: String) -> String { "\(folder)/sign-in.toml" }

    /// Tells how each signs in; it is told once, and kept nowhere.
    func tell() {
        Output.answer("Sign in to the workbench as one of these; the passwords were drawn now and are kept nowhere:")
        Output.table(["name", "role", "password"], accounts.map { [$0.name, $0.role, $0.password] })
        Output.answer("")
    }

    /// Four groups of five letters and digits that nobody takes for one another: 100 bits.
    private static func password() -> String {
        let alphabet = Array("abcdefghjkmnpqrstvwxyz0123456789")
        var generator = SystemRandomNumberGenerator()
        let letters = (0..<20).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
        return stride(from: 0, to: 20, by: 5).map { String(letters[$0..<$0 + 5]) }.joined(separator: "-")
    }
}
