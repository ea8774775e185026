import Access
import Foundation
import Journal
import RevenueCycle
import TestDatabases
import Testing

@testable import Connect
@testable import ControlPlane

/// A desk whose happenings a webhook is told of; what is sent is ended as a test says, and nothing leaves.
private final class Told {
    let desk: ProposalDesk
    let runner: WebhookRunner
    private(set) var sent: [OutgoingWebhook] = []

    static let url = "https://hooks.example.com/recourse"

    init(_ kind: StoreKind = .sqlite) throws {
        desk = try ProposalDesk(kind)
        runner = WebhookRunner(desk.plane)
        try desk.plane.addAccount("service:follower", human: nil, reason: "A test.")
        try desk.plane.grant("integration", to: "service:follower", reason: "A test.")
    }

    func add(_ kinds: Set<PublicEvent.Kind>? = nil) throws -> (id: String, secret: WebhookSecret) {
        try desk.acting("ada").addWebhook(Self.url, of: kinds, as: "service:follower", reason: "A test.")
    }

    func open() throws {
        _ = try desk.plane.openCase(CaseDraft(subject: desk.claim, kind: .appeal, reason: "A test."))
    }

    /// Sends everything that is due.
    ///
    /// - Parameter outcome: how each ends.
    /// - Returns: the messages.
    /// - Throws: what the store says.
    @discardableResult
    func tell(_ outcome: WebhookOutcome = .answered(.success, .quick)) throws -> [OutgoingWebhook] {
        var generator = SystemRandomNumberGenerator()
        var told: [OutgoingWebhook] = []
        try runner.follow()
        while let due = try runner.next() {
            told.append(due.message)
            try runner.end(.init(due, outcome), using: &generator)
        }
        sent += told
        return told
    }
}

extension OutgoingWebhook {
    fileprivate subscript(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}

@Suite("A webhook") struct WebhookTests {
    private let refused = WebhookOutcome.answered(.failure, .quick)

    @Test(arguments: StoreKind.all) func `is told once of each event after it was registered, in its own words`(
        store: StoreKind
    ) throws {
        let told = try Told(store)
        try told.open()
        _ = try told.add([.caseOpened, .proposalCreated])
        #expect(try told.tell().isEmpty)
        try told.open()
        _ = try told.desk.propose()
        let messages = try told.tell()
        let feed = try told.desk.plane.events(after: 0, of: [.caseOpened, .proposalCreated]).events.suffix(2)
        #expect(messages.map(\.text).sorted() == feed.map(\.json.text).sorted())
        #expect(Set(messages.map { $0["webhook-id"] }).count == 2)
        #expect(try told.tell().isEmpty)
        #expect(try told.desk.plane.webhookDeliveries(of: nil).isEmpty)
        #expect(try told.desk.problems() == [])
    }

    @Test func `is told again until it takes it, each time by the same name, and given up in the end`() throws {
        let told = try Told()
        let id = try told.add([.caseOpened]).id
        try told.open()
        let first = try #require(try told.tell(refused).first)
        #expect(try told.tell(refused).isEmpty, "it waits")
        told.desk.clock.advance(8 * 3600)
        let second = try #require(try told.tell(.unanswered).first)
        #expect(second["webhook-id"] == first["webhook-id"] && second.body == first.body)
        #expect(second["webhook-timestamp"] != first["webhook-timestamp"])
        #expect(second["webhook-signature"] != first["webhook-signature"])
        var delivery = try #require(try told.desk.plane.webhookDeliveries(of: id).first)
        #expect(delivery.attempts == 2 && delivery.reason == "not answered" && delivery.word == "waiting")
        #expect(try told.desk.plane.webhooks()[0].status == "failing")
        // Another is taken meanwhile, so that it is not stopped.
        for _ in 0..<18 {
            told.desk.clock.advance(8 * 3600)
            _ = try told.tell(refused)
            if try told.desk.plane.webhookDeliveries(of: id).first?.word != "given up" {
                try told.desk.plane.change(
                    told.desk.plane.webhook(id).stream,
                    .recovered,
                    reason: "A test.",
                    by: nil
                )
            }
        }
        delivery = try #require(try told.desk.plane.webhookDeliveries(of: id).first)
        #expect(delivery.word == "given up" && delivery.attempts == WebhookJob.attempts)
        told.desk.clock.advance(30 * 86_400)
        #expect(try told.tell().isEmpty)
        // A person has it tried again.
        try told.desk.plane.retryJob(delivery.job.description, reason: "It is mended.")
        #expect(try told.tell().map { $0["webhook-id"] } == [first["webhook-id"]])
        #expect(try told.desk.plane.webhookDeliveries(of: id).isEmpty)
    }

