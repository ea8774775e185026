import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

extension WorkedDay {
    /// Asks every route that only looks, of things that are there.
    func look() async throws {
        let claim = try #require(places["claim"])
        let evidence = try #require(RouteTable.all.first { $0.name == "listEvidence" })
        let spans = try await look(evidence, "/v1/claims/\(claim)/evidence").reply.items
        learn("span", try #require(spans.first?["span"] as? String))
        // Of entries that another tenant has too there is nothing to tell apart.
        learn("entry", "\(try world.plane.journal.head())")
        for route in RouteTable.all where route.method == .get && !route.redirects && !route.needsSession {
            let path = try path(of: route)
            let found = try await look(route, path)
            let isAnswered = found.reply.status == 200 || route.mayRefuse && found.reply.status == 422
            #expect(isAnswered, "\(route.name): \(found.reply.text)")
            // To whom not every field is shown.
            guard case .right = route.door else { continue }
            for role in [Role.auditor, .patientSupport, .integration] where role != found.role {
                try await look(route, path, by: [role])
            }
        }
        try await search()
        try await compose()
    }

    /// Asks those that look by a body, of somebody who is there.
    private func search() async throws {
        for (name, body) in [
            ("searchPatients", #"{"named":"\#(try #require(places["patient"]))"}"#),
            ("searchAccounts", #"{"number":"\#(try #require(places["account"]))"}"#),
            ("searchPatients", #"{"named":"absent"}"#), ("searchAccounts", #"{"number":"absent"}"#),
        ] {
            let route = try #require(RouteTable.all.first { $0.name == name })
            let found = try await look(route, route.path, body)
            #expect(found.reply.status == 200, "\(name): \(found.reply.text)")
        }
        let policy = try #require(RouteTable.all.first { $0.name == "comparePolicy" })
        let text = try Self.quoted(RuleText.shippedApprovalPolicy.text)
        let compared = try await look(policy, policy.path, #"{"file":"own.toml","text":\#(text)}"#, by: [.compliance])
        #expect(compared.reply.status == 200, "\(compared.reply.text)")
    }

    /// Composes letters until one is; where the payer's remarks leave none open it says so.
    private func compose() async throws {
        let route = try #require(RouteTable.all.first { $0.name == "composeAppeal" })
        let key = try world.key(.supervisor)
        let work = try await world.ask("GET", "/v1/worklist?limit=1000&category=denial", key: key).items
        var statuses: [Int] = []
        for claim in work.prefix(40).compactMap({ $0["claim"] as? String }) where !statuses.contains(200) {
            statuses.append(try await look(route, "/v1/claims/\(claim)/appeal").reply.status)
        }
        #expect(statuses.contains(200) && statuses.allSatisfy { $0 == 200 || $0 == 422 }, "\(statuses)")
    }

    /// A text as JSON has it.
    static func quoted(_ text: String) throws -> String {
        let list = try JSONSerialization.data(withJSONObject: [text], options: .withoutEscapingSlashes)
        return String(String(decoding: list, as: UTF8.self).dropFirst().dropLast())
    }
}
