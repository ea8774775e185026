import Connect
import Crypto
import Foundation
import Journal
import RevenueCycle
import StoreFailure
import Synchronization
import TestDatabases
import Testing

@testable import ControlPlane

/// Decisions that a test makes: a stream of which the last entry holds the hash of what is approved, or nothing.
struct TestAuthority: EffectAuthority {
    let journal: TenantJournal
    /// What happens after it was asked.
    var afterwards: () throws -> Void = {}

    static let kind = "test"
    static let type: UInt16 = 1000

    func approval(of request: EffectRequest, at now: Timestamp) throws -> EffectPermission {
        let stream = StreamID(request.approval.stream)
        let entries = try journal.verifiedEntries(of: stream)
        try afterwards()
        guard let last = entries.last, last.payload == request.approval.contentHash else {
            return .denied("It is not approved.")
        }
        return .granted(asserting: [stream: last.header.streamVersion])
    }
}

/// A store with a destination, a receiver who takes files, and effects that a test asks for.
final class EffectWorld {
    let store: TemporaryStore
    let clock = MovedClock()
    let outbox: URL
    /// Each time that the receiver took a file, by name.
    private(set) var taken: [String: Int] = [:]
    private var other: ControlPlane?
    private var generator = SystemRandomNumberGenerator()

    var plane: ControlPlane { store.plane }
    var journal: TenantJournal { store.plane.journal }
    static let destination = "outbox"
    static let patient = SourcePatientID(77)
    static let letter = Array("Please look again at this claim.".utf8)

    init(_ kind: StoreKind = .sqlite) throws {
        let clock = clock
        store = try TemporaryStore(kind, clock: { clock.now })
        outbox = store.root.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try plane.setDestination(Self.destination, folder: outbox.path, reason: "A test.")
    }

    deinit {
        other?.close()
        store.remove()
    }

    // MARK: - Asking

    /// Appends a decision that approves a letter, or withdraws what was approved.
    func decide(_ stream: StreamID, _ hash: [UInt8], requesting request: EffectRequest? = nil) throws {
        var append = Append(command: .random(), principal: "user:approver", purpose: "test")
        append.writes = [
            StreamWrite(
                stream: stream,
                expectedVersion: try journal.version(of: stream),
                events: [NewEvent(type: TestAuthority.type, schema: 1, subject: .tenant, payload: hash)]
            )
        ]
        if let request {
            append.evidence = [
                NewEvidence(
                    bytes: Self.letter,
                    mediaType: "text/plain",
                    name: "letter.txt",
                    subject: SubjectID(Self.patient.value),
                    retention: .correspondence
                )
            ]
            append.request(request, subject: SubjectID(Self.patient.value), at: clock.now)
        }
        _ = try journal.append(append, at: clock.now)
    }

    /// Approves a letter and asks for it to be delivered.
    @discardableResult
    func request(_ change: (inout EffectRequest) -> Void = { _ in }) throws -> EffectRequest {
        let stream = StreamID.random()
        let digest = Array(SHA256.hash(data: Self.letter))
        var request = EffectRequest(
            approval: EffectApproval(kind: TestAuthority.kind, stream: stream.value, contentHash: digest),
            destination: Self.destination,
            destinationEntry: try #require(try plane.destinations().first).entry,
            content: EffectContent(
                evidence: journal.evidenceID(of: Self.letter).bytes,
                digest: digest,
                mediaType: "text/plain",
                fileExtension: "txt"
            ),
            patients: [Self.patient],
            purpose: "appeal"
        )
        change(&request)
        try decide(stream, digest, requesting: request)
        return request
    }

    // MARK: - Working

    func executor(
        _ journal: TenantJournal? = nil,
        connector: ((Destination) -> any Connector)? = nil,
        authority: TestAuthority? = nil
    ) -> EffectExecutor {
        let clock = clock
        return EffectExecutor(
            journal: journal ?? self.journal,
            authorities: [TestAuthority.kind: authority ?? TestAuthority(journal: journal ?? self.journal)],
            connector: connector ?? \.connector,
            principal: "service:worker",
            clock: { clock.now }
        )
    }

    @discardableResult
    func work(_ executor: EffectExecutor? = nil) throws -> [EffectResult] {
        try (executor ?? self.executor()).workOff(using: &generator)
    }

    /// Works until nothing is due any more, with leases and waits run out.
    func workToTheEnd(_ executor: EffectExecutor? = nil) throws {
        for _ in 0..<12 {
            clock.advance(4000)
            try work(executor)
        }
    }

