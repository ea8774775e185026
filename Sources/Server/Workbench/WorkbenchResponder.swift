import ControlPlane
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Journal
import NIOCore

/// Answers browsers: finds the page, asks who has signed in, and has the page made on a thread that may block.
///
/// Lives here: pages for people, of what the API shows to programs. May not live here: anything that could be seen or done by a page and
/// not by the API.
struct WorkbenchResponder: Sendable {
    let server: APIServer
    let threads: WorkThreads
    private let templates: Templates

    init(server: APIServer, threads: WorkThreads) throws {
        self.server = server
        self.threads = threads
        templates = try Templates()
    }

    /// Whether a request is for a page.
    static func takes(_ request: Request) -> Bool {
        !request.uri.path.hasPrefix("/v1/") && (PageTable.has(request.uri.path) || wantsPage(request))
    }

    private static func wantsPage(_ request: Request) -> Bool {
        request.headers[values: .accept].contains { $0.lowercased().contains("text/html") }
    }

    func respond(to request: Request, id: String) async -> Response {
        let start = ContinuousClock.now
        var route: PageRoute?
        var tenant: String?
        var visitor: View?
        let response: Response
        do {
            server.requests.enter()
            defer { server.requests.leave() }
            let (found, places) = try Self.route(of: request)
            route = found
            let call = try await call(of: request, found, places)
            if call.session != nil { visitor = Self.visitor(call) }
            if found.door.isOfTenant {
                tenant = call.plane.journal.tenant
                try server.admit(call.plane, cost: found.cost)
            }
            let answer = try await self.answer(call)
            response = self.response(answer, visitor, server.signIn)
        } catch {
            let problem = Problem(error)
            if problem.kind == .internalFault || problem.kind == .unavailable {
                server.log.note("fault", [("what", .string("page: \(type(of: error))"))])
            }
            response = self.response(problem, to: request, visitor)
        }
        server.note(request, route?.name, response.status, since: start, id, tenant)
        return response
    }

