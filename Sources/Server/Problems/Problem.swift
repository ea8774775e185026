import ControlPlane
import HTTPTypes
import Journal
import RevenueCycle

/// Why a request was not answered as its sender wished: the registry of everything that can be told (RFC 9457).
///
/// A kind's type is `urn:recourse:problem:` and its raw value. The words say what to do and name nobody.
enum ProblemKind: String, CaseIterable, Sendable {
    case badRequest = "bad-request"
    case unauthenticated
    case forbidden
    case crossSite = "cross-site"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case inFlight = "in-flight"
    case listChanged = "list-changed"
    case conflict
    case notAsSeen = "not-as-seen"
    case tooLarge = "too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case refused
    case keyReused = "idempotency-key-reused"
    case notSaidWhatWasSeen = "not-said-what-was-seen"
    case tooManyStreams = "too-many-streams"
    case tooManyAttempts = "too-many-attempts"
    case tooMany = "too-many-requests"
    case internalFault = "internal-fault"
    case unavailable

    /// The status of the answer.
    var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden, .crossSite: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .inFlight, .listChanged, .conflict: .conflict
        case .notAsSeen: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .refused, .keyReused: .unprocessableContent
        case .notSaidWhatWasSeen: .preconditionRequired
        case .tooManyStreams: .tooManyRequests
        case .tooManyAttempts: .tooManyRequests
        case .tooMany: .tooManyRequests
        case .internalFault: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// What it is, the same each time.
    var title: String {
        switch self {
        case .badRequest: "The request is not of the form that it must have."
        case .unauthenticated: "A key or session is needed that may be used now, or another name, password or code."
        case .forbidden: "The account has no right to this."
        case .crossSite: "It does not come from a page of this server, or lacks the token of one."
        case .notFound: "There is no such thing, or it may not be seen."
        case .methodNotAllowed: "The path has no such method."
        case .inFlight: "The same request is being answered already. Ask again in a moment."
        case .listChanged: "The list has changed since its first part was shown. Begin anew, without a cursor."
        case .conflict: "Something else changed the same meanwhile. Ask again."
        case .notAsSeen:
            "It is not what was seen: it was edited, or the policy or the rules have changed. Look at it again."
        case .tooLarge: "The request is larger than the server takes."
        case .unsupportedMediaType: "The body is of a kind that this path does not take."
        case .refused: "What was asked cannot be done."
        case .keyReused: "The Idempotency-Key belongs to another request. Draw a new one for each."
        case .notSaidWhatWasSeen: "A decision says in If-Match what was seen: the ETag of the proposal."
        case .tooManyStreams:
            "The key has as many streams open as it may, or the server as many as it has. Close one first."
        case .tooManyAttempts: "Too many attempts were wrong. Try again later."
        case .tooMany: "The key or its tenant has asked too much. Ask again after the time that Retry-After says."
        case .internalFault: "The server failed. Nothing is known to have changed; the same request may be sent again."
        case .unavailable: "The store cannot be used now. The same request may be sent again later."
        }
    }
}

/// One problem: its kind, and what is particular to this request.
struct Problem: Error, Sendable {
    let kind: ProblemKind
    /// Words for this case, which name nobody; nil when the title says it all.
    var detail: String?
    /// Header fields that its answer has.
    var fields: [(HTTPField.Name, String)] = []

    init(_ kind: ProblemKind, _ detail: String? = nil) {
        self.kind = kind
        self.detail = detail
        if kind == .unauthenticated { fields = [(.wwwAuthenticate, "Bearer realm=\"recourse\"")] }
        if kind == .unavailable || kind == .inFlight { fields = [(.retryAfter, "1")] }
    }

    /// That more was asked than is granted, with the seconds after which it is again.
    static func tooMany(wait: Int) -> Problem {
        var problem = Problem(.tooMany)
        problem.fields = [(.retryAfter, String(wait))]
        return problem
    }

    var json: JSONValue {
        .object([
            ("type", .string("urn:recourse:problem:\(kind.rawValue)")), ("title", .string(kind.title)),
            ("status", .number(kind.status.code)), ("detail", .text(detail)),
        ])
    }
}

// What each error of the rooms below means to whoever asked; exhaustive, so that none is forgotten.
extension Problem {
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ControlPlaneError: self.init(refusal: error)
        case let error as JournalError: self.init(ofStore: error)
        default: self.init(.internalFault)
        }
    }

    private init(refusal error: ControlPlaneError) {
        switch error {
        // The words of what is absent name a command, and what may not be seen must be told in the same.
        case .notFound: self.init(.notFound)
        case .forbidden(let why): self.init(.forbidden, why)
        case .refused(let why), .notReleasable(let why): self.init(.refused, why)
        case .unreadable(_, let why): self.init(.refused, why)
        case .badRules(let errors): self.init(.refused, errors.map(\.description).joined(separator: "\n"))
        case .listChanged: self.init(.listChanged)
        case .notAsSeen: self.init(.notAsSeen)
        }
    }

    private init(ofStore error: JournalError) {
        switch error {
        case .conflict, .keyTaken: self.init(.conflict)
        case .tooLarge: self.init(.tooLarge)
        case .noDeadLetter: self.init(.notFound)
        case .storage, .outcomeUnknown, .closed, .otherHistory, .damaged: self.init(.unavailable)
        case .noPrincipal, .duplicateStream, .notAStore, .journalsInDatabase, .journalsInFolder, .alreadyExists, .inUse,
            .unknownTenant,
            .tenantExists, .badTenantName, .keyFile, .keySource, .wrongMasterKey, .tooNew, .leaseLost, .badProof,
            .badBackup:
            self.init(.internalFault)
        }
    }
}
