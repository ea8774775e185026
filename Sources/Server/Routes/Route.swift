import Access
import Foundation
import HTTPTypes

/// One thing that the API does.
///
/// From the table of routes the router, the document that describes the API, and the tests are made, so that none of them can
/// forget one.
struct Route: Sendable {
    /// The methods that there are.
    enum Method: String, CaseIterable, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// Who may ask.
    enum Door: Sendable {
        /// Everybody, without a key.
        case open
        /// Everybody who shows a name and a password.
        case signIn
        /// Everybody who shows a key or a session, whatever they may.
        case anybody
        /// Everybody who shows a session.
        case session
        /// Whose account, by a session or a key that is for it, has the right; for a look, the right to read the kind of thing.
        case right(Right)

        /// Whose turn somebody takes who comes through it: a tenant's, that of those who sign in, or that of everybody.
        func lane(of tenant: String) -> WorkThreads.Lane {
            switch self {
            case .open: .anybody
            case .signIn: .signIn
            case .anybody, .session, .right: .tenant(tenant)
            }
        }

        /// Whether whoever comes through it is of a tenant.
        var isOfTenant: Bool {
            switch self {
            case .open, .signIn: false
            case .anybody, .session, .right: true
            }
        }
    }

    /// What a body must be.
    enum Body: Sendable {
        case none
        /// An object.
        case json(Schema)
        /// One of several objects.
        case oneOf([Schema])
        /// An X12 document.
        case document
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let words: String
        var isRequired = false
    }

    /// The method.
    let method: Method
    /// The path, with names in braces where something stands.
    let path: String
    /// Its name in the document.
    let name: String
    /// What it does, in a sentence.
    let summary: String
    /// Who may ask.
    let door: Door
    var parameters: [Parameter] = []
    var body = Body.none
    /// What it answers.
    let answer: Schema
    var mediaType = "application/json"
    /// Whether its answer has an ETag that stands for what is shown.
    var hasTag = false
    /// Whether it is about something seen, which If-Match names.
    var takesTag = false
    /// Whether it looks at patients, so that its purpose is on record.
    var isLook = false
    /// Whether it is also answered as server-sent events, to whoever accepts these.
    var streams = false
    /// Whether it may refuse what is asked though it only looks.
    var mayRefuse = false
    /// Whether its requests may have names; those of signing in are kept by nobody.
    var takesNames = true
    /// Whether it sends a browser elsewhere.
    var redirects = false
    /// Whether others add parameters of their own to its query, which are not looked at.
    var takesOtherParameters = false
    /// Whether whoever comes may be refused though it needs no key.
    var mayRefuseEntry = false
    /// What it asks of others before it acts, for which no thread waits; nil when nothing.
    var prepare: (@Sendable (Call) async throws -> Call)?
    /// Whether it goes through everything that is there, which costs as much.
    var readsEverything = false
    /// Does it.
    let act: @Sendable (Call) throws -> Answer

    /// What a request costs of what its key and tenant are granted: what has to be worked out, more than what is looked up.
    var cost: Int {
        if case .document = body { return 20 }
        if readsEverything { return 50 }
        if path.hasPrefix("/v1/reports/") || isLook && parameters.contains(where: { $0.name == "cursor" }) { return 10 }
        return method == .post ? 5 : 1
    }

    /// Whether its requests have names, so that each is done once: all that change something.
    var isNamed: Bool { method == .post && !isLook && takesNames }

    /// Whether somebody may come by a session.
    var takesSessions: Bool {
        switch door {
        case .open, .signIn: false
        case .anybody, .session, .right: true
        }
    }

    /// Whether nobody may come by anything else.
    var needsSession: Bool { if case .session = door { true } else { false } }

    /// The names in braces.
    var places: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// What stands in the places of a path; nil when it is another path.
    func match(_ parts: [Substring]) -> [String: String]? { Self.match(path, parts) }

    /// What stands in the places of a path, given its form; nil when it is another path.
    static func match(_ path: String, _ parts: [Substring]) -> [String: String]? {
        let own = path.split(separator: "/")
        guard own.count == parts.count else { return nil }
        var found: [String: String] = [:]
        for (mine, theirs) in zip(own, parts) {
            if mine.hasPrefix("{") {
                guard let text = theirs.removingPercentEncoding else { return nil }
                found[String(mine.dropFirst().dropLast())] = text
            } else if mine != theirs {
                return nil
            }
        }
        return found
    }
}

/// Every route.
enum RouteTable {
    /// All of them, in the order of the document.
    static let all: [Route] =
        documents + claims + claimHistory + patients + held + cases + caseWork + proposals + effects + events
        + webhooks + destinations
        + reports + rules + roster + emergencies + keys + audit + trails + jobs + holds + retention + usage + session
        + provider + service

    /// What a path leads to.
    enum Found {
        case route(Route, [String: String])
        case otherMethods([Route.Method])
        case nothing
    }

    /// The same by how many parts their paths have.
    private static let byLength = Dictionary(grouping: all) { $0.path.split(separator: "/").count }

    /// What a method and a path lead to.
    static func find(_ method: String, _ path: String) -> Found {
        guard path.hasPrefix("/"), !path.contains("//"), path.last != "/" else { return .nothing }
        let parts = path.split(separator: "/")
        let there = (byLength[parts.count] ?? []).compactMap { route in route.match(parts).map { (route, $0) } }
        // A path without places goes before one with places.
        if let (route, places) = there.filter({ $0.0.method.rawValue == method }).min(by: { $0.1.count < $1.1.count }) {
            return .route(route, places)
        }
        return there.isEmpty ? .nothing : .otherMethods(Set(there.map(\.0.method)).sorted { $0.rawValue < $1.rawValue })
    }
}
