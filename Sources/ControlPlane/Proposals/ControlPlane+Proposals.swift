import Journal
import RevenueCycle

// Proposals and decisions: each is appended together with what follows from it, on the condition that policy, roster and marks
// are those that it was decided by.
extension ControlPlane {
    /// Proposes a change.
    ///
    /// - Returns: how it stands; at once released where the policy asks for nobody.
    /// - Throws: ``ControlPlaneError`` when there is no such subject or destination, or the proposal is refused; ``JournalError``.
    package func propose(_ draft: ProposalDraft) throws -> ProposalOutcome {
        let stream = StreamID.random()
        return try persist { plane in
            let asked = try plane.partialWarrant(for: .propose)
            let content = try plane.content(of: draft)
            let world = try ProposalWorld(of: content.subject, in: plane)
            _ = try asked.warrant(
                about: plane.target(of: content, in: world),
                orAbsent: .notFound(what: "record \(draft.subject)")
            )
            var recorded = RecordedProposal(new: stream, subject: try plane.sealing(content.subject, world))
            let context = world.asked(by: plane.principal, at: plane.clock())
            let author = try Self.author(context.actor, draft.program)
            try Self.follow(.propose(content, draft.rationale, author: author), on: &recorded, context)
            return try plane.append(recorded, in: world, context, purpose: "proposal")
        }
    }

    /// Proposes a change otherwise.
    ///
    /// What was decided about it before counts no longer.
    ///
    /// - Parameters:
    ///   - id: the proposal's public id.
    ///   - draft: what is proposed now.
    ///   - seen: the word that stood for what was shown; nil to revise whatever is there.
    /// - Returns: how it stands.
    /// - Throws: ``ControlPlaneError`` when there is no such proposal, it is not what was seen any more, or the revision is refused;
    ///   ``JournalError``.
    package func revise(_ id: String, _ draft: ProposalDraft, seen: String? = nil) throws -> ProposalOutcome {
        try persist { plane in
            let asked = try plane.partialWarrant(for: .revise)
            var recorded = try plane.recorded(id)
            let content = try plane.content(of: draft)
            let world = try ProposalWorld(of: content.subject, in: plane)
            _ = try asked.warrant(
                about: plane.target(of: content, in: world, owners: recorded.proposal.humans),
                orAbsent: .notFound(what: "proposal \(id)")
            )
            try plane.checkStanding(recorded, id, by: asked, owners: recorded.proposal.humans)
            if let seen { _ = try plane.review(of: recorded, id, in: world, ifSeen: seen) }
            let context = world.asked(by: plane.principal, at: plane.clock())
            let author = try Self.author(context.actor, draft.program)
            try Self.follow(.revise(content, draft.rationale, author: author), on: &recorded, context)
            return try plane.append(recorded, in: world, context, purpose: "revision of a proposal")
        }
    }

    /// Approves a proposal as a reviewer has edited it: their revision and their approval of it are one step.
    ///
    /// What others approved was something else and counts no longer, and whoever edited is an author whose approval the policy may not count.
    ///
    /// - Parameters:
    ///   - id: the proposal's public id.
    ///   - draft: what is proposed now.
    ///   - seen: the word that stood for what was shown before the edit.
    /// - Returns: how it stands; released when that was the last that the policy asks for.
    /// - Throws: ``ControlPlaneError`` when there is no such proposal, it is not what was seen any more, or the policy does not let
    ///   the principal do that; ``JournalError``.
    package func approve(_ id: String, as draft: ProposalDraft, seen: String) throws -> ProposalOutcome {
        try persist { plane in
            let approval = try plane.partialWarrant(for: .approve)
            let revision = try plane.partialWarrant(for: .revise)
            var recorded = try plane.recorded(id)
            let content = try plane.content(of: draft)
            let world = try ProposalWorld(of: content.subject, in: plane)
            let absent = ControlPlaneError.notFound(what: "proposal \(id)")
            _ = try approval.warrant(about: plane.target(of: content, in: world), orAbsent: absent)
            _ = try revision.warrant(
                about: plane.target(of: content, in: world, owners: recorded.proposal.humans),
                orAbsent: absent
            )
            try plane.checkStanding(recorded, id, by: approval)
            try plane.checkStanding(recorded, id, by: revision, owners: recorded.proposal.humans)
            let review = try plane.review(of: recorded, id, in: world, ifSeen: seen)
            let context = world.asked(by: plane.principal, at: plane.clock())
            try Self.follow(.approveWithEdits(review, content, draft.rationale), on: &recorded, context)
            return try plane.append(recorded, in: world, context, purpose: "approval of an edited proposal")
        }
    }

