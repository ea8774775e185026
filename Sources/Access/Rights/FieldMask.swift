/// A group of fields that are shown or hidden together.
///
/// Entries of looks keep the numbers, so that a number is never given another meaning.
package enum FieldGroup: UInt16, CaseIterable, Hashable, Sendable {
    /// Names, birth dates and sex of patients, guarantors and subscribers.
    case identity
    /// Addresses, telephone numbers, mail addresses.
    case contact
    /// Record, account, claim and control numbers, and the ids under which we know patients.
    case recordNumbers
    /// Member, subscriber and group numbers.
    case coverageNumbers
    /// Diagnoses, procedures, drugs, and the dates and places of service.
    case clinicalCodes
    /// Group, reason, remark, status and category codes of payers.
    case payerCodes
    /// Charged, allowed, paid, adjusted, owed.
    case amounts
    /// Notes, letters, messages, reasons in somebody's own words.
    case freeText
    /// The words of a document where it tells of the thing in hand.
    case documentText
    /// The bytes of a document as it came.
    case documentBytes
    /// Who of the staff, which service or agent did what, and when.
    case staff
    /// Rules, policies, configuration.
    case settings
    /// States, counts, sizes, times and errors of what runs.
    case technical

    /// Its name in roles, entries and answers.
    package var name: String { "\(self)" }

    /// The group of this name; nil when there is none.
    package init?(name: String) {
        guard let group = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = group
    }
}

/// Which groups of fields are shown.
package struct FieldMask: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A mask of groups.
    package init(_ groups: some Sequence<FieldGroup>) {
        self.init(rawValue: groups.reduce(0) { $0 | 1 << $1.rawValue })
    }

    /// Every group.
    package static let all = FieldMask(FieldGroup.allCases)

    /// The groups, in their order.
    package var groups: [FieldGroup] { FieldGroup.allCases.filter { rawValue & 1 << $0.rawValue != 0 } }

    /// What both show.
    package func meet(_ other: FieldMask) -> FieldMask { intersection(other) }
}

extension Resource {
    /// The groups of fields that it has.
    package var fields: FieldMask {
        switch self {
        case .patient: FieldMask([.identity, .contact, .recordNumbers, .coverageNumbers, .freeText, .staff])
        case .account, .claim, .case, .proposal: Self.fieldsOfWork
        case .remittance:
            FieldMask([.identity, .recordNumbers, .coverageNumbers, .clinicalCodes, .payerCodes, .amounts])
        case .heldItem: Self.fieldsOfWork.subtracting(FieldMask([.contact])).union(FieldMask([.technical]))
        case .documentSpan: FieldMask([.documentText])
        case .document: FieldMask([.documentText, .documentBytes, .staff, .technical])
        case .message: FieldMask([.identity, .contact, .recordNumbers, .amounts, .freeText, .staff])
        case .report: FieldMask([.payerCodes, .amounts])
        case .auditTrail: FieldMask([.identity, .recordNumbers, .amounts, .freeText, .staff, .technical])
        case .accessLog, .disclosure: FieldMask([.identity, .recordNumbers, .freeText, .staff, .technical])
        case .journal, .encryptionKey, .job, .eventFeed: FieldMask([.technical])
        case .payerRules, .approvalPolicy, .retentionPolicy, .roleSet: FieldMask([.settings])
        case .legalHold: FieldMask([.recordNumbers, .freeText, .staff])
        case .usage, .user, .grant, .apiKey: FieldMask([.staff, .technical])
        case .breakGlass: FieldMask([.recordNumbers, .freeText, .staff, .technical])
        case .effect: FieldMask([.recordNumbers, .payerCodes, .amounts, .staff, .technical])
        case .destination: FieldMask([.settings, .staff])
        case .webhook: FieldMask([.settings, .technical])
        }
    }

    private static let fieldsOfWork = FieldMask([
        .identity, .contact, .recordNumbers, .coverageNumbers, .clinicalCodes, .payerCodes, .amounts, .freeText, .staff,
    ])
}
