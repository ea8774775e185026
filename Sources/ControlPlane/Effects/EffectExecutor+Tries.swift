import Connect
import Journal
import RevenueCycle

// One effect, from what is on record of it.
extension EffectExecutor {
    func carryOut(_ recorded: RecordedEffect, as attempt: EffectAttempt, _ job: LeasedJob) throws -> End {
        switch recorded.effect.stage {
        case .delivered: return .done("It was delivered before.")
        case .refused: return .done("It was refused before.")
        case .unknown: return .done("A person has to say whether it was delivered.")
        case .requested: return try begin(recorded, as: attempt)
        case .started(let old): return try settle(recorded, old, then: attempt, job)
        }
    }

    // MARK: - A first try

    /// What is needed to deliver an effect that may be delivered.
    private struct Clearance {
        let delivery: Delivery
        let connector: any Connector
        let asserting: [StreamID: UInt64]
    }

    private enum Answer {
        case cleared(Clearance)
        case denied(String)
        case doubted(String)
    }

    private func begin(_ recorded: RecordedEffect, as attempt: EffectAttempt) throws -> End {
        let clearance: Clearance
        switch try self.clearance(recorded) {
        case .cleared(let given): clearance = given
        case .denied(let why): return try refuse(recorded, why)
        case .doubted(let why): return try doubt(recorded, why)
        }
        let connector = clearance.connector
        do throws(DeliveryFault) {
            try connector.prepare(clearance.delivery, as: attempt.name)
        } catch {
            guard error.certainty == .notDone else { return try refuse(recorded, error.description) }
            return .later(error.description)
        }
        var start = change(recorded, by: try recorded.effect.decide(.start(attempt)))
        start.asserting = clearance.asserting
        do {
            _ = try journal.append(start, at: clock())
        } catch JournalError.conflict(let stream, let expected, let found) {
            // The try is not on record, so nobody will ever settle it.
            connector.discard(clearance.delivery, as: attempt.name)
            throw JournalError.conflict(stream: stream, expected: expected, found: found)
        }
        let started = try again(recorded)
        return try deliver(started, attempt, clearance.delivery, by: connector, isLast: false)
    }

    /// Whether an effect may be carried out now, with everything that this needs.
    private func clearance(_ recorded: RecordedEffect) throws -> Answer {
        let request = recorded.effect.request
        if let last = try lastReturnToACopy(), last > recorded.asked {
            return .doubted(
                "The store was put back to an older copy after this was requested, so it may have left already."
            )
        }
        guard let authority = authorities[request.approval.kind] else {
            return .denied("Nobody here knows of decisions of the kind \(request.approval.kind).")
        }
        var asserting: [StreamID: UInt64]
        switch try authority.approval(of: request, at: clock()) {
        case .granted(let versions): asserting = versions
        case .denied(let why): return .denied(why)
        }
        let destinations = try Destinations(in: journal)
        guard let destination = destinations.named[request.destination] else {
            return .denied("There is no destination \(request.destination) any more.")
        }
        guard destination.entry == request.destinationEntry else {
            return .denied("The destination \(request.destination) leads elsewhere than when this was approved.")
        }
        asserting[Destinations.stream] = destinations.version
        guard let delivery = try delivery(of: recorded) else {
            return .denied("What was approved is not stored any more, or is not what was approved.")
        }
        return .cleared(
            Clearance(delivery: delivery, connector: connector(destination), asserting: asserting)
        )
    }

    /// The last entry by which the store went back to an older copy; nil when it never did.
    private func lastReturnToACopy() throws -> Position? {
        let entries =
            try journal.verifiedEntries(of: ControlPlane.stream(of: .historyAccepted))
            + journal.verifiedEntries(of: ControlPlane.stream(of: .storeRestored))
        return entries.map(\.header.position).max()
    }

    private func delivery(of recorded: RecordedEffect) throws -> Delivery? {
        let content = recorded.effect.request.content
        guard let id = EvidenceID(bytes: content.evidence), let bytes = try journal.readEvidence(id),
            ContentHash.sha256(bytes).bytes == content.digest
        else { return nil }
        return Delivery(
            name: PublicID.effect(recorded.stream),
            fileExtension: content.fileExtension,
            mediaType: content.mediaType,
            bytes: bytes
        )
    }

    // MARK: - The step outside

    private func deliver(
        _ started: RecordedEffect,
        _ attempt: EffectAttempt,
        _ delivery: Delivery,
        by connector: any Connector,
        isLast: Bool
    ) throws -> End {
        let reference: String?
        do throws(DeliveryFault) {
            reference = try connector.deliver(delivery, as: attempt.name)
        } catch {
            return try end(started, attempt, delivery, by: connector, after: error, isLast: isLast)
        }
        return try confirm(started, attempt, reference, delivery, by: connector)
    }

