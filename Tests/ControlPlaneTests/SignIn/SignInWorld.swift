import Access
import Journal
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane

/// A store with one user who has a password, and a clock that tests move on.
final class SignInWorld: Sendable {
    let clock = MovedClock()
    let store: TemporaryStore
    /// Cheap, so that tests spend no time on it.
    static let cost = Argon2idCost(memoryKiB: 64, passes: 1, lanes: 1)
    let settings = SignInSettings(cost: SignInWorld.cost, needsSecondFactor: false, atOnce: 64)
    static let password = "vier kleine Boote"
    static let why = "A test."

    var plane: ControlPlane { store.plane }

    init(_ kind: StoreKind = .sqlite) throws {
        let clock = clock
        store = try TemporaryStore(kind, clock: { clock.now })
        try plane.addAccount("user:ada", human: "ada", reason: Self.why)
        try plane.grant("biller", to: "user:ada", reason: Self.why)
        try setPassword(Self.password)
    }

    deinit { store.remove() }

    func setPassword(_ text: String, of account: String = "user:ada") throws {
        let password = try #require(Password(text))
        try plane.setPassword(password, of: account, cost: Self.cost, reason: Self.why)
    }

    /// Enrols a second factor.
    func enrol() throws -> TOTPEnrolment {
        let enrolment = try plane.newTOTP(for: "user:ada")
        try plane.enrol(enrolment, code: nil, reason: Self.why)
        return enrolment
    }

    /// The code that an authenticator shows some steps from now.
    func code(of enrolment: TOTPEnrolment, steps: Int64 = 0) -> String {
        String(decoding: enrolment.totp.code(at: TOTP.step(at: clock.now) + steps), as: UTF8.self)
    }

    func signIn(
        _ password: String = SignInWorld.password,
        code: String? = nil,
        as name: String = "ada",
        on node: ControlPlane? = nil,
        by settings: SignInSettings? = nil
    ) throws -> SignInOutcome {
        let attempt = SignInAttempt(name: name, password: try #require(Password(password)), code: code)
        return try (node ?? plane).signIn(attempt, by: settings ?? self.settings)
    }

    /// Signs in, which must succeed.
    func session(code: String? = nil) throws -> SessionToken {
        guard case .signedIn(let token, _) = try signIn(code: code) else { throw NotSignedIn() }
        return token
    }

    struct NotSignedIn: Error {}
}

extension SignInOutcome {
    /// What became of it, in a word.
    var word: String {
        switch self {
        case .signedIn: "signed in"
        case .refused: "refused"
        case .mustWait: "must wait"
        case .busy: "busy"
        }
    }
}
