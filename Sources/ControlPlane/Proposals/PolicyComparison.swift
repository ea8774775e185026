import Journal
package import RevenueCycle

/// What an approval policy would have asked of the proposals of the last days, beside the one in force.
package struct PolicyComparison: Sendable {
    /// A proposal of which another policy asks something else.
    package struct Difference: Hashable, Sendable {
        /// The proposal's public id.
        package let proposal: String
        /// What kind of change it is.
        package let kind: ProposalKind
        /// What the policy in force asks for, one line for each rule.
        package let now: [String]
        /// What the other asks for.
        package let then: [String]
    }

    /// How many proposals were looked at.
    package internal(set) var looked = 0
    /// Those that differ, in the order of their ids.
    package internal(set) var differences: [Difference] = []
}

extension ControlPlane {
    /// Says what a policy would change for the proposals of the last days.
    ///
    /// Both policies are asked about each as it stands now. Nothing of whom it is about is in the answer.
    ///
    /// - Parameters:
    ///   - file: the policy's file.
    ///   - days: of how many days, until now, proposals are looked at.
    /// - Returns: the differences.
    /// - Throws: ``ControlPlaneError`` when the text has faults or there is no right to it; ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Reads every proposal.
    package func comparePolicy(_ file: RuleText, days: Int = 31) throws -> PolicyComparison {
        // Whoever writes conditions and reads which proposals meet them learns what these are.
        try warrant(for: .adoptPolicy)
        let (policy, errors) = ApprovalPolicyReader.read(file, version: 0)
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        let since = clock().advanced(by: .seconds(-days * 24 * 3600))
        var streams: [StreamID] = []
        try eachRow(of: .proposal) { stream, _ in streams.append(stream) }
        var comparison = PolicyComparison()
        for stream in streams.sorted() {
            guard let first = try journal.entries(of: stream, limit: 1).first, first.header.recorded >= since,
                let recorded = try RecordedProposal(stream, in: journal), let current = recorded.proposal.current
            else { continue }
            let context = try ProposalWorld(of: current.content.subject, in: self).context
            guard let facts = recorded.proposal.facts(in: context.circumstances) else { continue }
            comparison.looked += 1
            let (now, then) = (context.policy.demand(for: facts), policy.demand(for: facts))
            guard now.withoutReasons != then.withoutReasons else { continue }
            comparison.differences.append(
                PolicyComparison.Difference(
                    proposal: PublicID.proposal(stream),
                    kind: current.content.change.kind,
                    now: now.words,
                    then: then.words
                )
            )
        }
        return comparison
    }
}

extension PolicyComparison.Difference {
    /// One row of `policy compare`.
    package var json: JSONValue {
        .object([
            ("proposal", .string(proposal)), ("kind", .string(kind.rawValue)), ("now", .texts(now)),
            ("then", .texts(then)),
        ])
    }
}

extension Demand {
    /// The same without why, which changes nothing.
    fileprivate var withoutReasons: Demand {
        switch self {
        case .forbidden(let rule):
            .forbidden(
                by: rule.map {
                    var rule = $0
                    rule.reason = ""
                    return rule
                }
            )
        case .automatic: self
        case .approvals(let demands):
            .approvals(demands.map { RuleDemand(rule: $0.rule, reason: "", demand: $0.demand) })
        }
    }

    /// What is demanded, one line for each rule.
    fileprivate var words: [String] {
        switch self {
        case .forbidden(let rule?): ["\(rule.id): forbidden"]
        case .forbidden(nil): ["no rule allows it"]
        case .automatic(let rules): rules.map { "\($0): nobody" }
        case .approvals(let demands):
            demands.map { demand in
                let roles = demand.demand.roles.map(\.rawValue).sorted().joined(separator: " or ")
                return "\(demand.rule): \(demand.demand.approvals) of \(roles)"
            }
        }
    }
}