    /// Throws unless somebody may change what a proposal has now, whatever they would put in its place.
    @discardableResult func checkStanding(
        _ recorded: RecordedProposal,
        _ id: String,
        by warrant: PartialWarrant,
        owners: Set<HumanID> = []
    ) throws -> ProposalRevision {
        let absent = ControlPlaneError.notFound(what: "proposal \(id)")
        guard let current = recorded.proposal.current else { throw absent }
        let world = try ProposalWorld(of: current.content.subject, in: self)
        _ = try warrant.warrant(about: target(of: current.content, in: world, owners: owners), orAbsent: absent)
        return current
    }

    /// What somebody sees of a proposal now, if that is what they saw.
    private func review(
        of recorded: RecordedProposal,
        _ id: String,
        in world: ProposalWorld,
        ifSeen seen: String
    ) throws -> ReviewedContent {
        guard let current = recorded.proposal.current else { throw ControlPlaneError.notFound(what: "proposal \(id)") }
        let review = try ReviewedContent(current, world, self)
        guard seen == review.word else { throw ControlPlaneError.notAsSeen(proposal: id) }
        return review
    }

    /// Does something about a proposal as it was seen.
    ///
    /// - Parameters:
    ///   - action: what.
    ///   - id: the proposal's public id.
    ///   - seen: the word that stood for what was shown (``NamedProposal/seen``); nil where nothing need be seen: to retract, to
    ///     withdraw, to expire.
    /// - Returns: how it stands; released when that was the last that the policy asks for.
    /// - Throws: ``ControlPlaneError`` when there is no such proposal, it is not what was seen any more, or the policy does not let
    ///   the principal do that; ``JournalError``.
    package func act(_ action: ProposalAction, on id: String, seen: String?) throws -> ProposalOutcome {
        try persist { plane in
            let asked = try plane.partialWarrant(for: action.operation)
            return try plane.take(action, on: id, purpose: "decision about a proposal") { recorded, content, world in
                // Whether authors may approve is the policy's to say, and it is asked next.
                let owners = action.operation == .approve ? [] : recorded.proposal.humans
                _ = try asked.warrant(
                    about: plane.target(of: content, in: world, owners: owners),
                    orAbsent: .notFound(what: "proposal \(id)")
                )
            } ifSeen: { review in
                if action.needsSight, seen != review.word { throw ControlPlaneError.notAsSeen(proposal: id) }
            }
        }
    }

    /// Does something because the time has come for it, as the policy says, which needs nobody's right.
    ///
    /// - Throws: ``ControlPlaneError`` when the policy does not say so any more; ``JournalError`` or ``DecodingFault``.
    func act(_ action: ProposalAction, on id: String, inTime purpose: String) throws {
        _ = try persist { plane in try plane.take(action, on: id, purpose: purpose) }
    }

