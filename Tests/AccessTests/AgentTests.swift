import Access
import RevenueCycle
import Testing

@Suite("An agent") struct AgentTests {
    private static let agent = House.principal(
        .agent,
        id: "agent:denials",
        person: "ida",
        [House.grant(.agent, id: "a")]
    )
    private static let mira = House.principal([House.grant(.biller, id: "m")])

    private func decision(
        _ requester: Requester,
        _ action: Action = .read,
        _ target: Target = House.claim()
    ) -> Decision {
        decide(House.question(requester, action), about: target, in: House.roles(), at: House.now)
    }

    @Test func `sees what both it and whoever it acts for may see, by the grants of both`() {
        let decision = decision(Requester(Self.agent, onBehalfOf: Self.mira))
        #expect(decision.groups == [.amounts])
        #expect(
            decision.permission?.sources == [
                Permission.Source(grant: GrantID("a"), rule: RuleID("aid")),
                Permission.Source(grant: GrantID("m"), rule: RuleID("look")),
            ]
        )
    }

    @Test func `never has more than whoever it acts for, nor more than itself`() {
        let nobody = House.principal(id: "user:new", person: "new", [])
        #expect(decision(Requester(Self.agent, onBehalfOf: nobody)).reason == .noRole)
        #expect(decision(Requester(Self.agent, onBehalfOf: Self.mira), .search).reason == .notPermitted)
        let bare = House.principal(.agent, id: "agent:bare", person: "ida", [])
        #expect(decision(Requester(bare, onBehalfOf: Self.mira)).reason == .noRole)
        let blind = House.role(.agent, heldBy: [.agent], [House.permit("aid", [.read], [.claim], fields: [.freeText])])
        let question = House.question(Requester(Self.agent, onBehalfOf: Self.mira))
        #expect(decide(question, about: House.claim(), in: House.roles([blind]), at: House.now).reason == .noFields)
    }

    @Test func `acts for somebody, and nobody else does`() {
        #expect(decision(Requester(Self.agent)).reason == .actsForNobody)
        #expect(decision(Requester(Self.agent, onBehalfOf: Self.agent)).reason == .actsForNobody)
        #expect(decision(Requester(Self.mira, onBehalfOf: Self.mira)).reason == .actsForNobody)
        let service = House.principal(.service, id: "service:feed", [House.grant(.integration)])
        #expect(decision(Requester(Self.agent, onBehalfOf: service)).groups == [.amounts])
        #expect(decision(Requester(service, onBehalfOf: Self.mira)).reason == .actsForNobody)
    }

    @Test func `ends with whoever it acts for`() {
        let left = House.principal(
            [House.grant(.biller)],
            validity: Validity(from: House.minute(0), revoked: House.now)
        )
        #expect(decision(Requester(Self.agent, onBehalfOf: left)).reason == .principalEnded)
        let ended = House.principal(
            .agent,
            [House.grant(.agent)],
            validity: Validity(from: House.minute(0), revoked: House.now)
        )
        #expect(decision(Requester(ended, onBehalfOf: Self.mira)).reason == .principalEnded)
    }

    @Test func `never does what is for people, even where rules say so`() {
        let everything = Set(Action.allCases)
        let roles = House.roles([
            House.role(.agent, heldBy: [.agent], [House.permit("all", everything, Set(Resource.allCases))]),
            House.role(.supervisor, [House.permit("all", everything, Set(Resource.allCases))]),
            House.role(.integration, heldBy: [.service], [House.permit("all", everything, Set(Resource.allCases))]),
        ])
        let supervisor = House.principal([House.grant(.supervisor)])
        let service = House.principal(.service, id: "service:feed", person: "sam", [House.grant(.integration)])
        for right in Right.all {
            let target = Target(resource: right.resource, place: House.here)
            let isForPeople = right.action.isForPeople
            for requester in [Requester(Self.agent, onBehalfOf: supervisor), Requester(service)] {
                let decision = decide(House.question(requester, right.action), about: target, in: roles, at: House.now)
                #expect((decision.reason == .peopleOnly) == isForPeople, "\(right)")
            }
            let own = decide(
                House.question(Requester(supervisor), right.action),
                about: target,
                in: roles,
                at: House.now
            )
            #expect(own.reason != .peopleOnly)
        }
    }

    @Test func `mends what it wrote for whoever it acts for, not what its keeper wrote`() {
        let permit = House.permit("own", [.edit], [.proposal], isForOwnWork: true)
        let roles = House.roles([
            House.role(.agent, heldBy: [.agent], [permit]), House.role(.biller, [permit]),
        ])
        let question = House.question(Requester(Self.agent, onBehalfOf: Self.mira), .edit)
        let own = decide(question, about: House.proposal(by: [HumanID("mira")]), in: roles, at: House.now)
        #expect(own.reason == nil)
        let keeper = decide(question, about: House.proposal(by: [HumanID("ida")]), in: roles, at: House.now)
        #expect(keeper.reason == .notOwnWork)
    }
}

@Suite("A person") struct PersonTests {
    private func reason(
        _ person: String,
        id: String,
        owners: Set<HumanID>,
        _ action: Action = .approve
    ) -> DenialReason? {
        let requester = Requester(House.principal(id: id, person: person, [House.grant(.supervisor)]))
        return decide(
            House.question(requester, action),
            about: House.proposal(by: owners),
            in: House.roles(),
            at: House.now
        ).reason
    }

    @Test func `does not decide on their own work, by whatever account`() {
        let owners: Set = [HumanID("mira"), HumanID("ida")]
        #expect(reason("mira", id: "user:mira", owners: owners) == .ownWork)
        #expect(reason("mira", id: "user:mira-night", owners: owners) == .ownWork)
        #expect(reason("ida", id: "user:ida", owners: owners) == .ownWork)
        #expect(reason("olu", id: "user:olu", owners: owners) == nil)
        #expect(reason("mira", id: "user:mira", owners: owners, .refuse) == nil)
    }

    @Test func `neither overrides, reviews nor grants for themselves`() {
        let permit = House.permit("all", Set(Action.allCases), Set(Resource.allCases))
        let roles = House.roles([House.role(.supervisor, [permit])])
        let requester = Requester(House.principal([House.grant(.supervisor)]))
        for right in Right.all {
            let own = Target(resource: right.resource, place: House.here, owners: [HumanID("mira")])
            let decision = decide(House.question(requester, right.action), about: own, in: roles, at: House.now)
            let isForOthers = [.approve, .override, .review, .grant].contains(right.action)
            #expect((decision.reason == .ownWork) == isForOthers, "\(right)")
        }
    }

    @Test func `counts once, with two accounts, with a key, and with an agent that acts for them`() {
        let grant = House.grant(.supervisor)
        let mira = House.principal(id: "user:mira", person: "mira", [grant])
        let night = House.principal(id: "user:mira-night", person: "mira", [grant])
        let key = House.principal(.service, id: "service:mira", person: "mira", [grant])
        let agent = House.principal(.agent, id: "agent:a", person: "ida", [grant])
        let olu = House.principal(id: "user:olu", person: "olu", [grant])
        let hers = [Requester(mira), Requester(night), Requester(key), Requester(agent, onBehalfOf: mira)]
        #expect(Requester.people(behind: hers) == 1)
        #expect(Requester.people(behind: hers + [Requester(olu)]) == 2)
        #expect(Requester(agent, onBehalfOf: mira).persons == [HumanID("mira"), HumanID("ida")])
    }
}