    /// The journal as whoever works beside this has it: on PostgreSQL another node, on SQLite another worker of the one process.
    func anotherWorkersJournal() throws -> TenantJournal {
        if other == nil { other = try store.anotherNode() }
        return other?.journal ?? journal
    }

    /// Has the receiver take what lies there for it.
    func receive() throws {
        for name in try files() where !name.hasSuffix(".part") {
            taken[name, default: 0] += 1
            try FileManager.default.removeItem(at: outbox.appendingPathComponent(name))
        }
    }

    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: outbox.path).sorted() }

    func stage(of request: EffectRequest) throws -> Effect.Stage {
        try #require(try RecordedEffect(request.stream, in: journal)).effect.stage
    }

    /// Whether an effect was refused, and nothing of it lies outside.
    func isRefused(_ request: EffectRequest) throws -> Bool {
        guard case .refused = try stage(of: request) else { return false }
        return try files() == []
    }

    /// Has the receiver say something of an effect.
    func put(_ text: String, for request: EffectRequest) throws {
        let name = "\(PublicID.effect(request.stream)).receipt"
        try Data(text.utf8).write(to: outbox.appendingPathComponent(name))
    }

    func problems() throws -> [String] {
        try (journal.verifyIntegrity().problems + plane.deepAudit()).map(\.description)
    }
}

/// A connector of which each step is a moment at which the process may end, or another may come in between.
struct InterruptedConnector: Connector {
    let whole: any Connector
    let failure: Failure
    /// What happens before each step.
    var before: () throws -> Void = {}
    /// What happens after each step.
    var after: () throws -> Void = {}

    var guarantee: DeliveryGuarantee { whole.guarantee }

    private func step<Value>(_ body: () throws -> Value) throws(DeliveryFault) -> Value {
        do {
            return try failure.touch {
                try before()
                let value = try body()
                try after()
                return value
            }
        } catch let fault as DeliveryFault {
            throw fault
        } catch {
            // The process has ended, or the connection broke.
            throw DeliveryFault(.unclear, "interrupted")
        }
    }

    func prepare(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) {
        do throws(DeliveryFault) {
            try step { try whole.prepare(delivery, as: attempt) }
        } catch {
            // Nothing outside is touched by it, whatever happens.
            throw DeliveryFault(error.certainty == .refused ? .refused : .notDone, error.description)
        }
    }

    func deliver(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> String? {
        try step { try whole.deliver(delivery, as: attempt) }
    }

    func settle(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> Settlement {
        try step { try whole.settle(delivery, as: attempt) }
    }

    func discard(_ delivery: Delivery, as attempt: String) {
        try? step { whole.discard(delivery, as: attempt) }  // What is left does no harm.
    }

    func clear(_ delivery: Delivery) {
        try? step { whole.clear(delivery) }  // What is left does no harm.
    }

    func receipts(limit: Int) throws(DeliveryFault) -> [IncomingReceipt] {
        try step { try whole.receipts(limit: limit) }
    }

    func take(_ receipt: IncomingReceipt) throws(DeliveryFault) { try step { try whole.take(receipt) } }
}

/// A receiver that is spoken to, such as a payer's service, with one of the other guarantees.
final class SpokenReceiver: Connector {
    let guarantee: DeliveryGuarantee
    /// Each name, and how often it had an effect.
    private var had: [String: Int] = [:]
    /// What it answers next, in place of doing it.
    var answers: [DeliveryFault] = []

    init(_ guarantee: DeliveryGuarantee) { self.guarantee = guarantee }

    func effects(_ name: String) -> Int { had[name] ?? 0 }

    func prepare(_ delivery: Delivery, as attempt: String) {}

    func deliver(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> String? {
        if !answers.isEmpty { throw answers.removeFirst() }
        if guarantee != .receiverHonoursName || had[delivery.name] == nil { had[delivery.name, default: 0] += 1 }
        return "R-\(delivery.name.suffix(4))"
    }

    func settle(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> Settlement {
        throw DeliveryFault(.unclear, "This receiver cannot be asked.")
    }

    func discard(_ delivery: Delivery, as attempt: String) {}
    func clear(_ delivery: Delivery) {}
    func receipts(limit: Int) -> [IncomingReceipt] { [] }
    func take(_ receipt: IncomingReceipt) {}
}