    @Test
    func `is stopped when it takes nothing for days, or says that it is gone, and begins anew when a person says so`()
        throws
    {
        let told = try Told()
        let id = try told.add([.caseOpened]).id
        try told.open()
        _ = try told.tell(refused)
        told.desk.clock.advance(5 * 86_400 + 1)
        _ = try told.tell(refused)
        #expect(try told.desk.plane.webhooks().first?.status == "stopped")
        try told.open()
        told.desk.clock.advance(86_400)
        #expect(try told.tell().isEmpty)
        #expect(try told.desk.plane.webhookDeliveries(of: id).isEmpty)
        try told.desk.acting("ada").enableWebhook(id, reason: "It is mended.")
        #expect(try told.tell().isEmpty, "it begins with what comes")
        try told.open()
        #expect(try told.tell(.gone).count == 1)
        #expect(try told.desk.plane.webhooks().first?.stopped?.reason.contains("410") == true)
        #expect(throws: ControlPlaneError.self) { try told.desk.acting("mira").enableWebhook(id, reason: "A test.") }
    }

    @Test func `that fails and then takes something is not stopped for what was before`() throws {
        let told = try Told()
        _ = try told.add([.caseOpened])
        for _ in 0..<3 {
            try told.open()
            _ = try told.tell(refused)
            told.desk.clock.advance(3 * 86_400)
            #expect(try told.tell().count == 1)
        }
        #expect(try told.desk.plane.webhooks().map(\.status) == ["told"])
    }

    @Test func `is told nothing that its account may not read when it is told`() throws {
        let told = try Told()
        _ = try told.add([.caseOpened, .effectDelivered])
        try told.open()
        try told.desk.plane.markSensitive(told.desk.claim, [.vip], reason: "A test.")
        #expect(try told.tell().isEmpty)
        try told.desk.plane.markSensitive(told.desk.claim, [], reason: "A test.")
        try told.open()
        try told.desk.plane.revoke("integration", from: "service:follower", reason: "A test.")
        #expect(try told.tell().isEmpty)
        try told.desk.plane.grant("integration", to: "service:follower", reason: "A test.")
        #expect(try told.tell().isEmpty, "what was not to be told then is not told later")
        try told.open()
        try told.desk.plane.endAccount("service:follower", reason: "A test.")
        #expect(try told.tell().isEmpty)
    }

    @Test func `is told nothing once it is removed`() throws {
        let told = try Told()
        let id = try told.add().id
        try told.open()
        try told.runner.follow()
        #expect(try !told.desk.plane.webhookDeliveries(of: id).isEmpty)
        try told.desk.acting("ada").removeWebhook(id, reason: "A test.")
        #expect(try told.tell().isEmpty)
        #expect(throws: ControlPlaneError.self) { try told.desk.plane.webhook(id) }
        #expect(throws: ControlPlaneError.self) { try told.desk.plane.webhookDeliveries(of: id) }
    }

