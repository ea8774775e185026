import ControlPlane
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Journal
import NIOCore

/// What a request comes with: the connection, beside what the library needs.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, which is closed on a reader who takes nothing.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Takes a request from its bytes to its answer: finds its route, asks whose it is, reads it, and has it done on a thread that may
/// block.
struct APIResponder: HTTPResponder {
    typealias Context = APIContext

    let server: APIServer
    let threads: WorkThreads

    func respond(to request: Request, context: APIContext) async throws -> Response {
        let start = ContinuousClock.now
        var named: Route?
        var tenant: String?
        let response: Response
        do {
            server.requests.enter()
            defer { server.requests.leave() }
            let (route, places) = try Self.route(of: request)
            named = route
            let caller = try await caller(of: request, for: route)
            if route.door.isOfTenant {
                tenant = caller.plane.journal.tenant
                try server.admit(caller.plane, cost: route.cost)
            }
            switch try await outcome(of: request, route, places, caller) {
            case .answer(let answer): response = Self.response(answer)
            case .stream(let stream, let slot): response = Self.response(stream, slot, request.body, context.channel)
            }
        } catch {
            let problem = Problem(error)
            if problem.kind == .internalFault || problem.kind == .unavailable { note(error) }
            response = Self.response(problem)
        }
        server.note(request, named?.name, response.status, since: start, context.id, tenant)
        return response
    }

    private static func route(of request: Request) throws(Problem) -> (Route, [String: String]) {
        switch RouteTable.find(request.method.rawValue, request.uri.path) {
        case .route(let route, let places): return (route, places)
        case .nothing: throw Problem(.notFound)
        case .otherMethods(let methods):
            var problem = Problem(.methodNotAllowed)
            problem.fields = [(.allow, methods.map(\.rawValue).joined(separator: ", "))]
            throw problem
        }
    }

    /// What a request leads to.
    private enum Outcome {
        case answer(Answer)
        case stream(EventStream, OpenStreams.Slot)
    }

    private func outcome(
        of request: Request,
        _ route: Route,
        _ places: [String: String],
        _ caller: Caller
    ) async throws -> Outcome {
        let headers = request.headers
        let plane = caller.plane
        let query = try RequestReading.query(request.uri.query, for: route)
        let purpose = try RequestReading.purpose(headers, isNeeded: route.isLook && caller.session != nil)
        let seen = route.takesTag ? try RequestReading.seen(headers) : nil
        let name = try RequestReading.documentName(headers)
        let requestName = route.isNamed ? try RequestReading.requestName(headers) : nil
        var body: [UInt8] = []
        if route.method == .post {
            try RequestReading.checkMediaType(headers, for: route)
            body = try await RequestReading.body(of: request, for: route, server.limits)
        }
        let asked = [Array(request.uri.path.utf8), Array((seen ?? "").utf8), Array((name ?? "").utf8), body]
        var call = Call(
            plane: requestName.map { plane.answering($0, asking: asked) } ?? plane,
            route: route,
            path: places,
            query: query,
            body: body,
            purpose: purpose,
            seen: seen,
            documentName: name,
            limits: server.limits,
            signIn: server.signIn,
            session: caller.session,
            shownSession: caller.shown,
            webhooks: server.webhooks,
            metrics: { [server] in
                server.metrics.text(for: plane.journal.tenant, inFlight: server.requests.inFlight)
            }
        )
        call.tenants = server.planes
        if route.streams { call.lastEventID = try RequestReading.lastEventID(headers) }
        if route.redirects {
            call.provider = server.provider
            call.trip = try headers.cookie(TripCookie.name).flatMap { SignInTrip(String($0), at: plane.now) }
            call.shownSession = try? SessionCookie.read(headers)
        }
        let made = try await route.prepare?(call) ?? call
        if route.streams, RequestReading.acceptsEvents(headers) {
            // It goes on for longer than a session that nobody uses.
            guard caller.session == nil else {
                throw Problem(.badRequest, "A stream is for keys; a session is told in parts.")
            }
            return try await stream(for: made, headers)
        }
        let requests = server.requests
        let lane = route.door.lane(of: plane.journal.tenant)
        return .answer(try await threads.run(for: lane) { try Self.act(made, requests) })
    }

    /// The events that a request asks for, once it is known that its sender may be told of them.
    private func stream(for call: Call, _ headers: HTTPFields) async throws -> Outcome {
        let slot = try server.streams.slot(of: RequestReading.token(headers).id.rawValue, server.limits)
        let (start, kinds) = try await threads.run(for: .tenant(call.plane.journal.tenant)) {
            let (start, kinds) = (try call.feedStart(), try call.eventKinds())
            guard call.query["limit"] == nil else { throw Problem(.badRequest, "A stream has no limit.") }
            _ = try call.plane.events(after: start, of: kinds, limit: 1)
            return (start, kinds)
        }
        return .stream(
            EventStream(plane: call.plane, kinds: kinds, start: start, server: server, threads: threads),
            slot
        )
    }

