import Access
import ControlPlane
import Foundation
import HTTPTypes
import Journal
import RevenueCycle

/// One page of the workbench, or one thing that a form of it does.
struct PageRoute: Sendable {
    let method: Route.Method
    /// The path, with names in braces where something stands.
    let path: String
    /// Its name, for the log and for metrics.
    let name: String
    /// Who may come; what somebody who has signed in may see and do is asked of the control plane.
    var door = Route.Door.session
    /// Whether it goes through everything of a kind, which costs as much as a list of the API.
    var readsMuch = false
    /// Does it.
    let act: @Sendable (PageCall) throws -> PageAnswer

    /// What a request costs of what its account and tenant are granted.
    var cost: Int { max(method == .post ? 5 : 1, readsMuch ? 10 : 1) }
}

/// A request as its page sees it.
struct PageCall: Sendable {
    /// The store, for whoever has signed in.
    var plane: ControlPlane
    let route: PageRoute
    /// The address that was asked for, with its query.
    let address: String
    /// What stands in the places of the path.
    let path: [String: String]
    let query: PageFields
    /// What a form sends; empty for what is only looked at.
    let form: PageFields
    let server: APIServer
    /// The session; nil for who has not signed in.
    var session: (token: SessionToken, session: Session)?
    /// The session that the browser of somebody who signs in says it has.
    var shownSession: SessionToken?

    /// What stands in a place of the path.
    func place(_ name: String) -> String { path[name] ?? "" }

    /// Asks what a page about a kind of things shows, which is one look on record, however many questions it takes; for the first purpose
    /// for which whoever asks may look at such.
    func inquiring<Value>(about resource: Resource, _ body: (Inquiry) throws -> Value) throws -> Value {
        try plane.inquiring(for: plane.purpose(toRead: resource), by: "page \(route.path)", body)
    }

    /// Whether whoever asks might do something with some thing of a kind.
    func mightDo(_ action: Action, _ resource: Resource) throws -> Bool {
        try Purpose.allCases.contains { try plane.mightDo(Right(action, resource), for: $0) }
    }

    /// The store, to do once what a form asks for, however often the browser sends it; a form that was filled in otherwise asks for
    /// something else.
    var once: ControlPlane {
        guard let name = form["request"], (16...64).contains(name.utf8.count) else { return plane }
        return plane.answering("page \(name) \(address) \(form.encoded)", asking: [])
    }

    /// Whether what a form asks for was done already.
    var isDone: Bool {
        get throws { if case nil = try once.earlierAnswer() { false } else { true } }
    }
}

/// What a page answers.
enum PageAnswer: Sendable {
    /// A page: its template, what fills it, and its title.
    case page(String, title: String, View, status: HTTPResponse.Status = .ok)
    /// The way to another.
    case go(to: String, cookies: [String] = [])
    /// A file of the workbench's own, and whether its address has the version of its content.
    case file(String, mediaType: String, isFinal: Bool)

    /// A page with forms: as it is, or with what is wrong of what one of them sent.
    static func form(_ template: String, title: String, _ view: View, fault: FormFault?) -> PageAnswer {
        var view = view
        view["fault"] = .maybe(fault?.words)
        view["faultField"] = .maybe(fault?.field)
        guard fault != nil else { return .page(template, title: title, view) }
        return .page(template, title: "Error: \(title)", view, status: .unprocessableContent)
    }
}

/// The fields of a query or a form, in order.
struct PageFields: Sendable {
    private let pairs: [(name: String, value: String)]

    /// No fields.
    init() { pairs = [] }

    /// Reads fields (WHATWG URL, 5.1).
    ///
    /// - Returns: nil when a percent sign or a byte is none.
    init?(_ text: String) {
        var pairs: [(String, String)] = []
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = RequestReading.decoded(halves[0]),
                let value = RequestReading.decoded(halves.count > 1 ? halves[1] : ""),
                !value.unicodeScalars.contains("\u{0}")
            else { return nil }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// The first of a name that is not empty.
    subscript(name: String) -> String? { pairs.first { $0.name == name && !$0.value.isEmpty }?.value }

    /// All of a name.
    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The fields of some names, written as a query; with others in their place.
    func query(of names: [String], setting others: KeyValuePairs<String, String?> = [:]) -> String {
        var parts: [String] = []
        for name in names {
            let other = others.first { $0.key == name }
            guard let value = other.map(\.value) ?? self[name] else { continue }
            parts.append("\(name)=\(PageFields.encoded(value))")
        }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    /// Every field, as it stands in a query.
    var encoded: String {
        pairs.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// A text as it stands in a query.
    static func encoded(_ text: String) -> String {
        var safe = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}"))
        safe.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: safe) ?? ""
    }
}