    private func confirm(
        _ started: RecordedEffect,
        _ attempt: EffectAttempt,
        _ reference: String?,
        _ delivery: Delivery,
        by connector: any Connector
    ) throws -> End {
        try append(started, .deliver(attempt, reference: reference))
        connector.clear(delivery)
        return .done("Delivered to \(started.effect.request.destination).")
    }

    private func end(
        _ started: RecordedEffect,
        _ attempt: EffectAttempt,
        _ delivery: Delivery,
        by connector: any Connector,
        after fault: DeliveryFault,
        isLast: Bool
    ) throws -> End {
        switch (connector.guarantee, fault.certainty) {
        case (.settledBeforeRetry, _): return .later(fault.description)
        // That it was not done this time says nothing of the times that it was asked before, or by another worker.
        case (.receiverHonoursName, .unclear) where !isLast, (.receiverHonoursName, .notDone) where !isLast:
            return .later(fault.description)
        case (.receiverHonoursName, .unclear), (.receiverHonoursName, .notDone), (.atMostOnce, .unclear):
            return try doubt(started, fault.description)
        case (.atMostOnce, .notDone):
            _ = try fail(started, attempt, fault.description, delivery, by: connector)
            return .later(fault.description)
        case (.receiverHonoursName, .refused), (.atMostOnce, .refused):
            let failed = try fail(started, attempt, fault.description, delivery, by: connector)
            return try refuse(failed, fault.description)
        }
    }

    /// Takes down that a try had no effect, and only then removes what it has left.
    private func fail(
        _ started: RecordedEffect,
        _ attempt: EffectAttempt,
        _ why: String,
        _ delivery: Delivery,
        by connector: any Connector
    ) throws -> RecordedEffect {
        try append(started, .fail(attempt, reason: why))
        connector.discard(delivery, as: attempt.name)
        return try again(started)
    }

    // MARK: - A try whose end nobody knows

    private func settle(
        _ recorded: RecordedEffect,
        _ old: EffectAttempt,
        then attempt: EffectAttempt,
        _ job: LeasedJob
    ) throws -> End {
        guard let destination = try Destinations(in: journal).named[recorded.effect.request.destination],
            destination.entry == recorded.effect.request.destinationEntry, let delivery = try delivery(of: recorded)
        else {
            return try doubt(
                recorded,
                "A try had begun when its destination or content went away, so that nobody can look whether it was delivered."
            )
        }
        let connector = connector(destination)
        let isLast = job.attempt >= Self.attemptsBeforeDoubt
        switch connector.guarantee {
        case .atMostOnce:
            return try doubt(recorded, "A try was cut short, and this destination cannot be asked whether it was done.")
        case .receiverHonoursName:
            guard case .cleared = try clearance(recorded) else {
                return try doubt(recorded, "A try was cut short, and what it rested on is not approved any more.")
            }
            return try deliver(recorded, old, delivery, by: connector, isLast: isLast)
        case .settledBeforeRetry: break
        }
        let settlement: Settlement
        do throws(DeliveryFault) {
            settlement = try connector.settle(delivery, as: old.name)
        } catch {
            return isLast ? try doubt(recorded, error.description) : .later(error.description)
        }
        switch settlement {
        case .delivered(let reference): return try confirm(recorded, old, reference, delivery, by: connector)
        case .withdrawn:
            let why = "The try was cut short, and had no effect."
            return try begin(try fail(recorded, old, why, delivery, by: connector), as: attempt)
        }
    }

    /// How often it is looked whether a try was delivered before a person is asked; fewer than a job has attempts.
    private static let attemptsBeforeDoubt = 9

    // MARK: - Entries

    private func refuse(_ recorded: RecordedEffect, _ why: String) throws -> End {
        try append(recorded, .refuse(reason: why))
        return .done("Not delivered: \(why)")
    }

    private func doubt(_ recorded: RecordedEffect, _ why: String) throws -> End {
        try append(recorded, .doubt(reason: why))
        return .done("It cannot be known whether it was delivered: \(why)")
    }

    /// The effect as it is after an append.
    private func again(_ recorded: RecordedEffect) throws -> RecordedEffect {
        guard let again = try RecordedEffect(recorded.stream, in: journal) else {
            throw JournalError.damaged("effect \(PublicID.effect(recorded.stream)) is not on record any more")
        }
        return again
    }

    private func append(_ recorded: RecordedEffect, _ command: Effect.Command) throws {
        let events = try recorded.effect.decide(command)
        guard !events.isEmpty else { return }
        _ = try journal.append(change(recorded, by: events), at: clock())
    }

    private func change(_ recorded: RecordedEffect, by events: [EffectEvent]) -> Append {
        var append = Append(command: .random(), principal: principal, purpose: Self.purpose)
        append.change(recorded, by: events)
        return append
    }
}
