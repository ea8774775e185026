/// Chooses the guide that reads a transaction set: by ST03, then GS08, then by what the set holds.
enum GuideChoice {
    /// The guides for each ST01.
    private static let byTransaction: [String: [Guide.Name]] = {
        var names: [String: [Guide.Name]] = [:]
        for name in Guide.Name.allCases {
            for transaction in Guide.named(name).transactions { names[transaction, default: []].append(name) }
        }
        return names
    }()

    /// The guide of a set that has ended; nil when there is none for its kind.
    static func guide(for ended: OpenSet) -> Guide.Name? {
        let set = ended.set
        let names = byTransaction[set.identifier] ?? []
        guard names.count > 1 else { return names.first }
        for version in [set.implementation, set.group?.version ?? ""] where !version.isEmpty {
            if let name = names.first(where: { Guide.named($0).isMade(for: version) }) { return name }
            if let name = names.first(where: { Guide.named($0).reads(version) }) { return name }
        }
        if set.identifier == "277" {
            return ended.structure == "0085" || ended.type == "TH" ? .claimAcknowledgement : .claimStatus
        }
        return switch ended.serviceSegment {
        case .sv2: .institutionalClaim
        case .sv3: .dentalClaim
        default: .professionalClaim
        }
    }
}
