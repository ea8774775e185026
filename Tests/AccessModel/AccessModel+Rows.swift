package import Access
import RevenueCycle

// Rules as rows.
extension AccessModel {
    static func rows(of permit: Permit, role: Role?) -> [Row] {
        var conditions: [(reason: DenialReason, isMet: (Case) -> Bool)] = [
            (.wrongPurpose, { asked in permit.purposes.contains { $0 == asked.question.purpose } })
        ]
        if let facilities = permit.facilities {
            conditions.append((.outOfReach, { Self.isAll($0.target.facilities, in: facilities) }))
        }
        if let payers = permit.payers {
            conditions.append((.outOfReach, { Self.isAll($0.target.payers, in: payers) }))
        }
        if permit.isForOwnWork {
            conditions.append(
                (
                    .notOwnWork,
                    { asked in
                        let requester = asked.question.requester
                        let person = requester.behalf.map(\.person) ?? requester.principal.person
                        return asked.target.owners.contains { $0 == person }
                    }
                )
            )
        }
        if let limit = permit.amountAtMost {
            conditions.append((.aboveLimit, { Self.size(of: $0.target).map { $0 <= limit.cents } ?? false }))
        }
        return permit.actions.flatMap { action in
            permit.resources.map { resource in
                Row(
                    role: role,
                    rule: permit.id,
                    action: action,
                    resource: resource,
                    isForbidding: false,
                    fields: permit.fields,
                    sensitivities: permit.sensitivities,
                    conditions: conditions
                )
            }
        }
    }

    static func rows(of prohibition: Prohibition, role: Role?) -> [Row] {
        var conditions: [(reason: DenialReason, isMet: (Case) -> Bool)] = []
        func add(_ isMet: @escaping (Case) -> Bool) { conditions.append((.forbidden, isMet)) }
        if let kinds = prohibition.kinds { add { kinds.contains($0.kind) } }
        if let purposes = prohibition.purposes { add { purposes.contains($0.question.purpose) } }
        if let facilities = prohibition.facilities {
            add { $0.target.facilities.isEmpty || $0.target.facilities.contains(where: facilities.contains) }
        }
        if let payers = prohibition.payers {
            add { $0.target.payers.isEmpty || $0.target.payers.contains(where: payers.contains) }
        }
        if let limit = prohibition.amountAbove { add { Self.size(of: $0.target).map { $0 > limit.cents } ?? true } }
        if let marks = prohibition.sensitivities { add { $0.target.sensitivities.contains(where: marks.contains) } }
        let isOfTheThing =
            prohibition.facilities.map { _ in true } ?? prohibition.payers.map { _ in true }
            ?? prohibition.amountAbove.map { _ in true } ?? prohibition.sensitivities.map { _ in true } ?? false
        let actions: [Action?] = prohibition.actions.map(Array.init) ?? [nil]
        let resources: [Resource?] = prohibition.resources.map(Array.init) ?? [nil]
        return actions.flatMap { action in
            resources.map { resource in
                Row(
                    role: role,
                    rule: prohibition.id,
                    action: action,
                    resource: resource,
                    isForbidding: prohibition.hides == nil,
                    told: isOfTheThing ? .outOfReach : .forbidden,
                    fields: prohibition.hides,
                    sensitivities: [],
                    conditions: conditions
                )
            }
        }
    }

    private static func isAll<Value: Hashable>(_ values: Set<Value>, in allowed: Set<Value>) -> Bool {
        values.count > 0 && values.allSatisfy { allowed.contains($0) }
    }

    private static func size(of target: Target) -> Int64? {
        target.amount.map { $0.cents < 0 ? -$0.cents : $0.cents }
    }

    /// The actions that only people may do.
    package static let forPeople: Set<Action> = [
        .release, .refuse, .attach, .link, .unlink, .resolve, .approve, .sendBack, .override, .adopt, .place, .run,
        .review,
        .breakGlass, .accept, .restore, .create, .suspend, .grant, .issue, .discard,
    ]

    /// Everything that can be done, in words.
    package static let catalogue: Set<String> = Set(
        catalogueText.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ").map(String.init)
            return words.dropFirst().map { "\($0) \(words[0])" }
        }
    )

    private static let catalogueText = """
        patient search read export link unlink note
        account search read export note
        claim search read export note
        remittance search read export
        heldItem search read release refuse attach assign note
        documentSpan read
        document ingest search read export
        case search read export open assign note schedule escalate resolve link unlink
        proposal search read export draft propose edit withdraw approve refuse sendBack requestRecords escalate override note
        message search read export record
        report read export
        auditTrail search read export
        accessLog search read export
        disclosure search read export
        journal verify export checkpoint rebuild accept backup restore
        payerRules read adopt
        approvalPolicy read adopt
        retentionPolicy read adopt run
        roleSet read adopt
        legalHold search read place release
        usage read export
        user search read create edit suspend
        grant search read export grant revoke review
        apiKey search read issue rotate revoke
        breakGlass search read breakGlass revoke review
        encryptionKey read rotate
        effect search read retry resolve
        job search read retry discard
        destination search read edit revoke
        webhook search read create edit revoke retry
        eventFeed read
        """
}