    /// What a page answers; a form that is sent twice waits for the first, and is then answered as what was done.
    private func answer(_ call: PageCall) async throws -> PageAnswer {
        let requests = server.requests
        let lane = call.route.door.lane(of: call.plane.journal.tenant)
        for _ in 0..<100 {
            do {
                return try await threads.run(for: lane) {
                    guard let named = call.once.request else { return try call.route.act(call) }
                    do {
                        return try requests.once(named.stream) { try call.route.act(call) }
                    } catch JournalError.conflict(let stream, _, _) where stream == named.stream {
                        throw Problem(.inFlight)
                    }
                }
            } catch let problem as Problem where problem.kind == .inFlight {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw Problem(.inFlight)
    }

    private static func route(of request: Request) throws(Problem) -> (PageRoute, [String: String]) {
        switch PageTable.find(request.method.rawValue, request.uri.path) {
        case .route(let route, let places): return (route, places)
        case .nothing: throw Problem(.notFound)
        case .otherMethods: throw Problem(.methodNotAllowed)
        }
    }

    // MARK: - Who comes

    private func call(of request: Request, _ route: PageRoute, _ places: [String: String]) async throws -> PageCall {
        guard let query = PageFields(request.uri.query ?? "") else { throw Problem(.badRequest) }
        let headers = request.headers
        let page = OwnPage(origin: server.signIn.origin)
        let host = request.head.authority
        let address = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
        // A cookie that is none is as none.
        let shown = try? SessionCookie.read(headers)
        var form = PageFields()
        if route.method == .post {
            guard page.comesFromHere(headers, host: host) else { throw Problem(.crossSite) }
            form = try await self.form(of: request)
        }
        var call = PageCall(
            plane: server.planes[0],
            route: route,
            address: address,
            path: places,
            query: query,
            form: form,
            server: server,
            shownSession: shown
        )
        guard route.door.isOfTenant else { return call }
        guard let shown else { throw Problem(.unauthenticated) }
        let holder = try await threads.runShortly { [server] in try server.holder(of: shown) }
        guard let (plane, session) = holder else { throw Problem(.unauthenticated) }
        if route.method == .post {
            guard let token = form["formToken"], shown.hasFormToken(token) else { throw Problem(.crossSite) }
        }
        call.plane = plane
        call.session = (shown, session)
        return call
    }

    private func form(of request: Request) async throws -> PageFields {
        let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw Problem(.unsupportedMediaType) }
        let bytes = try await RequestReading.body(of: request, atMost: server.limits.bodyBytes, server.limits)
        guard let text = String(validating: bytes, as: UTF8.self), let form = PageFields(text) else {
            throw Problem(.badRequest, "The form could not be read.")
        }
        return form
    }

    /// What every page shows of who has signed in.
    private static func visitor(_ call: PageCall) -> View? {
        guard let (token, session) = call.session else { return nil }
        return View(["account": .text(session.principal), "formToken": .text(token.formToken)])
    }

    // MARK: - Writing

    private func response(_ answer: PageAnswer, _ visitor: View?, _ options: SignInOptions) -> Response {
        switch answer {
        case .page(let template, let title, let view, let status):
            return html(template, title: title, view, visitor, status: status)
        case .go(let address, let cookies):
            var fields = Self.fields(isTLS: options.isTLS)
            fields[.location] = address
            for cookie in cookies { fields.append(HTTPField(name: .setCookie, value: cookie)) }
            return Response(status: .seeOther, headers: fields)
        case .file(let text, let mediaType, let isFinal):
            var fields = Self.fields(isTLS: options.isTLS)
            fields[.contentType] = mediaType
            fields[.cacheControl] = isFinal ? "public, max-age=31536000, immutable" : "no-cache"
            return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private func html(
        _ template: String,
        title: String,
        _ view: View,
        _ visitor: View?,
        status: HTTPResponse.Status
    ) -> Response {
        var whole = View(["title": .text(title), "version": .text(TemplateText.version)]).merging(view)
        whole["visitor"] = visitor.map { .view($0) } ?? .nothing
        guard let text = templates.page(template, whole) else {
            server.log.note("fault", [("what", .string("page: no template"))])
            return Response(status: .internalServerError)
        }
        var fields = Self.fields(isTLS: server.signIn.isTLS)
        fields[.contentType] = "text/html; charset=utf-8"
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private func response(_ problem: Problem, to request: Request, _ visitor: View?) -> Response {
        if problem.kind == .unauthenticated {
            let address = request.uri.path + (request.uri.query.map { "?\($0)" } ?? "")
            let isLook = request.method == .get && address != "/"
            let next = isLook ? "?next=\(PageFields.encoded(address))" : ""
            return response(.go(to: "/sign-in\(next)", cookies: [SessionCookie.clearing]), nil, server.signIn)
        }
        let view = View([
            "words": .text(problem.kind.title), "detail": .maybe(problem.detail),
            "isRetriable": .truth([.unavailable, .notAsSeen, .inFlight, .conflict].contains(problem.kind)),
        ])
        return html("problem", title: "Error: \(problem.kind.pageTitle)", view, visitor, status: problem.kind.status)
    }

    /// What every answer says to a browser: what it may load and who may frame it (CSP Level 3), and that nobody may keep it.
    private static func fields(isTLS: Bool) -> HTTPFields {
        var fields: HTTPFields = [.cacheControl: "no-store"]
        fields[.xContentTypeOptions] = "nosniff"
        fields[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        for (name, value) in [("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin")] {
            if let field = HTTPField.Name(name) { fields[field] = value }
        }
        if isTLS { fields[.strictTransportSecurity] = "max-age=31536000" }
        return fields
    }
}

extension SignInOptions {
    /// Whether browsers come over TLS.
    fileprivate var isTLS: Bool { origin?.hasPrefix("https://") ?? false }
}

extension ProblemKind {
    /// The heading of its page.
    fileprivate var pageTitle: String {
        switch self {
        case .notFound: "not found"
        case .forbidden: "no right to this"
        case .notAsSeen: "it has changed"
        case .refused: "it was refused"
        case .crossSite: "not from this site"
        case .tooMany, .tooManyAttempts, .tooManyStreams: "too much was asked"
        default: "it could not be done"
        }
    }
}
