/// A message on its way to a webhook.
package struct OutgoingWebhook: Hashable, Sendable {
    /// A header field.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// Where it goes, as it was registered; it is vetted again by whoever sends.
    package let url: String
    /// The header fields, signature and all.
    package let fields: [Field]
    /// What it says.
    package let body: [UInt8]

    /// A message to a place.
    package init(url: String, fields: [(name: String, value: String)], body: [UInt8]) {
        self.url = url
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
        self.body = body
    }
}

/// How a message ended, in no more words than anybody may know.
///
/// Whoever can name a place and read what it says can look at what lies behind it. So nothing of an answer is kept but the hundreds of
/// its status and roughly how long it took; and whether a name is not known, leads inside, or nobody listens there, is all the same.
package enum WebhookOutcome: Hashable, Sendable, CustomStringConvertible {
    /// It was answered.
    case answered(StatusClass, Pace)
    /// It was answered 410: the receiver is gone for good.
    case gone
    /// There was no answer in time, from an address to which one may go.
    case unanswered

    /// The hundreds of a status.
    package enum StatusClass: String, Hashable, Sendable {
        case success = "2xx"
        case redirect = "3xx"
        case refusal = "4xx"
        case failure = "5xx"
        case other = "none of the usual"

        package init(_ status: Int) {
            self =
                switch status {
                case 200..<300: .success
                case 300..<400: .redirect
                case 400..<500: .refusal
                case 500..<600: .failure
                default: .other
                }
        }
    }

    /// Roughly how long an answer took.
    package enum Pace: String, Hashable, Sendable {
        case quick = "within a second"
        case slow = "within ten seconds"

        package init(_ time: Duration) { self = time < .seconds(1) ? .quick : .slow }
    }

    /// Whether the receiver took it.
    package var isTaken: Bool {
        if case .answered(.success, _) = self { true } else { false }
    }

    /// Whether the receiver wants no more.
    package var isGone: Bool { self == .gone }

    package var description: String {
        switch self {
        case .answered(let status, let pace): "answered \(status.rawValue) \(pace.rawValue)"
        case .gone: "answered 4xx: gone"
        case .unanswered: "not answered"
        }
    }
}
