import Access
import ControlPlane
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// The names of header fields that are the API's own.
enum FieldNames {
    static let purpose = "Recourse-Purpose"
    static let documentName = "Recourse-Document-Name"
    /// Which event of a stream its reader had last (WHATWG HTML, 9.2).
    static let lastEventID = "Last-Event-ID"
}

/// Reads what a request says beside its path, strictly: what is not understood is refused and not passed over.
enum RequestReading {
    /// The form of an Idempotency-Key.
    static let keyPattern = "^[!-~]{1,255}$"
    /// The media types of a document; the first is RFC 1767's.
    static let documentTypes = ["application/edi-x12", "application/octet-stream"]
    /// Why patients may be looked at.
    static let purposes = Schema.words(of: Purpose.self)

    /// The key that a request shows.
    static func token(_ headers: HTTPFields) throws(Problem) -> APIKeyToken {
        let shown = headers[values: .authorization]
        guard shown.count == 1, shown[0].lowercased().hasPrefix("bearer "),
            let token = APIKeyToken(shown[0].dropFirst(7))
        else { throw Problem(.unauthenticated) }
        return token
    }

    /// A name or value of a query or form (WHATWG URL, 5.1); nil when a percent sign or a byte is none.
    static func decoded(_ part: Substring) -> String? { part.replacing("+", with: " ").removingPercentEncoding }

    /// The parameters of the query: each known, and there once.
    static func query(_ text: String?, for route: Route) throws(Problem) -> [String: String] {
        var found: [String: String] = [:]
        for pair in (text ?? "").split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let name = decoded(halves[0]), let value = decoded(halves[1]) else {
                throw Problem(.badRequest, "The query is not of the form name=value.")
            }
            let isKnown = route.parameters.contains { $0.name == name }
            if !isKnown, route.takesOtherParameters { continue }
            guard isKnown, found[name] == nil else {
                throw Problem(.badRequest, "The query has a parameter that this path does not know, or has it twice.")
            }
            found[name] = value
        }
        if let missing = route.parameters.first(where: { $0.isRequired && found[$0.name] == nil }) {
            throw Problem(.badRequest, "The query needs \(missing.name).")
        }
        return found
    }

    /// Why patients are looked at; for payment when a program says nothing.
    static func purpose(_ headers: HTTPFields, isNeeded: Bool = false) throws(Problem) -> Purpose {
        guard let text = try single(FieldNames.purpose, headers) else {
            guard !isNeeded else {
                throw Problem(.badRequest, "Whoever has signed in says in \(FieldNames.purpose) why they look.")
            }
            return .payment
        }
        guard let purpose = Purpose(rawValue: text) else {
            let all = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badRequest, "\(FieldNames.purpose) is one of \(all).")
        }
        return purpose
    }

    /// The name of a request.
    static func requestName(_ headers: HTTPFields) throws(Problem) -> String {
        guard let name = try single("Idempotency-Key", headers), (1...255).contains(name.utf8.count),
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Problem(
                .badRequest,
                "Each POST has an Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID, drawn anew for each request."
            )
        }
        return name
    }

    /// What If-Match says was seen: one strong entity tag.
    static func seen(_ headers: HTTPFields) throws(Problem) -> String? {
        guard let text = try single("If-Match", headers) else { return nil }
        guard text.count > 2, text.first == "\"", text.last == "\"" else {
            throw Problem(.badRequest, "If-Match is the ETag of the proposal, in quotation marks.")
        }
        return String(text.dropFirst().dropLast())
    }

    /// What a document is called by who sends it.
    static func documentName(_ headers: HTTPFields) throws(Problem) -> String? {
        guard let name = try single(FieldNames.documentName, headers) else { return nil }
        guard (1...200).contains(name.utf8.count), !name.contains("/"), !name.contains("\\") else {
            throw Problem(.badRequest, "\(FieldNames.documentName) is a file's name of at most 200 bytes.")
        }
        return name
    }

    /// Which event of the feed its sender had last.
    static func lastEventID(_ headers: HTTPFields) throws(Problem) -> String? {
        try single(FieldNames.lastEventID, headers)
    }

    /// Whether its sender takes server-sent events.
    static func acceptsEvents(_ headers: HTTPFields) -> Bool {
        headers[values: .accept].contains { value in
            value.split(separator: ",").contains { part in
                part.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased() == "text/event-stream"
            }
        }
    }

    /// Checks that a body is of a kind that its route takes.
    static func checkMediaType(_ headers: HTTPFields, for route: Route) throws(Problem) {
        let coding = headers[values: .contentEncoding].joined(separator: ",").lowercased()
        switch (coding, route.body) {
        case ("", _), ("identity", _), ("gzip", .document): break
        default: throw Problem(.unsupportedMediaType)
        }
        let text = headers[.contentType] ?? ""
        let type = text.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        switch route.body {
        case .none: return
        case .json, .oneOf: guard type == "application/json" else { throw Problem(.unsupportedMediaType) }
        case .document: guard documentTypes.contains(type) else { throw Problem(.unsupportedMediaType) }
        }
    }

    /// Whether a body is packed by gzip, which only documents are.
    private static func isPacked(_ headers: HTTPFields) -> Bool {
        headers[.contentEncoding]?.lowercased() == "gzip"
    }

    /// Reads a body up to a limit and within a time, and unpacks it.
    ///
    /// - Throws: ``Problem`` when it is longer, or takes too long; what the connection says when it ends.
    static func body(of request: Request, for route: Route, _ limits: Limits) async throws -> [UInt8] {
        let most: Int
        switch route.body {
        case .none: most = 0
        case .json, .oneOf: most = limits.bodyBytes
        case .document: most = limits.documentBytes
        }
        return try await body(of: request, atMost: most, limits)
    }

    /// Reads a body of at most so many bytes, within a time, and unpacks it.
    static func body(of request: Request, atMost most: Int, _ limits: Limits) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > most { throw Problem(.tooLarge) }
        let end = ContinuousClock.now.advanced(by: .seconds(limits.bodySeconds))
        let reader = isPacked(request.headers) ? try GzipReader(atMost: most) : nil
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard ContinuousClock.now < end else { throw Problem(.badRequest, "The body took too long.") }
            if let reader {
                try reader.read(Array(chunk.readableBytesView)) { bytes.append(contentsOf: $0) }
            } else {
                guard bytes.count + chunk.readableBytes <= most else { throw Problem(.tooLarge) }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        }
        guard reader?.isEnded ?? true else { throw Problem(.badRequest, "What was packed has no end.") }
        return bytes
    }

    private static func single(_ name: String, _ headers: HTTPFields) throws(Problem) -> String? {
        guard let field = HTTPField.Name(name) else { return nil }
        let values = headers[values: field]
        guard values.count <= 1 else { throw Problem(.badRequest, "\(name) is there twice.") }
        return values.first
    }
}
