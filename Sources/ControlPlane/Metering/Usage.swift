import Journal
import RevenueCycle

/// What was used, by an account, of one feature.
package struct UsageRow: Hashable, Sendable {
    /// What is counted.
    package enum Feature: String, CaseIterable, Hashable, Sendable {
        /// Documents that were taken in.
        case documents
        /// Their bytes, as they are kept.
        case bytesStored
        /// Claims that were sent, and acknowledgements and adjudications of claims, as read from documents.
        case claims
        /// Effects that were delivered.
        case effects
        /// Calls of the HTTP API.
        case calls
    }

    /// The account, as entries name it.
    package let account: String
    /// The feature.
    package let feature: Feature
    /// How much.
    package let count: UInt64
}

// What was used is what the entries of the journal say, so it is as durable as they are and needs no counter that could be wrong. Of
// calls, which leave no entry of their own, the server records sums.
extension ControlPlane {
    /// What each account used within a time, by account and feature.
    ///
    /// - Parameter time: from when to when.
    /// - Returns: a row for each account and feature of which there is anything.
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    /// - Complexity: Reads every entry.
    package func usage(within time: TimeRange) throws -> [UsageRow] {
        try warrant(for: .showUsage)
        var counts: [String: [UsageRow.Feature: UInt64]] = [:]
        var position: Position = 1
        while case let entries = try journal.entries(from: position), let last = entries.last {
            for entry in entries where time.contains(entry.header.recorded) {
                let account = entry.header.principal
                switch entry.header.type {
                case ShellEvent.documentRead.rawValue:
                    counts[account, default: [:]][.documents, default: 0] += 1
                    counts[account]?[.bytesStored, default: 0] += try storedBytes(entry)
                case ShellEvent.callsCounted.rawValue:
                    for (account, calls) in try Self.calls(entry) {
                        counts[account, default: [:]][.calls, default: 0] += calls
                    }
                case ClaimFileEvent.factTypes: counts[account, default: [:]][.claims, default: 0] += 1
                case EffectEvent.deliveredType: counts[account, default: [:]][.effects, default: 0] += 1
                default: break
                }
            }
            position = last.header.position + 1
        }
        return counts.sorted { $0.key < $1.key }.flatMap { account, features in
            UsageRow.Feature.allCases.compactMap { feature in
                features[feature].map { UsageRow(account: account, feature: feature, count: $0) }
            }
        }
    }

    /// Asks whether the principal may know how much is used.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)``; ``JournalError`` or ``DecodingFault``.
    package func requireUsage() throws { try warrant(for: .showUsage) }

    /// Records how many calls of the HTTP API accounts made since that was recorded last.
    ///
    /// - Throws: ``JournalError``.
    package func recordCalls(_ calls: [String: Int]) throws {
        var writer = FieldWriter()
        for (account, count) in calls.sorted(by: { $0.key < $1.key }) {
            writer.record(1) {
                $0.text(1, account)
                $0.integer(2, UInt64(count))
            }
        }
        let append = try decision(.callsCounted, writer.bytes, purpose: "metering", by: nil)
        _ = try journal.append(append, at: clock())
    }

    /// The size of the evidence that an entry of a document names; 0 when that was destroyed.
    private func storedBytes(_ entry: Entry) throws -> UInt64 {
        guard let payload = entry.payload, let id = EvidenceID(bytes: try DocumentRow(decoding: payload).evidence),
            let info = try journal.evidenceInfo(id)
        else { return 0 }
        return info.size
    }

    private static func calls(_ entry: Entry) throws(DecodingFault) -> [(String, UInt64)] {
        guard let payload = entry.payload else { return [] }
        var calls: [(String, UInt64)] = []
        var fields = FieldReader(payload)
        while let field = try fields.next() {
            guard field.number == 1 else { continue }
            var (account, count) = ("", UInt64(0))
            var inner = field.record
            while let part = try inner.next() {
                if part.number == 1 { account = part.text }
                if part.number == 2 { count = part.integer }
            }
            calls.append((account, count))
        }
        return calls
    }
}
