import Journal
package import RevenueCycle

/// How long records are kept: years after the last of their kind about a patient was recorded.
///
/// The years begin no sooner than a minor comes of age. A patient of whom no birth date is known counts as born in the year of
/// the first record. What is of a document as a whole lives as long as the last patient in it.
package struct RetentionPolicy: Hashable, Sendable {
    /// Years for claims, remittances and the decisions about them.
    ///
    /// 10 by default: Medicare Advantage organisations and their providers keep records so long (42 CFR 422.504(d)).
    package var claims = 10
    /// Years for letters and messages.
    package var correspondence = 7
    /// Years for records of who looked at what.
    ///
    /// 6 by default: so long an accounting of disclosures reaches back (45 CFR 164.528(a)), and documentation is kept
    /// (45 CFR 164.316(b)(2)(i)).
    package var access = 6
    /// The age in years at which a minor comes of age.
    package var ageOfMajority = 18

    /// The policy in force until another is adopted.
    package init() {}

    /// The years that a class is kept; nil when it is never destroyed.
    func years(of retention: RetentionClass) -> Int? {
        switch retention {
        case .claims: claims
        case .correspondence: correspondence
        case .access: access
        case .governance: nil
        }
    }

    /// The last calendar year in which records are kept.
    ///
    /// - Parameters:
    ///   - retention: the class of the records.
    ///   - last: the year in which the last of them was recorded.
    ///   - birthYear: the year in which the youngest patient was born whom they are about; nil when they are about none.
    /// - Returns: the year; nil when they are kept for ever.
    func lastYear(of retention: RetentionClass, recorded last: Int, birthYear: Int?) -> Int? {
        years(of: retention).map { max(last, birthYear.map { $0 + ageOfMajority } ?? last) + $0 }
    }

    /// What forbids the policy; nil when it may be adopted.
    package var fault: String? {
        let floors = [("claims", claims, 7), ("correspondence", correspondence, 6), ("access records", access, 6)]
        for (name, years, floor) in floors where !(floor...100).contains(years) {
            return "The years for \(name) must be \(floor) to 100: federal law asks for \(floor) at least."
        }
        guard (18...25).contains(ageOfMajority) else { return "The age of majority must be 18 to 25." }
        return nil
    }
}

extension RetentionPolicy: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(claims))
        writer.integer(2, UInt64(correspondence))
        writer.integer(3, UInt64(access))
        writer.integer(4, UInt64(ageOfMajority))
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        self.init()
        var fields = reader
        while let field = try fields.next() {
            switch field.number {
            case 1: claims = Int(truncatingIfNeeded: field.integer)
            case 2: correspondence = Int(truncatingIfNeeded: field.integer)
            case 3: access = Int(truncatingIfNeeded: field.integer)
            case 4: ageOfMajority = Int(truncatingIfNeeded: field.integer)
            default: break
            }
        }
    }
}

extension ControlPlane {
    /// Adopts a policy in place of the one in force.
    ///
    /// - Throws: ``ControlPlaneError`` when the policy or the reason is refused; ``JournalError``.
    package func adopt(_ policy: RetentionPolicy, reason: String) throws {
        try Self.checkReason(reason)
        let warrant = try warrant(for: .adoptRetention)
        if let fault = policy.fault { throw ControlPlaneError.refused(fault) }
        var writer = FieldWriter()
        writer.value(1, policy)
        writer.text(2, reason)
        var append = try decision(
            .retentionAdopted,
            writer.bytes,
            purpose: "adoption of a retention policy",
            by: warrant
        )
        keep(.naming("adopted", "retention"), in: &append)
        _ = try journal.append(append, at: clock())
    }

    /// Adopts the policy in force with changes.
    ///
    /// - Throws: ``ControlPlaneError`` when the policy or the reason is refused; ``JournalError`` or ``DecodingFault``.
    package func adoptRetention(reason: String, _ change: (inout RetentionPolicy) -> Void) throws {
        var policy = try retentionPolicyInForce()
        change(&policy)
        try adopt(policy, reason: reason)
    }

    /// The policy in force, which is that of the last entry that adopted one.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func retentionPolicy() throws -> RetentionPolicy {
        try warrant(for: .showRetention)
        return try retentionPolicyInForce()
    }

    func retentionPolicyInForce() throws -> RetentionPolicy {
        let stream = Self.stream(of: .retentionAdopted)
        let version = try journal.version(of: stream)
        guard version > 0, let payload = try journal.entries(of: stream, from: version).last?.payload else {
            return RetentionPolicy()
        }
        var fields = FieldReader(payload)
        while let field = try fields.next() {
            if field.number == 1 { return try field.value(RetentionPolicy.self) }
        }
        throw DecodingFault(record: "retention policy", field: 1)
    }
}
