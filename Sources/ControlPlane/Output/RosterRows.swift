import Access
package import Journal
import RevenueCycle

extension RosterAccount {
    /// One row of `users list`, as it stands at a moment.
    package func json(at now: Timestamp) -> JSONValue {
        .object([
            ("account", .string(principal.rawValue)), ("person", .text(human?.rawValue)),
            ("roles", .texts(roles(at: now).sorted().map(\.rawValue))),
            ("grants", .array(grants.filter { $0.validity.holds(at: Instant(now)) }.map(\.json))),
            ("ended", .text(ended.map { "\($0)" })),
        ])
    }
}

extension RosterGrant {
    /// The role with its bounds; what binds nothing is empty or null.
    fileprivate var json: JSONValue {
        .object([
            ("role", .string(role.rawValue)), ("facilities", .texts(bounds.facilities.map(\.rawValue).sorted())),
            ("programs", .texts(bounds.programs.map(\.rawValue).sorted())),
            ("payers", .texts(bounds.payers.map(\.rawValue).sorted())),
            ("upTo", .text(bounds.amountAtMost.map { "\($0)" })),
            ("clearances", .texts(bounds.clearances.map(\.rawValue).sorted())),
            ("until", .text(validity.until.map { "\(Timestamp($0))" })),
        ])
    }
}

extension APIKey {
    /// The rights that it is for, in words; nil for all of its account.
    package var scopeWords: [String]? { scopes?.map(\.description).sorted() }

    /// When it ends, or ended.
    package var end: Timestamp {
        Timestamp([validity.until, validity.revoked].compactMap { $0 }.min() ?? validity.from)
    }

    /// When it was issued.
    package var issued: Timestamp { Timestamp(validity.from) }

    /// One row of `api-keys list`.
    package var json: JSONValue {
        .object([
            ("key", .string(id.rawValue)), ("account", .string(principal.rawValue)),
            ("scopes", scopeWords.map(JSONValue.texts) ?? .null), ("issued", .string("\(issued)")),
            ("ends", .string("\(end)")), ("issuer", .string(issuer.rawValue)),
        ])
    }
}

extension Timestamp {
    /// The timestamp of a moment.
    init(_ moment: Instant) { self.init(microsecondsSince1970: moment.microsecondsSince1970) }
}
