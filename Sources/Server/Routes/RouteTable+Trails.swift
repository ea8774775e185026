import Access
import ControlPlane

extension RouteTable {
    private static let times: [Route.Parameter] = [
        .init(name: "from", schema: .anyText, words: "From this day or time on."),
        .init(name: "to", schema: .anyText, words: "Up to this day, at its end, or time."),
    ]
    private static let who = "Who, as entries name them."

    /// Who looked at what, who was refused, and what left.
    static let trails: [Route] = [
        Route(
            method: .get,
            path: "/v1/patients/{patient}/looks",
            name: "listLooks",
            summary: "Lists every look at a patient's data, or at that of whoever is held to be the same person.",
            door: .right(Right(.read, .accessLog)),
            parameters: times,
            answer: Components.items(of: "Look"),
            isLook: true,
            readsEverything: true,
            act: { call in
                let range = try call.times()
                let looks = try known { try call.inquiry.looks(at: call.place("patient"), within: range) }
                return Answer(items: looks.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/patients/{patient}/disclosures",
            name: "listDisclosures",
            summary:
                "Lists what left about a patient, or whoever is held to be the same person: what, to whom and why.",
            door: .right(Right(.read, .disclosure)),
            answer: Components.items(of: "Disclosure"),
            isLook: true,
            act: { call in
                let disclosures = try known { try call.inquiry.disclosures(about: call.place("patient")) }
                return Answer(items: disclosures.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/audit/looks",
            name: "listLooksOf",
            summary: "Lists every look of a principal: whose data, and which kinds.",
            door: .right(Right(.read, .accessLog)),
            parameters: [.init(name: "principal", schema: .anyText, words: who, isRequired: true)] + times,
            answer: Components.items(of: "Look"),
            isLook: true,
            readsEverything: true,
            act: { call in
                let looks = try call.inquiry.looks(by: call.query["principal"] ?? "", within: call.times())
                return Answer(items: looks.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/audit/refusals",
            name: "listRefusals",
            summary: "Lists who was refused for lack of a right: what they wanted, and why they have it not.",
            door: .right(Right(.read, .accessLog)),
            parameters: [.init(name: "principal", schema: .anyText, words: who)] + times,
            answer: Components.items(of: "Refusal"),
            isLook: true,
            act: { call in
                let refusals = try call.inquiry.refusals(of: call.query["principal"], within: call.times())
                return Answer(items: refusals.map(\.json))
            }
        ),
    ]

    /// What is asked of a patient; of what is no patient's id, there is nothing.
    private static func known<Found>(_ ask: () throws -> [Found]) throws -> [Found] {
        do {
            return try ask()
        } catch ControlPlaneError.refused {
            throw Problem(.notFound)
        }
    }
}