    /// Takes an action once, as everything is now.
    ///
    /// - Parameters:
    ///   - action: what is done.
    ///   - id: the proposal's public id.
    ///   - purpose: for the header of its entry.
    ///   - permitting: throws when whoever acts has no right to it.
    ///   - ifSeen: throws when they saw something else.
    /// - Returns: how the proposal stands.
    /// - Throws: ``ControlPlaneError`` when there is none, or it refuses the action; ``JournalError``, ``DecodingFault``, and what the
    ///   closures throw.
    private func take(
        _ action: ProposalAction,
        on id: String,
        purpose: String,
        permitting: (RecordedProposal, ProposalContent, ProposalWorld) throws -> Void = { _, _, _ in },
        ifSeen: (ReviewedContent) throws -> Void = { _ in }
    ) throws -> ProposalOutcome {
        var recorded = try recorded(id)
        guard let current = recorded.proposal.current else {
            throw ControlPlaneError.notFound(what: "proposal \(id)")
        }
        let world = try ProposalWorld(of: current.content.subject, in: self)
        try permitting(recorded, current.content, world)
        let context = world.asked(by: principal, at: clock())
        let review = try ReviewedContent(current, world, self)
        try ifSeen(review)
        try Self.follow(action.command(seeing: review), on: &recorded, context)
        return try append(recorded, in: world, context, purpose: purpose)
    }

    // MARK: - From a draft to a content

    private func content(of draft: ProposalDraft) throws -> ProposalContent {
        guard let subject = PublicID.subject(draft.subject) else {
            throw ControlPlaneError.notFound(what: "record \(draft.subject)")
        }
        var content = ProposalContent(subject: subject, change: draft.change, missing: draft.missing)
        if let name = draft.destination {
            guard let destination = try Destinations(in: journal).named[name] else {
                throw ControlPlaneError.notFound(what: "destination \(name)")
            }
            content.destination = ProposalDestination(name: name, entry: destination.entry)
            guard ProposalDocument(content) != nil else {
                throw ControlPlaneError.refused(
                    "Nothing is rendered of such a change yet, so it can have no destination."
                )
            }
            content.rendering = ProposalDocument.rendering
        }
        return content
    }

    /// Whom a proposal about something is sealed for.
    private func sealing(_ subject: ProposalSubject, _ world: ProposalWorld) throws -> SubjectID {
        if let claims = world.claims { return claims.subject }
        guard case .person(let patient) = subject,
            try !journal.lookup(space: KeySpace.sourcePatient.rawValue, BlindIndex(patient.value)).isEmpty
        else { throw ControlPlaneError.notFound(what: "record \(PublicID.subject(subject))") }
        return SubjectID(patient.value)
    }

    private static func author(
        _ actor: Reviewer,
        _ program: AuthorProgram?
    ) throws(ControlPlaneError) -> ProposalAuthor {
        if let program {
            return .rule(program, principal: actor.principal, onBehalfOf: Set([actor.human].compactMap { $0 }))
        }
        guard let human = actor.human else {
            throw .refused(
                "\(actor.principal.rawValue) is no person's account on the roster. `recourse users add` puts it there."
            )
        }
        return .person(human, principal: actor.principal)
    }

    func recorded(_ id: String) throws -> RecordedProposal {
        guard let stream = PublicID.proposal(id), let recorded = try RecordedProposal(stream, in: journal) else {
            throw ControlPlaneError.notFound(what: "proposal \(id)")
        }
        return recorded
    }

    // MARK: - Deciding and appending

    private static func follow(
        _ command: Proposal.Command,
        on recorded: inout RecordedProposal,
        _ context: Proposal.Context
    ) throws(ControlPlaneError) {
        do throws(Proposal.Refusal) {
            recorded.take(try recorded.proposal.decide(command, in: context))
        } catch {
            throw .refused(error.description)
        }
    }

    /// Appends what happened, with its release and effect where the policy is satisfied now.
    private func append(
        _ recorded: RecordedProposal,
        in world: ProposalWorld,
        _ context: Proposal.Context,
        purpose: String
    ) throws -> ProposalOutcome {
        var recorded = recorded
        var append = Append(command: newCommand(), principal: principal, purpose: purpose, asserting: world.versions)
        // What is not satisfied yet waits, which is no failure of what was asked.
        if let released = try? recorded.proposal.decide(.release, in: context) { recorded.take(released) }
        append.change(recorded, FactKeys(journal: journal))
        try addPosting(of: recorded, world, to: &append)
        let effect = recorded.proposal.release == nil ? nil : try addEffect(of: recorded, world, to: &append)
        let outcome = ProposalOutcome(
            id: PublicID.proposal(recorded.stream),
            status: recorded.proposal.status,
            effect: effect.map { PublicID.effect($0.stream) }
        )
        keep(outcome.json, in: &append)
        _ = try journal.append(append, at: clock())
        return outcome
    }

