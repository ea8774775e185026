import Journal
import RevenueCycle

/// The approval policy in force, as verified entries say.
struct ApprovalPolicyInForce: Sendable {
    /// The policy; its version is the entry that adopted it, 0 for the one that ships.
    let policy: ApprovalPolicy
    /// Its text.
    let text: RuleText
    /// The version of the stream that says so.
    let streamVersion: UInt64

    /// The stream of all adoptions.
    static var stream: StreamID { ControlPlane.stream(of: .approvalPolicyAdopted) }

    /// The policy that was adopted last, else the one that ships.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when what was adopted cannot be read any more.
    init(in journal: TenantJournal) throws {
        let last = try journal.verifiedEntries(of: Self.stream).last
        text = try last?.payload.map { try RuleText(decodingPolicy: $0) } ?? .shippedApprovalPolicy
        streamVersion = last?.header.streamVersion ?? 0
        let read = ApprovalPolicyReader.read(text, version: last?.header.position ?? 0)
        guard read.errors.isEmpty else { throw ControlPlaneError.badRules(read.errors) }
        policy = read.policy
    }
}

extension RuleText {
    fileprivate init(decodingPolicy bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var file = ""
        var text = ""
        while let field = try fields.next() {
            if field.number == 1 { file = field.text }
            if field.number == 2 { text = field.text }
        }
        self.init(file: file, text: text)
    }
}

extension ControlPlane {
    /// The text of the approval policy in force.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault`` or ``ControlPlaneError``.
    package func approvalPolicyText() throws -> RuleText {
        try warrant(for: .showPolicy)
        return try currentPolicy().text
    }

    /// Adopts an approval policy in the place of the one in force.
    ///
    /// What was approved under that counts no longer.
    ///
    /// - Parameters:
    ///   - file: the file's name and text.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when the text has faults, no reason is given, or there is no right to it; ``JournalError``.
    package func adoptApprovalPolicy(_ file: RuleText, reason: String) throws {
        try Self.checkReason(reason)
        let warrant = try warrant(for: .adoptPolicy)
        let errors = ApprovalPolicyReader.read(file, version: 0).errors
        guard errors.isEmpty else { throw ControlPlaneError.badRules(errors) }
        var writer = FieldWriter()
        writer.text(1, file.file)
        writer.text(2, file.text)
        writer.text(3, reason)
        var append = try decision(
            .approvalPolicyAdopted,
            writer.bytes,
            in: ApprovalPolicyInForce.stream,
            purpose: "adoption of an approval policy",
            by: warrant
        )
        keep(.naming("adopted", file.file), in: &append)
        _ = try journal.append(append, at: clock())
    }
}
