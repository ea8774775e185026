import Connect
import Journal
package import RevenueCycle

/// Effects of the tenant at work.
extension ControlPlane {
    private var executor: EffectExecutor {
        EffectExecutor(
            journal: journal,
            authorities: effectAuthorities,
            connector: \.connector,
            principal: principal,
            clock: clock
        )
    }

    /// Takes to the outside what is approved and due, and settles what was cut short.
    ///
    /// - Returns: what became of each effect that was looked at.
    /// - Throws: ``JournalError`` when the store cannot be used; what was begun is settled by the next run.
    package func carryOutEffects() throws -> [EffectResult] {
        try warrant(for: .carryOutEffects)
        return try carryOutDueEffects()
    }

    /// Does the same because it is due, which needs nobody's right: what was approved is to happen.
    ///
    /// - Returns: what became of each effect that was looked at.
    /// - Throws: ``JournalError`` when the store cannot be used; what was begun is settled by the next run.
    package func carryOutDueEffects() throws -> [EffectResult] {
        var generator = SystemRandomNumberGenerator()
        return try executor.workOff(using: &generator)
    }

    /// Takes down what a person found out about an effect that is in doubt, or calls one off that has not begun.
    ///
    /// - Parameters:
    ///   - id: the effect's public id.
    ///   - resolution: what is so, or is to be.
    ///   - reason: how it was found out, or why.
    /// - Throws: ``ControlPlaneError`` when there is no such effect, it is not in doubt, or no reason is given; ``JournalError``.
    package func resolveEffect(_ id: String, as resolution: EffectResolution, reason: String) throws {
        let asked = try partialWarrant(for: .resolveEffect)
        let absent = ControlPlaneError.notFound(what: "effect \(id)")
        guard let stream = PublicID.effect(id), let recorded = try RecordedEffect(stream, in: journal) else {
            throw absent
        }
        let warrant = try asked.warrant(about: target(of: recorded.effect), orAbsent: absent)
        var append = Append(
            command: newCommand(),
            principal: principal,
            purpose: "resolution of an effect",
            asserting: warrant.asserting
        )
        do throws(Effect.Refusal) {
            append.change(recorded, by: try recorded.effect.decide(.resolve(resolution, reason: reason)))
        } catch {
            throw ControlPlaneError.refused(error.description)
        }
        if resolution == .retry { append.jobs = [.delivery(of: stream, at: clock())] }
        keep(.naming("effect", id), in: &append)
        _ = try journal.append(append, at: clock())
    }

    /// Takes in what receivers have said.
    ///
    /// - Returns: what became of each receipt, and why some stay where they are.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func takeReceipts() throws -> [ReceiptResult] {
        try warrant(for: .takeReceipts)
        return try takeDueReceipts()
    }

    /// Does the same because it is due, which needs nobody's right.
    ///
    /// - Returns: what became of each receipt, and why some stay where they are.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func takeDueReceipts() throws -> [ReceiptResult] {
        try standingDestinations().flatMap { destination in
            try ReceiptIntake(
                journal: journal,
                destination: destination,
                connector: destination.connector,
                principal: principal,
                clock: clock
            ).takeAll()
        }
    }

    /// Takes down that the store was put back from a copy.
    ///
    /// What it asks for may have left since the copy was made, so it is not
    /// taken out again before a person has said so. Whoever put it back is asked for no right, since this only holds back.
    ///
    /// - Throws: ``JournalError``.
    package func recordRestoring() throws {
        let append = try decision(.storeRestored, [], purpose: "restoring of a copy", by: nil)
        _ = try journal.append(append, at: clock())
    }
}
