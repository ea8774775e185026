import Journal
import RevenueCycle

/// What happened at the door of an account: entries of the access journal, in a stream of the account's own.
enum SignInEvent: Hashable {
    /// Somebody signed in.
    case signedIn(session: StreamID, by: SignInMethod, step: Int64?)
    /// Somebody was refused who gave the account's name; which credentials they tried to meet, by their version.
    case refused(credentials: UInt64)
    /// A session was ended by whoever had it.
    case signedOut(session: StreamID)
    /// All sessions of the account were ended.
    case allEnded(reason: String)

    /// The number of its type; a number is never given another meaning.
    var type: UInt16 {
        switch self {
        case .signedIn: 101
        case .refused: 102
        case .signedOut: 103
        case .allEnded: 104
        }
    }

    /// The form of the payloads.
    static let schema: UInt16 = 1

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        switch self {
        case .signedIn(let session, let method, let step):
            writer.raw(1, session.bytes)
            writer.text(2, method.rawValue)
            if let step { writer.signed(3, step) }
        case .refused(let credentials): writer.integer(4, credentials)
        case .signedOut(let session): writer.raw(1, session.bytes)
        case .allEnded(let reason): writer.text(5, reason)
        }
        return writer.bytes
    }

    init(type: UInt16, decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var session: StreamID?
        var method: SignInMethod?
        var step: Int64?
        var credentials: UInt64 = 0
        var reason = ""
        while let field = try fields.next() {
            switch field.number {
            case 1: session = StreamID(bytes: field.raw)
            case 2: method = SignInMethod(rawValue: field.text)
            case 3: step = field.signed
            case 4: credentials = field.integer
            case 5: reason = field.text
            default: break
            }
        }
        switch (type, session, method) {
        case (101, let session?, let method?): self = .signedIn(session: session, by: method, step: step)
        case (102, _, _): self = .refused(credentials: credentials)
        case (103, let session?, _): self = .signedOut(session: session)
        case (104, _, _): self = .allEnded(reason: reason)
        default: throw DecodingFault(record: "sign-in", field: 1)
        }
    }
}

/// By what somebody has shown who they are.
package enum SignInMethod: String, CaseIterable, Sendable {
    /// A password alone.
    case password
    /// A password and a one-time code.
    case passwordAndCode = "password and code"
    /// A password and a recovery code.
    case passwordAndRecoveryCode = "password and recovery code"
    /// What an OpenID Connect provider vouches for.
    case identity

    /// Whether there was a second factor that this store has seen itself.
    package var hasSecondFactor: Bool {
        switch self {
        case .password, .identity: false
        case .passwordAndCode, .passwordAndRecoveryCode: true
        }
    }
}

extension SignInEvent {
    /// The event as it is appended.
    var new: NewEvent {
        NewEvent(type: type, schema: Self.schema, subject: .tenant, retention: .access, payload: encoded())
    }
}