    @Test func `may be registered only where it leads outside, as somebody who may follow, by whoever has the right`()
        throws
    {
        let told = try Told()
        let ada = told.desk.acting("ada")
        for url in ["http://hooks.example.com/", "https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/", "x"] {
            #expect(throws: ControlPlaneError.self, "\(url)") {
                try ada.addWebhook(url, of: nil, as: "service:follower", reason: "A test.")
            }
        }
        for account in ["service:nobody", "user:mira"] {
            #expect(throws: ControlPlaneError.self, "\(account)") {
                try ada.addWebhook(Told.url, of: nil, as: account, reason: "A test.")
            }
        }
        #expect(throws: ControlPlaneError.self) {
            try ada.addWebhook(Told.url, of: nil, as: "service:follower", reason: " ")
        }
        for name in ["mira", "sue", "cleo"] {
            #expect(throws: ControlPlaneError.self, "\(name)") {
                try told.desk.acting(name).addWebhook(Told.url, of: nil, as: "service:follower", reason: "A test.")
            }
        }
        #expect(try told.desk.plane.webhooks().isEmpty)
    }

    @Test func `has two secrets while one takes the other's place, and then one`() throws {
        let told = try Told()
        let (id, first) = try told.add([.caseOpened])
        let second = try told.desk.acting("ada").rotateWebhook(id, overlap: .seconds(3600), reason: "A test.")
        #expect(first != second)
        func signatures() throws -> [String] {
            try told.open()
            let message = try #require(try told.tell().first)
            let seconds = try #require(Int64(message["webhook-timestamp"]))
            let good = [first, second].map { $0.signature(of: message["webhook-id"], at: seconds, message.body) }
            return message["webhook-signature"].split(separator: " ").map { signature in
                signature == good[0] ? "first" : signature == good[1] ? "second" : "neither"
            }
        }
        #expect(try signatures() == ["second", "first"])
        told.desk.clock.advance(3600)
        #expect(try signatures() == ["second"])
        #expect(throws: ControlPlaneError.self) {
            try told.desk.acting("ada").rotateWebhook(id, overlap: .seconds(8 * 86_400), reason: "A test.")
        }
    }

    @Test func `is told nothing twice after its follower has read everything again, but by the same name`() throws {
        let told = try Told()
        _ = try told.add([.caseOpened])
        try told.open()
        let first = try told.tell()
        try told.desk.journal.resetFollower("webhooks")
        #expect(try told.tell().map { $0["webhook-id"] } == first.map { $0["webhook-id"] })
        // One that still waits is not made a second time.
        try told.open()
        try told.runner.follow()
        try told.desk.journal.resetFollower("webhooks")
        #expect(try told.tell().count == 2)
    }

    @Test func `has its secret nowhere in clear`() throws {
        let told = try Told()
        let secret = try told.add().secret
        let needles = [Data(secret.bytes), Data(secret.text.utf8), Data(secret.text.dropFirst(6).utf8)]
        let folder = told.desk.store.root.appendingPathComponent("data")
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) else {
                continue
            }
            for needle in needles { #expect(bytes.range(of: needle) == nil, "\(path)") }
        }
    }
}

@Suite("The signature of a message") struct WebhookSignatureTests {
    /// From the specification's page, whose secret and message these are.
    @Test func `is that of Standard Webhooks`() throws {
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let secret = WebhookSecret(Array(key))
        let body = Array(#"{"test": 2432232314}"#.utf8)
        #expect(
            secret.signature(of: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330, body)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        )
    }

    /// By the libraries that receivers use, in an environment of their own.
    @Test(.timeLimit(.minutes(1))) func `is taken by the libraries of others, and no other is`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".tools/webhook-readers/bin/python3").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            return print("skipped: the readers of webhooks are not there; `make setup-tests` installs them")
        }
        let now = Int64(Date().timeIntervalSince1970)
        let (secret, other) = (WebhookSecret.random(), WebhookSecret.random())
        let body = #"{"entry":17,"type":"case.opened","timestamp":"2026-09-21T14:13:20Z","data":{"case":"k_0"}}"#
        let sign = { (secret: WebhookSecret, id: String, time: Int64, body: String) in
            secret.signature(of: id, at: time, Array(body.utf8))
        }
        let good = sign(secret, "msg_1", now, body)
        let cases: [(id: String, time: Int64, body: String, signature: String, isGood: Bool)] = [
            ("msg_1", now, body, good, true),
            ("msg_1", now, body, sign(other, "msg_1", now, body) + " " + good, true),
            ("msg_2", now, body, good, false), ("msg_1", now + 1, body, good, false),
            ("msg_1", now, body + " ", good, false), ("msg_1", now, body.replacing("17", with: "18"), good, false),
            ("msg_1", now, body, sign(other, "msg_1", now, body), false),
            ("msg_1", now - 600, body, sign(secret, "msg_1", now - 600, body), false),
            ("msg_1", now + 600, body, sign(secret, "msg_1", now + 600, body), false),
        ]
        let script = """
            import json, sys
            from standardwebhooks.webhooks import Webhook as One
            from svix.webhooks import Webhook as Two
            for line in sys.stdin:
                case = json.loads(line)
                for prefix, library in (('webhook', One), ('svix', Two)):
                    fields = {prefix + '-id': case['id'], prefix + '-timestamp': case['time'], prefix + '-signature': case['signature']}
                    try:
                        library(sys.argv[1]).verify(case['body'], fields)
                        print('good')
                    except Exception as error:
                        print('bad' if type(error).__name__ == 'WebhookVerificationError' else repr(error))
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", script, secret.text]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        for item in cases {
            let line = JSONValue.object([
                ("id", .string(item.id)), ("time", .string("\(item.time)")), ("body", .string(item.body)),
                ("signature", .string(item.signature)),
            ])
            input.fileHandleForWriting.write(Data((line.text + "\n").utf8))
        }
        try input.fileHandleForWriting.close()
        let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        process.waitUntilExit()
        #expect(lines == cases.flatMap { [$0.isGood ? "good" : "bad", $0.isGood ? "good" : "bad"] })
    }
}