    /// Posts a financial change that takes effect to the claim file that it is about, in the same append.
    private func addPosting(of recorded: RecordedProposal, _ world: ProposalWorld, to append: inout Append) throws {
        guard recorded.proposal.release != nil, let content = recorded.proposal.current?.content,
            content.change.kind.posts, let claims = world.claims
        else { return }
        let isOfAccount: Bool
        switch content.subject {
        case .account: isOfAccount = true
        case .claim: isOfAccount = false
        case .person: return
        }
        guard let claim = claims.claims.lazy.compactMap(\.claim.earliestFact).first else { return }
        let posted = PostedChange(
            proposal: recorded.stream.value,
            claim: claim,
            isOfAccount: isOfAccount,
            date: max(CalendarDate(clock()), claims.account.position.lastDay ?? .distantPast),
            change: content.change
        )
        try append.post(posted, among: claims.streams, in: journal)
    }

    private func addEffect(
        of recorded: RecordedProposal,
        _ world: ProposalWorld,
        to append: inout Append
    ) throws -> EffectRequest? {
        guard let current = recorded.proposal.current, let destination = current.content.destination,
            let document = ProposalDocument(current.content)
        else { return nil }
        var patients = world.claims?.patients(journal) ?? []
        if case .person(let patient) = current.content.subject { patients = [patient] }
        let request = EffectRequest(
            approval: EffectApproval(
                kind: ProposalAuthority.kind,
                stream: recorded.stream.value,
                contentHash: current.hash.bytes
            ),
            destination: destination.name,
            destinationEntry: destination.entry,
            content: EffectContent(
                evidence: journal.evidenceID(of: document.bytes).bytes,
                digest: ContentHash.sha256(document.bytes).bytes,
                mediaType: document.mediaType,
                fileExtension: document.fileExtension
            ),
            patients: patients,
            purpose: current.content.change.kind.rawValue
        )
        append.evidence.append(
            NewEvidence(
                bytes: document.bytes,
                mediaType: document.mediaType,
                name: "\(PublicID.proposal(recorded.stream)).\(document.fileExtension)",
                subject: recorded.subject,
                retention: .correspondence
            )
        )
        append.request(request, subject: recorded.subject, at: clock())
        return request
    }

    /// Does something again as long as somebody else was faster; each time anew from what is on record.
    private func persist(_ body: (ControlPlane) throws -> ProposalOutcome) throws -> ProposalOutcome {
        for _ in 0..<Self.patience {
            do {
                return try body(self)
            } catch JournalError.conflict(let stream, let expected, let found) {
                // The same request was answered meanwhile, which trying again does not change.
                guard stream != request?.stream else {
                    throw JournalError.conflict(stream: stream, expected: expected, found: found)
                }
            }
        }
        return try body(self)
    }

    private static let patience = 20
}

extension Proposal {
    /// Everybody who wrote a revision of it, or had one written.
    var humans: Set<HumanID> { revisions.reduce(into: []) { $0.formUnion($1.author.humans) } }
}

extension ReviewedContent {
    /// What somebody sees who looks at a revision now.
    init(_ revision: ProposalRevision, _ world: ProposalWorld, _ plane: ControlPlane) throws {
        self.init(
            revision: revision.number,
            contentHash: revision.hash,
            rendered: ProposalDocument(revision.content).map { ContentHash.sha256($0.bytes) },
            rules: try plane.rulesEntry(),
            policy: world.context.policy.version
        )
    }

    /// The word that stands for exactly this: 16 digits.
    var word: String { String(ContentHash.sha256(encoded()).description.prefix(16)) }
}