    /// Whoever asks: the store for them, and by which session.
    private struct Caller {
        let plane: ControlPlane
        var session: (token: SessionToken, session: Session)?
        var shown: SessionToken?
    }

    /// Who asks; people sign in to the first tenant.
    private func caller(of request: Request, for route: Route) async throws -> Caller {
        let (planes, server) = (server.planes, server)
        let page = OwnPage(origin: server.signIn.origin)
        let host = request.head.authority
        switch route.door {
        case .open: return Caller(plane: planes[0])
        case .signIn:
            try page.checkSignIn(request.headers, host: host)
            return Caller(plane: planes[0], shown: try SessionCookie.read(request.headers))
        case .anybody, .right, .session: break
        }
        switch try Visitor(request.headers) {
        case .key(let token):
            if case .session = route.door { throw Problem(.unauthenticated) }
            let caller = try await threads.runShortly {
                try server.first { try $0.acting(through: token) }
            }
            guard let caller else { throw Problem(.unauthenticated) }
            return Caller(plane: caller)
        case .session(let token):
            if route.method == .post { try page.check(request.headers, host: host, token) }
            let holder = try await threads.runShortly { try server.holder(of: token) }
            guard let (plane, session) = holder else { throw Problem(.unauthenticated) }
            return Caller(plane: plane, session: (token, session))
        }
    }

    /// Does what is asked, or gives the answer that the same request was given before.
    private static func act(_ call: Call, _ requests: RequestsInFlight) throws -> Answer {
        guard let request = call.plane.request else { return try call.route.act(call) }
        return try requests.once(request.stream) {
            if let earlier = try earlier(call) { return earlier }
            do {
                return try call.route.act(call)
            } catch JournalError.conflict(let stream, let expected, let found) {
                // Another node answered the same request meanwhile, or something else changed.
                if stream == request.stream, let earlier = try earlier(call) { return earlier }
                throw JournalError.conflict(stream: stream, expected: expected, found: found)
            }
        }
    }

    private static func earlier(_ call: Call) throws -> Answer? {
        switch try call.plane.earlierAnswer() {
        case nil: return nil
        case .other?: throw Problem(.keyReused)
        case .same(let text)?:
            var answer = Answer(text: text)
            answer.isRepeated = true
            return answer
        }
    }

    // MARK: - Writing

    private static func response(_ answer: Answer) -> Response {
        var fields = fields(answer.mediaType)
        if let tag = answer.tag { fields[.eTag] = "\"\(tag)\"" }
        for cookie in answer.cookies { fields.append(HTTPField(name: .setCookie, value: cookie)) }
        if let destination = answer.destination { fields[.location] = destination }
        if answer.isRepeated, let name = HTTPField.Name("Idempotency-Replayed") { fields[name] = "true" }
        return Response(
            status: answer.status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: answer.body))
        )
    }

    /// The slot is kept for as long as the stream is.
    private static func response(
        _ stream: EventStream,
        _ slot: OpenStreams.Slot,
        _ request: RequestBody,
        _ channel: any Channel
    ) -> Response {
        Response(
            status: .ok,
            headers: fields("text/event-stream"),
            body: .init { writer in
                defer { slot.leave() }
                let connection = EventStream.Connection(
                    watch: { onEnd in
                        try await request.consumeWithInboundCloseHandler(
                            { _ in
                                while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
                            },
                            onInboundClosed: onEnd
                        )
                    },
                    cut: { channel.close(promise: nil) }
                )
                try await stream.run(&writer, over: connection)
            }
        )
    }

    private static func response(_ problem: Problem) -> Response {
        var fields = fields("application/problem+json")
        for (name, value) in problem.fields { fields[name] = value }
        let body = ByteBuffer(string: problem.json.text)
        return Response(status: problem.kind.status, headers: fields, body: .init(byteBuffer: body))
    }

    /// What every answer says: nobody may keep it, and its type is what it says.
    private static func fields(_ mediaType: String) -> HTTPFields {
        var fields: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store"]
        fields[.xContentTypeOptions] = "nosniff"
        return fields
    }

    /// Says what failed below; errors of the store have no patients' data in their texts, and of others only the type is told.
    private func note(_ error: any Error) {
        let words = (error as? JournalError)?.description ?? "\(type(of: error))"
        server.log.note("fault", [("what", .string(words))])
    }
}
