import Access
import ControlPlane
import Foundation
import HTTPTypes
import Journal
import RevenueCycle

/// A request as its route sees it: whose it is, and what it asks.
struct Call: Sendable {
    /// The store, for whoever asks.
    let plane: ControlPlane
    let route: Route
    /// What stands in the places of the path.
    let path: [String: String]
    let query: [String: String]
    /// The body; empty where the route takes none.
    let body: [UInt8]
    /// Why patients are looked at.
    let purpose: Purpose
    /// What If-Match says was seen.
    let seen: String?
    /// What the document is called by who sends it.
    let documentName: String?
    /// Which event of the feed its sender had last.
    var lastEventID: String?
    let limits: Limits
    /// How people sign in.
    var signIn = SignInOptions()
    /// The session by which it comes; nil when it comes by a key or by nothing.
    var session: (token: SessionToken, session: Session)?
    /// The session that the browser of somebody who signs in says it has.
    var shownSession: SessionToken?
    /// The provider by which people sign in; nil when there is none.
    var provider: ProviderConnection?
    /// The trip to the provider on which the browser says it is.
    var trip: SignInTrip?
    /// Whom the provider vouches for.
    var vouchedFor: Identity?
    /// Where the browser is to go.
    var destination: String?
    /// What is allowed of webhooks.
    let webhooks: WebhookSettings
    /// Every tenant of the server, for what is asked of all of them.
    var tenants: [ControlPlane] = []
    /// How the server is, for whoever asks.
    let metrics: @Sendable () -> String

    /// The question of this request, which is on record as the route's.
    var inquiry: Inquiry { plane.inquiry(for: purpose, by: "\(route.method.rawValue) \(route.path)") }

    /// What stands in a place of the path.
    func place(_ name: String) -> String { path[name] ?? "" }

    /// Reads the body, all of it.
    func reading<Value>(_ read: (inout JSONBody) throws -> Value) throws -> Value {
        var body = try JSONBody(body, depth: limits.depth)
        let value = try read(&body)
        try body.end()
        return value
    }

    /// The reason that the body states, and nothing else.
    func reason() throws -> String { try reading { body throws in try body.text("reason") } }

    /// A parameter that is a day.
    func day(of name: String) throws(Problem) -> CalendarDate? {
        guard let text = query[name] else { return nil }
        return try Self.day(text, name)
    }

    /// A parameter that is true or false; false when it is not there.
    func truth(_ name: String) throws(Problem) -> Bool {
        switch query[name] {
        case nil, "false"?: return false
        case "true"?: return true
        case .some: throw Problem(.badRequest, "\(name) is true or false.")
        }
    }

    /// A parameter that is one of some words.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        of type: Word.Type
    ) throws(Problem) -> Word? {
        guard let text = query[name] else { return nil }
        guard let word = Word(rawValue: text) else {
            throw Problem(.badRequest, "\(name) is one of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return word
    }

    /// From when to when: `from` this day or time on, up to the end of the day `to`, or that time.
    func times() throws(Problem) -> TimeRange {
        var first = Timestamp(microsecondsSince1970: .min)
        var last = Timestamp(microsecondsSince1970: .max)
        if let text = query["from"] {
            if let day = CalendarDate(iso: text) {
                first = Self.end(of: day.adding(days: -1))
            } else {
                first = try Self.moment(text, "from")
            }
        }
        if let text = query["to"] { last = try Self.moment(text, "to") }
        guard first <= last else { throw Problem(.badRequest, "from is later than to.") }
        return first..<last
    }

    /// The moment that a day, at its end, or a time stands for.
    static func moment(_ text: String, _ name: String) throws(Problem) -> Timestamp {
        if let day = CalendarDate(iso: text) { return end(of: day) }
        guard let date = try? Date(text, strategy: .iso8601), abs(date.timeIntervalSince1970) < 1e11 else {
            throw Problem(.badRequest, "\(name) is a day, YYYY-MM-DD, or a time, YYYY-MM-DDThh:mm:ssZ.")
        }
        return Timestamp(microsecondsSince1970: Int64(date.timeIntervalSince1970 * 1_000_000))
    }

    private static func end(of day: CalendarDate) -> Timestamp {
        Timestamp(microsecondsSince1970: (Int64(day.dayNumber) + 1) * 86_400_000_000 - 1)
    }

    /// The day to answer for.
    func day() throws(Problem) -> CalendarDate {
        guard let text = query["asOf"] else { return plane.today }
        return try Self.day(text, "asOf")
    }

    /// Which part of a list is wanted.
    func page() throws(Problem) -> Page {
        var limit = 100
        if let text = query["limit"] {
            guard text.utf8.count <= 4, let number = Int(text), (1...Page.largest).contains(number) else {
                throw Problem(.badRequest, "limit is a whole number from 1 to \(Page.largest).")
            }
            limit = number
        }
        return Page(after: query["cursor"], limit: limit)
    }

    /// Which claims are wanted.
    func filter() throws(Problem) -> ClaimFilter {
        var filter = ClaimFilter(payer: query["payer"], category: query["category"])
        if let text = query["status"] {
            guard let status = ClaimStatus(rawValue: text) else {
                throw Problem(.badRequest, "There is no such status.")
            }
            filter.status = status
        }
        if let text = query["since"] { filter.since = try Self.day(text, "since") }
        if let text = query["min"] {
            guard let amount = Money(decimal: text) else {
                throw Problem(.badRequest, "min is an amount such as 250.00.")
            }
            filter.minimum = amount
        }
        return filter
    }

    private static func day(_ text: String, _ name: String) throws(Problem) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { throw Problem(.badRequest, "\(name) is a day, YYYY-MM-DD.") }
        return day
    }
}

/// What a route answers.
struct Answer: Sendable {
    var status = HTTPResponse.Status.ok
    let body: String
    var mediaType = "application/json"
    /// The word for what is shown, by which a decision says what was seen.
    var tag: String?
    /// Whether it was given before, and is given again.
    var isRepeated = false
    /// What sets or takes away cookies.
    var cookies: [String] = []
    /// Where a browser goes from here; nil when it stays.
    var destination: String?

    /// An object.
    init(_ json: JSONValue) { body = json.text }

    /// A whole list.
    init(items: [JSONValue]) { self.init(.object([("items", .array(items))])) }

    /// A part of a list.
    init(_ list: Listed<JSONValue>) {
        self.init(.object([("items", .array(list.items)), ("next", .text(list.next))]))
    }

    /// The way to another address.
    init(to destination: String, setting cookies: [String]) {
        body = ""
        status = .seeOther
        self.destination = destination
        self.cookies = cookies
    }

    /// A text as it is.
    init(text: String, mediaType: String = "application/json") {
        body = text
        self.mediaType = mediaType
    }
}
