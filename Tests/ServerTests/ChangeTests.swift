import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// Every route that changes something, taken once through what it is for.
@Suite("A change by the API") struct ChangeTests {
    @Test func `is of the form that the document says, and is done once by its name`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let outbox = world.root.appendingPathComponent("outbox")
            try FileManager.default.createDirectory(
                at: outbox,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            var done: Set<String> = []
            func make(
                _ name: String,
                _ path: String,
                _ body: String,
                by role: Role,
                seen: String? = nil
            ) async throws
                -> [String: Any]
            {
                let route = try #require(RouteTable.all.first { $0.name == name }, "\(name)")
                let key = try world.key(role)
                let reply = try await world.post(path, body, key: key, name: name, seen: seen)
                #expect(reply.status == 200, "\(name): \(reply.text)")
                #expect(try OpenAPITests.faults(reply, route) == [], "\(name): \(reply.text)")
                let head = try world.plane.journal.head()
                let again = try await world.post(path, body, key: key, name: name, seen: seen)
                let first = try reply.json
                if first["secret"] != nil {
                    let kept = try again.json["secret"]
                    #expect(first["secret"] is String && kept is NSNull, "\(name)")
                } else if first["token"] == nil {
                    #expect(again.status == 200 && again.body == reply.body, "\(name): \(again.text)")
                } else {
                    // The secret is shown once and kept nowhere.
                    #expect(first["token"] is String, "\(name)")
                    #expect(
                        try again.json["token"] is NSNull && again.json["key"] as? String == first["key"] as? String
                    )
                }
                #expect(again.headers["idempotency-replayed"] == "true", "\(name)")
                #expect(try world.plane.journal.head() == head, "\(name) changed something twice")
                done.insert(name)
                return first
            }
            let why = #""reason":"A test.""#
            // Accounts and keys.
            let users = "/v1/users/user:new"
            _ = try await make(
                "addUser",
                "/v1/users",
                #"{"account":"user:new","person":"new",\#(why)}"#,
                by: .administrator
            )
            _ = try await make(
                "grantRole",
                "\(users)/grant",
                #"{"role":"biller","facilities":["1234567893"],"until":"2030-01-01",\#(why)}"#,
                by: .administrator
            )
            let issued = try await make(
                "issueKey",
                "/v1/api-keys",
                #"{"account":"user:new","scopes":["read claim"],"days":2,\#(why)}"#,
                by: .administrator
            )
            let key = try #require(issued["key"] as? String)
            _ = try await make("rotateKey", "/v1/api-keys/\(key)/rotate", "{\(why)}", by: .administrator)
            _ = try await make("revokeKey", "/v1/api-keys/\(key)/revoke", "{\(why)}", by: .administrator)
            _ = try await make("revokeRole", "\(users)/revoke", #"{"role":"biller",\#(why)}"#, by: .administrator)
            _ = try await make("endUser", "\(users)/end", "{\(why)}", by: .administrator)
            // Webhooks.
            _ = try world.key(.integration)
            let webhook = try await make(
                "addWebhook",
                "/v1/webhooks",
                #"{"url":"https://hooks.example.com/","account":"service:integration",\#(why)}"#,
                by: .administrator
            )
            let hook = "/v1/webhooks/\(try #require(webhook["webhook"] as? String))"
            _ = try await make("rotateWebhook", "\(hook)/rotate", "{\(why)}", by: .administrator)
            _ = try await make("removeWebhook", "\(hook)/remove", "{\(why)}", by: .administrator)
            // Destinations and rules.
            let folder = #"{"folder":"\#(outbox.path)",\#(why)}"#
            _ = try await make("setDestination", "/v1/destinations/payer/set", folder, by: .administrator)
            _ = try await make(
                "adoptRetention",
                "/v1/retention/policy",
                #"{"correspondence":8,\#(why)}"#,
                by: .compliance
            )
            #expect(
                try await world.ask("GET", "/v1/retention/policy", key: world.key(.compliance)).json as? [String: Int]
                    == ["claims": 10, "correspondence": 8, "access": 6, "ageOfMajority": 18]
            )
            let policy = try world.plane.approvalPolicyText()
            let text = try #require(
                String(data: JSONSerialization.data(withJSONObject: [policy.text]), encoding: .utf8)
            ).dropFirst().dropLast()
            _ = try await make(
                "adoptPolicy",
                "/v1/policy",
                #"{"file":"own.toml","text":\#(text),\#(why)}"#,
                by: .compliance
            )
            _ = try await make("adoptRules", "/v1/rules", #"{"file":"own.toml","text":""}"#, by: .compliance)
            // Claims, cases.
            let supervisor = try world.key(.supervisor)
            let work = try await world.ask("GET", "/v1/worklist?limit=1000&category=denial", key: supervisor).items
            let claims = NSOrderedSet(array: work.compactMap { $0["claim"] as? String }).array as? [String] ?? []
            let claim = try #require(claims.first)
            _ = try await make("refreshCases", "/v1/cases/refresh", "{}", by: .supervisor)
            let opened = try await make(
                "openCase",
                "/v1/cases",
                #"{"subject":"\#(claim)","kind":"patientQuestion","value":"12.00",\#(why)}"#,
                by: .supervisor
            )
            let workCase = try #require(opened["case"] as? String)
            let path = "/v1/cases/\(workCase)"
            let others = try await world.ask("GET", "/v1/cases?limit=5", key: supervisor).items
                .compactMap { $0["case"] as? String }.filter { $0 != workCase }
            let both = #"{"others":["\#(try #require(others.first))"],\#(why)}"#
            _ = try await make("assignCase", "\(path)/assign", #"{"account":"user:supervisor"}"#, by: .supervisor)
            _ = try await make("scheduleCase", "\(path)/schedule", #"{"due":"2027-01-01"}"#, by: .supervisor)
            _ = try await make("noteCase", "\(path)/note", #"{"text":"Looked at."}"#, by: .supervisor)
            _ = try await make("linkCases", "\(path)/link", both, by: .supervisor)
            _ = try await make("unlinkCases", "\(path)/unlink", both, by: .supervisor)
            _ = try await make(
                "callCase",
                "\(path)/call",
                #"{"representative":"D. Lane","reference":"88213","outcome":"In review"}"#,
                by: .supervisor
            )
            let file = #"{"name":"letter.txt","base64":"\#(Data("Paid.".utf8).base64EncodedString())"}"#
            _ = try await make(
                "answerCase",
                "\(path)/answer",
                #"{"answer":"appealOutcome","appeal":"overturned","text":"Paid","on":"2026-09-01","file":\#(file)}"#,
                by: .supervisor
            )
            _ = try await make("closeCase", "\(path)/close", #"{"outcome":"answered",\#(why)}"#, by: .supervisor)
            _ = try await make("reopenCase", "\(path)/reopen", "{\(why)}", by: .supervisor)
            let shown = try await world.ask("GET", path, key: supervisor).json
            #expect((shown["answers"] as? [[String: Any]])?.first?["hasEvidence"] as? Bool == true)
            #expect(shown["due"] as? String == "2027-01-01" && shown["assignee"] as? String == "user:supervisor")
            _ = try await make(
                "markSensitive",
                "/v1/claims/\(claim)/sensitivities",
                #"{"subjects":[],\#(why)}"#,
                by: .supervisor
            )
            let row = try await world.ask("GET", "/v1/claims/\(claim)", key: supervisor).json
            let account = try #require(row["account"] as? String)
            _ = try await make(
                "markAccountSensitive",
                "/v1/accounts/\(account)/sensitivities",
                #"{"subjects":["vip"],\#(why)}"#,
                by: .supervisor
            )
            // Patients.
            let looks = try await world.ask(
                "GET",
                "/v1/audit/looks?principal=user:supervisor",
                key: world.key(.auditor),
                headers: ["Recourse-Purpose": "audit"]
            ).items
            let patients = Set(looks.flatMap { $0["patients"] as? [String] ?? [] }).sorted()
            try #require(patients.count > 1)
            let pair = #"{"other":"\#(patients[1])",\#(why)}"#
            _ = try await make("linkPatients", "/v1/patients/\(patients[0])/link", pair, by: .supervisor)
            _ = try await make("unlinkPatients", "/v1/patients/\(patients[0])/unlink", pair, by: .supervisor)
            let target = #"{"target":"\#(patients[0])",\#(why)}"#
            _ = try await make("placeHold", "/v1/holds", target, by: .compliance)
            let hold = try #require(
                try await world.ask("GET", "/v1/holds", key: world.key(.compliance)).items.first?["hold"] as? Int
            )
            _ = try await make("releaseHold", "/v1/holds/\(hold)/release", "{\(why)}", by: .compliance)
            // Emergency access, which no key takes.
            let sue = world.plane.acting(as: "user:supervisor")
            let emergency = "/v1/emergencies/\(try sue.breakGlass(for: claim, reason: "A test.").id)"
            _ = try await make("endEmergency", "\(emergency)/end", "{\(why)}", by: .compliance)
            let found = #"{"verdict":"notInOrder","finding":"Nobody called."}"#
            _ = try await make("reviewEmergency", "\(emergency)/review", found, by: .compliance)
            // Proposals and effects.
            let second = try #require(claims.dropFirst().first)
            let letter =
                #"{"kind":"appeal","why":"A test.","letter":"Look.","destination":"payer","subject":"\#(second)"}"#
            let proposed = try await make("propose", "/v1/proposals", letter, by: .denialSpecialist)
            let id = try #require(proposed["proposal"] as? String)
            let other = letter.replacing("Look.", with: "Look again.")
            _ = try await make("revise", "/v1/proposals/\(id)/revisions", other, by: .denialSpecialist)
            let seen = try #require(try await world.ask("GET", "/v1/proposals/\(id)", key: supervisor).headers["etag"])
            _ = try await make(
                "decide",
                "/v1/proposals/\(id)/decisions",
                #"{"decision":"sendBack",\#(why)}"#,
                by: .supervisor,
                seen: seen
            )
            _ = try await make("runEffects", "/v1/effects/run", "{}", by: .supervisor)
            _ = try await make("takeReceipts", "/v1/effects/receipts", "{}", by: .supervisor)
            _ = try await make("removeDestination", "/v1/destinations/payer/remove", "{\(why)}", by: .administrator)
            // What is held, documents, what is stuck, and what is destroyed need a store of their own, emergency access a session.
            let elsewhere: Set = [
                "ingestDocument", "releaseHeld", "dismissHeld", "resolveEffect", "retryJob", "discardJob",
                "runRetention", "enableWebhook", "breakGlass",
            ]
            #expect(done.union(elsewhere) == Set(RouteTable.all.filter(\.isNamed).map(\.name)))
        }
    }
}
