import Access
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("An operation") final class AuthorityTests {
    private let store: TemporaryStore
    private var plane: ControlPlane { store.plane }

    init() throws { store = try TemporaryStore() }

    deinit { store.remove() }

    /// Has an operation done in such a way that it fails or changes nothing that matters here, once its right is there.
    private func attempt(_ operation: Operation, _ plane: ControlPlane) throws {
        let why = "A test."
        let change = ProposedChange.writeOff(.init(amount: Money(cents: 1), reason: .denial, balance: .payer))
        let draft = ProposalDraft(subject: "c_none", change: change, rationale: Rationale(text: why))
        let act = { (action: ProposalAction) in _ = try plane.act(action, on: "none", seen: nil) }
        let day = try #require(CalendarDate(iso: "2026-01-01"))
        switch operation {
        case .ingest: _ = try Ingestion.ingest([], into: plane)
        case .releaseHeld: try plane.release("none", reason: why)
        case .dismissHeld: try plane.dismiss("none", reason: why)
        case .linkPatients: try plane.link("none", "none", reason: why)
        case .unlinkPatients: try plane.link("none", "none", reason: why, isUndone: true)
        case .markSensitive: try plane.markSensitive("none", [], reason: why)
        case .refreshCases: try plane.refreshCases()
        case .openCase: _ = try plane.openCase(CaseDraft(subject: "none", kind: .appeal, reason: why))
        case .assignCase: try plane.act(.assign(to: nil), onCase: "none")
        case .scheduleCase: try plane.act(.setDue(day), onCase: "none")
        case .noteCase: try plane.act(.note(why), onCase: "none")
        case .recordAnswer: try plane.act(.answer(CaseAnswer(.payerLetter, text: why), file: nil), onCase: "none")
        case .linkCases: try plane.linkCase("none", to: ["none"], reason: why)
        case .unlinkCases: try plane.linkCase("none", to: ["none"], reason: why, isUndone: true)
        case .closeCase: try plane.act(.close(.noAction, reason: why), onCase: "none")
        case .reopenCase: try plane.act(.reopen(reason: why), onCase: "none")
        case .propose: _ = try plane.propose(draft)
        case .revise: _ = try plane.revise("none", draft)
        case .approve: try act(.approve)
        case .refuse: try act(.refuse(reason: why))
        case .sendBack: try act(.sendBack(reason: why))
        case .requestRecords: try act(.askForRecords([], reason: why))
        case .escalate: try act(.escalate(to: "q", reason: why))
        case .override: try act(.override(reason: why))
        case .retract: try act(.retract)
        case .withdraw: try act(.withdraw(reason: why))
        case .expire: try act(.expire)
        case .carryOutEffects: _ = try plane.carryOutEffects()
        case .takeReceipts: _ = try plane.takeReceipts()
        case .resolveEffect: try plane.resolveEffect("none", as: .retry, reason: why)
        case .showDestinations: _ = try plane.destinations()
        case .setDestination: try plane.setDestination("here", folder: "/nowhere", reason: why)
        case .removeDestination: try plane.removeDestination("none", reason: why)
        case .showJobs: _ = try plane.jobs()
        case .retryJob: try plane.retryJob("none", reason: why)
        case .discardJob: try plane.discardJob("none", reason: why)
        case .showRules: _ = try plane.ruleTexts()
        case .adoptRules: try plane.adopt([.shipped])
        case .showPolicy: _ = try plane.approvalPolicyText()
        case .adoptPolicy: try plane.adoptApprovalPolicy(.shippedApprovalPolicy, reason: why)
        case .showRetention: _ = try plane.retentionPolicy()
        case .adoptRetention: try plane.adopt(RetentionPolicy(), reason: why)
        case .runRetention: _ = try plane.runRetention(code: "none", asOf: day)
        case .showHolds: _ = try plane.holds()
        case .placeHold: _ = try plane.placeHold(on: "none", reason: why)
        case .releaseHold: try plane.releaseHold(99, reason: why)
        case .showReports: _ = try plane.aging(asOf: day)
        case .showUsage: try plane.requireUsage()
        case .breakGlass: _ = try plane.breakGlass(for: "absent", reason: why)
        case .endEmergency: try plane.endEmergency("absent", reason: why)
        case .reviewEmergency: try plane.reviewEmergency("absent", isJustified: true, finding: why)
        case .rotateKeys: _ = try plane.rotateTenantKey()
        case .changeMasterKey: try plane.changeMasterKey(to: .file("/nowhere/none.key"))
        case .acceptHistory: _ = try plane.acceptHistory(reason: why)
        case .proveHistory: _ = try plane.checkpoint()
        case .rebuild: _ = try plane.rebuild()
        case .showUsers: _ = try plane.roster()
        case .addUser: try plane.addAccount("user:test", human: "test", reason: why)
        case .endUser: try plane.endAccount("user:nobody", reason: why)
        case .grantRole: try plane.grant("biller", to: "user:nobody", reason: why)
        case .revokeRole: try plane.revoke("biller", from: "user:nobody", reason: why)
        case .changeSignIn: try plane.removeTOTP(of: "user:nobody", reason: why)
        case .showKeys: _ = try plane.apiKeys()
        case .issueKey:
            let end = plane.clock().advanced(by: .seconds(60))
            _ = try plane.issueKey(for: "user:nobody", scopes: nil, until: end, reason: why)
        case .rotateKey: _ = try plane.rotateKey("none", overlap: .zero, reason: why)
        case .revokeKey: try plane.revokeKey("none", reason: why)
        case .followEvents: _ = try plane.events(after: 0)
        case .showWebhooks: _ = try plane.webhooks()
        case .addWebhook: _ = try plane.addWebhook("none", of: nil, as: "none", reason: why)
        case .changeWebhook: _ = try plane.rotateWebhook("none", overlap: .zero, reason: why)
        case .removeWebhook: try plane.removeWebhook("none", reason: why)
        case .testWebhook: _ = try WebhookRunner(plane).tested("none")
        }
    }

    /// Whether it is refused for lack of a right; whatever else comes of it does not matter.
    private func isForbidden(_ operation: Operation, to principal: String) throws -> Bool {
        do {
            try attempt(operation, plane.acting(as: principal))
            return false
        } catch ControlPlaneError.forbidden {
            return true
        } catch is ControlPlaneError {
            return false
        } catch is JournalError {
            return false
        }
    }

    /// What the rules say of a role, asked beside the control plane: whether it gives the right at all, for some thing or, where the
    /// operation is about the tenant as a whole, without a bound.
    private func isPermitted(_ operation: Operation, _ role: Role, of facility: String?) -> Bool {
        let always = Validity(from: Instant(microsecondsSince1970: .min))
        let kind: PrincipalKind = role == .integration ? .service : .user
        let principal = Principal(
            id: PrincipalID("x"),
            kind: kind,
            person: HumanID("x"),
            grants: [Grant(id: GrantID("g"), role: role, place: plane.place, validity: always)],
            validity: always
        )
        let aboutOne: Set<Resource> = [.heldItem, .patient, .account, .case, .message, .proposal]
        let isAboutOne =
            aboutOne.contains(operation.right.resource) && operation != .refreshCases || operation == .resolveEffect
        let isBound = facility != nil && !isAboutOne
        let isReference = operation.right.resource.isReference && operation.right.action.isLook
        guard !isBound || isReference else { return false }
        return operation.purposes.contains { purpose in
            let question = Question(
                requester: Requester(principal),
                place: plane.place,
                action: operation.right.action,
                purpose: purpose
            )
            let target = Target(
                resource: operation.right.resource,
                place: plane.place,
                amount: .zero,
                owners: operation == .withdraw || operation == .revise ? [HumanID("x")] : []
            )
            return decide(question, about: target, in: Authority.roles, at: Instant(plane.clock())).permission != nil
        }
    }

    @Test func `is done by exactly those whose role gives the right`() throws {
        let roles = Role.stated.filter { $0 != .agent }
        for role in roles {
            for facility in [nil, "1234567893"] {
                let name = (role == .integration ? "service:" : "user:") + role.rawValue + (facility ?? "")
                let human = role == .integration ? nil : name
                try plane.addAccount(name, human: human, reason: "A test.")
                let bounds = GrantBounds(facilities: Set([facility].compactMap { $0 }.map { FacilityID($0) }))
                try plane.grant(role.rawValue, to: name, within: bounds, reason: "A test.")
                for operation in Operation.allCases {
                    let expected = !isPermitted(operation, role, of: facility)
                    #expect(
                        try isForbidden(operation, to: name) == expected,
                        "\(operation) by \(role), \(facility ?? "every facility")"
                    )
                }
            }
        }
    }

    @Test func `is nobody's who is not on the roster, and leaves nothing but its refusal`() throws {
        let head = try plane.journal.head()
        for operation in Operation.allCases {
            #expect(try isForbidden(operation, to: "user:stranger"), "\(operation)")
        }
        #expect(try plane.journal.head() == head)
        let refusals = try plane.accessLog.journal.entries(from: 1, limit: 1000).map { entry in
            #expect(entry.header.type == AccessLog.refused && entry.header.principal == "user:stranger")
            return try Refusal(decoding: #require(entry.payload))
        }
        #expect(Set(refusals.map(\.what)) == Set(Operation.allCases.map(\.rawValue)))
        #expect(refusals.allSatisfy { $0.reason == "noRole" })
        // Who watches over the store can list them; the stranger cannot, and that they tried is one more.
        let always = Timestamp(microsecondsSince1970: .min)..<Timestamp(microsecondsSince1970: .max)
        let audit = plane.inquiry(for: .audit, by: "test")
        let listed = try audit.refusals(within: always).map(\.item)
        #expect(listed.map(\.what) == refusals.map(\.what) && listed.map(\.right) == refusals.map(\.right))
        #expect(listed.allSatisfy { $0.principal == "user:stranger" && $0.reason == "noRole" && $0.rule == nil })
        #expect(throws: ControlPlaneError.self) {
            try plane.acting(as: "user:stranger").inquiry(for: .audit, by: "test").refusals(within: always)
        }
        #expect(try audit.refusals(of: "user:stranger", within: always).count == listed.count + 1)
        #expect(try audit.refusals(of: "user:nobody", within: always).isEmpty)
        let now = plane.clock().microsecondsSince1970
        let later = Timestamp(microsecondsSince1970: now + 1)..<Timestamp(microsecondsSince1970: now + 2)
        #expect(try audit.refusals(within: later).isEmpty)
    }

    @Test func `has a right that there is, and is the owner's who made the store`() throws {
        for operation in Operation.allCases {
            #expect(operation.right.exists && !operation.purposes.isEmpty, "\(operation)")
            #expect(try !isForbidden(operation, to: plane.principal), "\(operation)")
        }
    }

    @Test func `is not done any more from the moment on at which a role is taken back`() throws {
        try plane.addAccount("user:ada", human: "ada", reason: "A test.")
        try plane.grant("administrator", to: "user:ada", reason: "A test.")
        #expect(try !isForbidden(.showJobs, to: "user:ada"))
        // The owner is an account like others, and another administrator takes back what it may.
        try plane.acting(as: "user:ada").revoke("owner", from: plane.principal, reason: "A test.")
        for operation in Operation.allCases { #expect(try isForbidden(operation, to: plane.principal), "\(operation)") }
        #expect(throws: ControlPlaneError.self) { try plane.grant("owner", to: "user:ada", reason: "A test.") }
    }

    @Test func `on what may not be seen answers as on what is not there`() throws {
        let absent = ControlPlaneError.notFound(what: "held item none")
        try plane.addAccount("user:mira", human: "mira", reason: "A test.")
        let bounds = GrantBounds(facilities: [FacilityID("1234567893")])
        try plane.grant("supervisor", to: "user:mira", within: bounds, reason: "A test.")
        let mira = plane.acting(as: "user:mira")
        let asked = try mira.partialWarrant(for: .releaseHeld)
        let target = { (facility: String) in
            Target(resource: .heldItem, place: mira.place, facilities: [FacilityID(facility)])
        }
        #expect(throws: absent) { try asked.warrant(about: target("1999999984"), orAbsent: absent) }
        #expect(throws: absent) { try mira.release("none", reason: "A test.") }
        _ = try asked.warrant(about: target("1234567893"), orAbsent: absent)
    }
}
