import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane
@testable import Server

private let why = #""reason":"A test.""#

extension WorkedDay {
    /// Changes everything that can be changed, so that there is one of each thing.
    func begin() async throws {
        try await roster()
        try await destinations()
        try await rules()
        try await documents()
        try await letters()
        try await casework()
        try await patientsAndHolds()
        try await emergency()
    }

    /// Ends what was begun.
    func end() async throws {
        let users = "/v1/users/user:new"
        try await change("revokeRole", "\(users)/revoke", #"{"role":"biller",\#(why)}"#, by: .administrator)
        try await change("endUser", "\(users)/end", "{\(why)}", by: .administrator)
        try await webhook()
        try await held()
        let hold = try #require(places["hold"])
        try await change("releaseHold", "/v1/holds/\(hold)/release", "{\(why)}", by: .compliance)
        try await deadLetters()
        try await change("removeDestination", "/v1/destinations/outbox-of-a/remove", "{\(why)}", by: .administrator)
        try await signOut()
    }

    /// Lets the years go by after which records are destroyed, and destroys them.
    func evening() async throws {
        world.advance(13 * 366 * 86_400)
        let until = world.plane.now.advanced(by: .seconds(3600))
        let key = try world.plane.issueKey(for: "user:compliance", scopes: nil, until: until, reason: "A test.").text
        let plan = try await world.ask("GET", "/v1/retention/preview", key: key)
        let code = try #require(try plan.json["code"] as? String, "\(plan.text)")
        try await change("runRetention", "/v1/retention/run", #"{"confirm":"\#(code)"}"#, by: .compliance, key: key)
    }

    // MARK: - Accounts, places, rules

    private func roster() async throws {
        let new = #"{"account":"user:new","person":"new",\#(why)}"#
        try await change("addUser", "/v1/users", new, by: .administrator)
        learn("user", "user:new", absent: "user:absent")
        let grant = #"{"role":"biller","facilities":["1234567893"],"until":"2030-01-01",\#(why)}"#
        try await change("grantRole", "/v1/users/user:new/grant", grant, by: .administrator)
        let issue = #"{"account":"user:new","scopes":["read claim"],"days":2,\#(why)}"#
        let issued = try await change("issueKey", "/v1/api-keys", issue, by: .administrator)
        let key = try #require(issued["key"] as? String)
        learn("key", key)
        try await change("rotateKey", "/v1/api-keys/\(key)/rotate", "{\(why)}", by: .administrator)
        try await change("revokeKey", "/v1/api-keys/\(key)/revoke", "{\(why)}", by: .administrator)
        _ = try world.key(.integration)
        let hook = #"{"url":"https://hooks.example.com/","account":"service:integration",\#(why)}"#
        let made = try await change("addWebhook", "/v1/webhooks", hook, by: .administrator)
        learn("webhook", try #require(made["webhook"] as? String))
    }

    private func destinations() async throws {
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        learn("name", "outbox-of-a")
        let folder = #"{"folder":"\#(outbox.path)",\#(why)}"#
        try await change("setDestination", "/v1/destinations/outbox-of-a/set", folder, by: .administrator)
    }

    private var outbox: URL { world.root.appendingPathComponent("outbox") }

    private func rules() async throws {
        let retention = #"{"correspondence":8,\#(why)}"#
        try await change("adoptRetention", "/v1/retention/policy", retention, by: .compliance)
        let policy = try Self.quoted(RuleText.shippedApprovalPolicy.text)
        let adopt = #"{"file":"own.toml","text":\#(policy),\#(why)}"#
        try await change("adoptPolicy", "/v1/policy", adopt, by: .compliance)
        let deadline = """
            [[deadline]]
            id = "rule.ofa"
            path = "payerAppeal"
            title = "Dispute"
            applies_to = ["medicaid"]
            trigger = "payerDecision"
            length = 30
            unit = "calendarDays"
            filed_when = "postmarked"
            who_may_act = ["provider"]
            source = { kind = "manual", citation = "Provider manual 4.2" }
            confidence = "likely"
            plain = "Thirty days."
            """
        let own = #"{"file":"deadlines.toml","text":\#(try Self.quoted(deadline))}"#
        try await change("adoptRules", "/v1/rules", own, by: .compliance)
        learn("rule", "rule.ofa")
    }

    // MARK: - What comes in

    private func documents() async throws {
        let x12 = "application/edi-x12"
        // Files of which a transaction has no end, so that it is held.
        for file in world.month.files.prefix(3) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let cut = text.replacing(/SE\*\d+\*\d+~\n?/, with: "", maxReplacements: 1)
            try await change("ingestDocument", "/v1/documents", cut, by: .integration, type: x12)
        }
        let readings = try await world.ask("GET", "/v1/held?limit=1000", key: world.key(.supervisor)).items
            .filter { $0["kind"] as? String == "reading" }.compactMap { $0["id"] as? String }
        try #require(readings.count > 2, "\(readings)")
        for item in readings { learn("item", item) }
    }

    private func held() async throws {
        // The one that is looked at stays.
        let items = ids.keys.filter { $0 != places["item"] && ids[$0] == SampleRequests.places["item"] }.sorted()
        try await first(of: items, "releaseHeld", "release")
        try await first(of: items.reversed(), "dismissHeld", "dismiss")
    }

    /// Ends the first of some held items of which that can be: of some an amount cannot be read, and so they never count.
    private func first(of items: [String], _ name: String, _ word: String) async throws {
        let route = try #require(RouteTable.all.first { $0.name == name })
        let key = try world.key(.supervisor)
        for item in items {
            let headers = ["Content-Type": "application/json", "Idempotency-Key": UUID().uuidString]
            let path = "/v1/held/\(item)/\(word)"
            let body = Data("{\(why)}".utf8)
            let found = try await kept(route, path, "{\(why)}", headers, .supervisor, nil, key: key) { world in
                try await world.ask("POST", path, key: key, headers: headers, body: body)
            }
            guard found.reply.status != 200 else { return try await told(found) }
        }
        Issue.record("\(name): none of \(items.count) can be")
    }

    // MARK: - Proposals, and what leaves

    private func letters() async throws {
        let supervisor = try world.key(.supervisor)
        let claim = try await ApprovalDesk.deniedClaim(world, supervisor)
        learn("claim", claim)
        let row = try await world.ask("GET", "/v1/claims/\(claim)", key: supervisor).json
        learn("account", try #require(row["account"] as? String))
        let looked = #"{"subjects":[],\#(why)}"#
        try await change("markSensitive", "/v1/claims/\(claim)/sensitivities", looked, by: .supervisor)
        learn("effect", try #require(try await appeal("Delivered.")["effect"] as? String))
        try await change("runEffects", "/v1/effects/run", "{}", by: .supervisor)
        try await change("takeReceipts", "/v1/effects/receipts", "{}", by: .supervisor)
        // Two whose place is away for so long that nobody tries any more.
        let away = outbox.appendingPathExtension("away")
        try FileManager.default.moveItem(at: outbox, to: away)
        for letter in ["Tried again.", "Given up."] {
            learn("effect", try #require(try await appeal(letter)["effect"] as? String))
        }
        for _ in 0..<14 {
            world.advance(4000)
            _ = try await world.post("/v1/effects/run", "{}", key: supervisor)
        }
        try FileManager.default.moveItem(at: away, to: outbox)
        let key = try world.key(.administrator)
        for job in try await world.ask("GET", "/v1/jobs?dead=true", key: key).items {
            learn("job", try #require(job["job"] as? String))
        }
        // One that is sent back.
        let back = letter("Sent back.", about: claim)
        let proposed = try await change("propose", "/v1/proposals", back, by: .denialSpecialist)
        let path = "/v1/proposals/\(try #require(proposed["proposal"] as? String))"
        let seen = try #require(try await world.ask("GET", path, key: supervisor).headers["etag"])
        let send = #"{"decision":"sendBack",\#(why)}"#
        try await change("decide", "\(path)/decisions", send, by: .supervisor, seen: seen)
        let other = letter("Written anew.", about: claim)
        try await change("revise", "\(path)/revisions", other, by: .denialSpecialist)
    }

    /// Proposes an appeal and has it approved.
    private func appeal(_ words: String) async throws -> [String: Any] {
        let body = letter(words, about: try #require(places["claim"]))
        let proposed = try await change("propose", "/v1/proposals", body, by: .denialSpecialist)
        let id = try #require(proposed["proposal"] as? String)
        learn("proposal", id)
        let path = "/v1/proposals/\(id)"
        let seen = try #require(try await world.ask("GET", path, key: world.key(.supervisor)).headers["etag"])
        let approve = #"{"decision":"approve"}"#
        return try await change("decide", "\(path)/decisions", approve, by: .supervisor, seen: seen)
    }

    private func letter(_ words: String, about claim: String) -> String {
        #"{"kind":"appeal","why":"A test.","letter":"\#(words)","destination":"outbox-of-a","subject":"\#(claim)"}"#
    }

    private func deadLetters() async throws {
        let jobs = try await world.ask("GET", "/v1/jobs?dead=true", key: world.key(.administrator)).items
        try #require(jobs.count == 2, "\(jobs)")
        let named = try jobs.map { job in
            (try #require(job["job"] as? String), try #require(job["about"] as? String))
        }
        try await change("retryJob", "/v1/jobs/\(named[0].0)/retry", "{\(why)}", by: .administrator)
        let abandon = #"{"resolution":"abandon",\#(why)}"#
        try await change("resolveEffect", "/v1/effects/\(named[1].1)/resolve", abandon, by: .supervisor)
        try await change("discardJob", "/v1/jobs/\(named[1].0)/discard", "{\(why)}", by: .administrator)
    }

    private func webhook() async throws {
        let id = try #require(places["webhook"])
        try await change("rotateWebhook", "/v1/webhooks/\(id)/rotate", "{\(why)}", by: .administrator)
        // It said that it wants to be told no more.
        let stream = try world.plane.webhook(id).stream
        try world.plane.change(stream, .disabled, reason: "It answered 410.", by: nil)
        try await change("enableWebhook", "/v1/webhooks/\(id)/enable", "{\(why)}", by: .administrator)
        try await change("removeWebhook", "/v1/webhooks/\(id)/remove", "{\(why)}", by: .administrator)
    }

    // MARK: - Cases

    private func casework() async throws {
        let claim = try #require(places["claim"])
        let supervisor = try world.key(.supervisor)
        try await change("refreshCases", "/v1/cases/refresh", "{}", by: .supervisor)
        let open = #"{"subject":"\#(claim)","kind":"patientQuestion","value":"12.00",\#(why)}"#
        let opened = try await change("openCase", "/v1/cases", open, by: .supervisor)
        let workCase = try #require(opened["case"] as? String)
        learn("case", workCase)
        let path = "/v1/cases/\(workCase)"
        let other = try #require(
            try await world.ask("GET", "/v1/cases?limit=5", key: supervisor).items
                .compactMap { $0["case"] as? String }.first { $0 != workCase }
        )
        learn("case", other)
        let both = #"{"others":["\#(other)"],\#(why)}"#
        let file = #"{"name":"letter.txt","base64":"\#(Data("Paid.".utf8).base64EncodedString())"}"#
        let answer =
            #"{"answer":"appealOutcome","appeal":"overturned","text":"Paid","on":"2026-09-01","file":\#(file)}"#
        for (name, word, body) in [
            ("assignCase", "assign", #"{"account":"user:supervisor"}"#),
            ("scheduleCase", "schedule", #"{"due":"2027-01-01"}"#), ("noteCase", "note", #"{"text":"Looked at."}"#),
            ("linkCases", "link", both), ("unlinkCases", "unlink", both),
            ("callCase", "call", #"{"representative":"D. Lane","reference":"88213","outcome":"In review"}"#),
            ("answerCase", "answer", answer), ("closeCase", "close", #"{"outcome":"answered",\#(why)}"#),
            ("reopenCase", "reopen", "{\(why)}"),
        ] { try await change(name, "\(path)/\(word)", body, by: .supervisor) }
        let shown = try await world.ask("GET", path, key: supervisor).json
        #expect((shown["answers"] as? [[String: Any]])?.first?["hasEvidence"] as? Bool == true)
        #expect(shown["due"] as? String == "2027-01-01" && shown["assignee"] as? String == "user:supervisor")
    }

    // MARK: - Patients

    private func patientsAndHolds() async throws {
        let account = try #require(places["account"])
        let vip = #"{"subjects":["vip"],\#(why)}"#
        try await change("markAccountSensitive", "/v1/accounts/\(account)/sensitivities", vip, by: .supervisor)
        let looks = try await world.ask(
            "GET",
            "/v1/audit/looks?principal=user:supervisor",
            key: world.key(.auditor),
            headers: ["Recourse-Purpose": "audit"]
        ).items
        let patients = Set(looks.flatMap { $0["patients"] as? [String] ?? [] }).sorted()
        try #require(patients.count > 1)
        for patient in patients { learn("patient", patient) }
        let pair = #"{"other":"\#(patients[1])",\#(why)}"#
        try await change("linkPatients", "/v1/patients/\(patients[0])/link", pair, by: .supervisor)
        try await change("unlinkPatients", "/v1/patients/\(patients[0])/unlink", pair, by: .supervisor)
        let target = #"{"target":"\#(patients[0])",\#(why)}"#
        try await change("placeHold", "/v1/holds", target, by: .compliance)
        let hold = try await world.ask("GET", "/v1/holds", key: world.key(.compliance)).items.first?["hold"] as? Int
        learn("hold", "\(try #require(hold))")
    }

    /// Takes emergency access by a session, since no key does.
    private func emergency() async throws {
        try Browser.account("supervisor", .supervisor, in: world)
        let browser = Browser(world)
        self.browser = browser
        let signIn = try #require(RouteTable.all.first { $0.name == "signIn" })
        let body = #"{"name":"supervisor","password":"\#(Browser.password)"}"#
        let signedIn = try await kept(signIn, signIn.path, body, [:], .supervisor, nil) { _ in
            try await browser.post(signIn.path, body)
        }
        #expect(signedIn.reply.status == 200, "\(signedIn.reply.text)")
        let breakGlass = try #require(RouteTable.all.first { $0.name == "breakGlass" })
        let take = #"{"patient":"\#(try #require(places["claim"]))","minutes":5,\#(why)}"#
        let headers = ["Content-Type": "application/json", "Idempotency-Key": "glass"]
        let taken = try await kept(breakGlass, breakGlass.path, take, headers, .supervisor, nil) { _ in
            try await browser.post(breakGlass.path, take, changing: ["Idempotency-Key": "glass"])
        }
        #expect(taken.reply.status == 200, "\(taken.reply.text)")
        learn("emergency", try #require(try taken.reply.json["emergency"] as? String))
        let path = "/v1/emergencies/\(try #require(places["emergency"]))"
        try await change("endEmergency", "\(path)/end", "{\(why)}", by: .compliance)
        let found = #"{"verdict":"notInOrder","finding":"Nobody called."}"#
        try await change("reviewEmergency", "\(path)/review", found, by: .compliance)
    }

    private func signOut() async throws {
        let browser = try #require(browser)
        let route = try #require(RouteTable.all.first { $0.name == "endSession" })
        let body = #"{"sessions":"this"}"#
        let ended = try await kept(route, route.path, body, [:], .supervisor, nil) { _ in
            try await browser.post(route.path, body)
        }
        #expect(ended.reply.status == 200, "\(ended.reply.text)")
    }
}
