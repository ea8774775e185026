import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

@Suite("What is proposed by the API") struct ProposalFormTests {
    /// A body of each form, about a claim; of the twelve kinds, patient messages have two forms.
    private static func samples(_ claim: String) -> [(form: ProposalKind, own: [String: Any])] {
        [
            (.appeal, ["letter": "Look again.", "grounds": ["It was there."], "level": "first"]),
            (
                .correctedClaim,
                [
                    "fields": [
                        ["field": "authorizationNumber", "value": "A-1"], ["field": "diagnoses", "value": NSNull()],
                    ]
                ]
            ),
            (.patientMessage, ["text": "You owe nothing.", "about": "answer", "channel": "portal", "language": "es"]),
            (
                .patientMessage,
                [
                    "message": "billExplanation", "channel": "letter", "addressee": "A. B.", "contact": "call 555-0100",
                    "assistance": "at the desk", "applyBy": "2027-01-01", "needs": ["An answer"],
                ]
            ),
            (.recordsRequest, ["records": ["Operative report"], "holder": "Records office", "neededBy": "2026-12-31"]),
            (
                .clinicalQuery,
                ["question": "What does the record show?", "indicators": ["Day 2: oxygen"], "choices": ["One", "Two"]]
            ),
            (.claimNote, ["text": "A note."]), (.claimNote, [:]),
            (.writeOff, ["amount": "1.00", "reason": "administrative", "balance": "payer"]),
            (.adjustment, ["amount": "-1.00", "balance": "payer", "note": "Twice."]),
            (.transferOfResponsibility, ["amount": "1.00", "from": "P", "to": "patient", "note": "Not covered."]),
            (.refund, ["amount": "1.00", "payee": "patient", "cause": "overpaid", "method": "check"]),
            (
                .paymentPlan,
                [
                    "total": "90.00", "downPayment": "10.00", "financeCharge": "0.00",
                    "instalments": [
                        ["due": "2026-12-01", "amount": "40.00"], ["due": "2027-01-01", "amount": "40.00"],
                    ],
                ]
            ),
            (
                .financialAssistance,
                ["program": "Policy 1", "share": "60", "amount": "5.00", "from": "2026-01-01", "through": "2026-12-31"]
            ),
        ]
    }

    private static func text(_ body: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: body, options: .sortedKeys), as: UTF8.self)
    }

    @Test func `is of every kind, each with all its members and no others`() async throws {
        try await APIWorld.serving(claims: 60) { world in
            try world.plane.setDestination("outbox", folder: world.root.path, reason: "A test.")
            let key = try world.key(.supervisor)
            let rows = try await world.ask("GET", "/v1/claims?limit=1000", key: key).items
            let all = rows.compactMap { $0["claim"] as? String }
            var proposed: Set<String> = []
            for (form, own) in Self.samples(all[0]) {
                var whole = own
                whole["kind"] = form.rawValue
                whole["why"] = "A test."
                if form.leaves { whole["destination"] = "outbox" }
                var status = 0
                // Not every claim can be appealed, corrected or spoken of like this.
                for claim in all where status != 200 {
                    whole["subject"] = claim
                    let reply = try await world.post("/v1/proposals", try Self.text(whole), key: key)
                    status = reply.status
                    try #require([200, 422].contains(status), "\(form) \(reply.text)")
                    guard status == 200, let id = try reply.json["proposal"] as? String else { continue }
                    let shown = try await world.ask("GET", "/v1/proposals/\(id)", key: key).json
                    #expect(shown["kind"] as? String == form.rawValue)
                    proposed.insert(form.rawValue)
                }
                #expect(status == 200, "\(form)")
                var more = whole
                more["surprise"] = "x"
                #expect(try await world.post("/v1/proposals", try Self.text(more), key: key).status == 400, "\(form)")
                let needed = form.schemas.map(Self.required)
                for name in whole.keys.sorted() {
                    var less = whole
                    less[name] = nil
                    let reply = try await world.post("/v1/proposals", try Self.text(less), key: key)
                    let isNeeded =
                        needed.allSatisfy { $0.contains(name) } || name == "message"
                        || (name == "text" && form == .patientMessage)
                    #expect(isNeeded == (reply.status == 400), "\(form) without \(name): \(reply.text)")
                }
            }
            #expect(proposed == Set(ProposalKind.allCases.map(\.rawValue)))
        }
    }

    private static func required(_ schema: Schema) -> Set<String> {
        guard case .object(let members) = schema else { return [] }
        return Set(members.filter { !$0.isOptional }.map(\.name))
    }

    @Test func `is approved as a reviewer has edited it, once, when it is what they saw`() async throws {
        try await APIWorld.serving(claims: 60) { world in
            let (author, other) = (try world.key(.denialSpecialist), try world.key(.supervisor))
            let claim = try #require(
                try await world.ask("GET", "/v1/claims?limit=1", key: author).items.first?["claim"] as? String
            )
            let looked = #"{"subjects":[],"reason":"Looked at."}"#
            #expect(try await world.post("/v1/claims/\(claim)/sensitivities", looked, key: other).status == 200)
            func body(_ amount: String, _ more: String = "") -> String {
                #"{"kind":"writeOff","why":"x","subject":"\#(claim)","amount":"\#(amount)","reason":"administrative","#
                    + #""balance":"payer"\#(more)}"#
            }
            let proposed = try await world.post("/v1/proposals", body("200.00"), key: author)
            let path = "/v1/proposals/\(try #require(try proposed.json["proposal"] as? String))"
            let seen = try #require(try await world.ask("GET", path, key: other).headers["etag"])
            let edited = body("150.00", #","approve":true"#)
            let revise = "\(path)/revisions"
            #expect(try await world.post(revise, edited, key: other).status == 428)
            #expect(try await world.post(revise, edited, key: other, seen: "\"0000000000000000\"").status == 412)
            #expect(
                try await world.post(revise, body("150.00"), key: other, seen: "\"0000000000000000\"").status == 412
            )
            #expect(try await world.post(revise, edited, key: author, seen: seen).status == 422)
            let done = try await world.post(revise, edited, key: other, name: "edit", seen: seen)
            // Whoever changes a word needs somebody else to agree.
            #expect(try done.json["status"] as? String == "open", "\(done.text)")
            #expect(try await world.post(revise, edited, key: other, name: "edit", seen: seen).body == done.body)
            let shown = try await world.ask("GET", path, key: other)
            let third = try world.key(.supervisor, named: "third")
            let now = shown.headers["etag"]
            let approved = try await world.post("\(path)/decisions", #"{"decision":"approve"}"#, key: third, seen: now)
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
            #expect(shown.text.contains("150.00") && !shown.text.contains("Write off $200.00"), "\(shown.text)")
        }
    }
}
