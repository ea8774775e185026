import Journal
import RevenueCycle

/// What time alone has brought about.
package struct TimeReport: Hashable, Sendable {
    /// The proposals that ended because too few agreed in time.
    package internal(set) var expired: [String] = []
    /// Those at which somebody else is to look now.
    package internal(set) var escalated: [String] = []
    /// Those of which nothing could be done now; the next run tries again.
    package internal(set) var failed: [String] = []
}

extension ControlPlane {
    /// Who an entry names that rests on the time, on what was found, or on what was approved, and on nobody's wish.
    static let timekeeper = "service:timekeeper"

    /// The same store for what is due by itself.
    package var keepingTime: ControlPlane { acting(as: Self.timekeeper) }

    /// Ends the proposals whose time is over, and passes on those that have waited too long, as the policy in force says.
    ///
    /// It needs nobody's right: the policy says what happens when, and each entry holds only under that policy. A second run does
    /// nothing more.
    ///
    /// - Returns: what was done.
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    /// - Complexity: Reads the row of every proposal, and the entries of those that are open for longer than the shortest time that the
    ///   policy names.
    package func followTime() throws -> TimeReport {
        let keeper = keepingTime
        guard let days = try currentPolicy().policy.shortestDays else { return TimeReport() }
        let now = Instant(clock())
        var open: [StreamID] = []
        try eachRow(of: .proposal) { stream, payload in
            let proposal = try Proposal(decoding: payload)
            // A row only says where to look.
            guard proposal.status == .open, let current = proposal.current, current.at.adding(days: days) <= now else {
                return
            }
            open.append(stream)
        }
        var report = TimeReport()
        for stream in open.sorted() {
            do {
                try keeper.followTime(of: stream, &report)
            } catch {
                // One that is damaged, or was decided meanwhile, keeps no other back.
                report.failed.append(PublicID.proposal(stream))
            }
        }
        return report
    }

    private func followTime(of stream: StreamID, _ report: inout TimeReport) throws {
        let (id, purpose) = (PublicID.proposal(stream), "what time brings about")
        guard let recorded = try RecordedProposal(stream, in: journal), let current = recorded.proposal.current
        else { return }
        let world = try ProposalWorld(of: current.content.subject, in: self).context
        if let end = recorded.proposal.expiry(in: world), end <= world.at {
            try act(.expire, on: id, inTime: purpose)
            return report.expired.append(id)
        }
        for due in recorded.proposal.escalationsDue(in: world) {
            let reason = "Too few agreed in time (\(due.rule))."
            try act(.escalate(to: due.queue, reason: reason), on: id, inTime: purpose)
            report.escalated.append(id)
        }
    }
}
