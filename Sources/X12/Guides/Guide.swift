/// The structure of a kind of transaction set, as a file of `Guides/` states it, made into tables.
///
/// A loop is opened by its first segment. Which loop or segment of the guide a segment is, follows from its id, from the
/// elements that qualify it, and from the loops that are open.
public struct Guide: Sendable {
    /// The guides there are.
    public enum Name: String, CaseIterable, Sendable {
        /// Professional claims, X222.
        case professionalClaim = "837P"
        /// Institutional claims, X223.
        case institutionalClaim = "837I"
        /// Dental claims, X224.
        case dentalClaim = "837D"
        /// Remittance advice, X221.
        case remittance = "835"
        /// Claim acknowledgement, X214.
        case claimAcknowledgement = "277CA"
        /// Claim status response, X212.
        case claimStatus = "277"
        /// Implementation acknowledgement, X231, and the 997.
        case implementationAcknowledgement = "999"
    }

    /// A segment at its place in the guide.
    struct Rule: Sendable {
        let id: SegmentID
        let isRequired: Bool
        /// How often at most in one instance of its loop.
        let most: Int
        /// Its conditions in ``Guide/conditions``; all must hold.
        let conditions: Range<Int>
        /// The loop that it opens, nil when it opens none.
        var opens: Int?
        /// Its place among the segments and loops of its parent.
        let order: Int
    }

    /// An element that must have one of some values.
    struct Condition: Sendable {
        let element: Int
        /// 0 for the whole element.
        let component: Int
        /// The values in ``Guide/values``, packed.
        let values: Range<Int>
    }

    /// A loop at its place in the guide.
    struct Loop: Sendable {
        let id: String
        let tag: LoopTag
        /// Its id packed into a number, at most eight bytes.
        let code: UInt64
        let isRequired: Bool
        let most: Int
        let isAnywhere: Bool
        /// Its segments in ``Guide/rules``, the one that opens it first.
        var rules: Range<Int> = 0..<0
        /// Those of its segments that must be there.
        var requiredRules: [Int] = []
        /// Those of the loops in it that must be there.
        var requiredLoops: [Int] = []
        /// The loops that may stand in it, with their order among its segments and loops.
        var children: [(loop: Int, order: Int)] = []
        /// Whether an HL, or a loop that may stand anywhere, opens it or a loop in it: after such a loop nothing that the
        /// guide has before it can come any more.
        var isMajor = false
        /// Whether an HL opens it.
        var isLevel = false
    }

    /// Its name.
    let name: String
    /// ST01 of the transaction sets it reads.
    var transactions: [String] = []
    /// ST03 and GS08 that it was made for.
    var versions: [String] = []
    /// ST03 and GS08 of other releases that it reads too.
    var older: [String] = []
    /// Elements that the guide does not use although the standard has them.
    var unused: [(id: SegmentID, element: Int)] = []
    /// Its loops; 0 is the transaction set itself.
    var loops: [Loop] = []
    /// The segments of all loops.
    var rules: [Rule] = []
    /// The conditions of all segments.
    var conditions: [Condition] = []
    /// The values of all conditions.
    var values: [UInt64] = []
    /// What is wrong with the text; a test holds that nothing is.
    var problems: [String] = []

    /// Whether a version is one that this guide was made for, whatever its suffix.
    func isMade(for version: String) -> Bool {
        versions.contains(version) || (version.utf8.count >= 10 && versions.contains(String(version.prefix(10))))
    }

    /// Whether a version is of another release that this guide reads.
    func reads(_ version: String) -> Bool {
        older.contains(version) || (version.utf8.count >= 10 && older.contains(String(version.prefix(10))))
    }
}

extension Guide {
    private static let professionalClaim = SharedGuide(parsing: GuideText.guide837P)
    private static let institutionalClaim = SharedGuide(parsing: GuideText.guide837I)
    private static let dentalClaim = SharedGuide(parsing: GuideText.guide837D)
    private static let remittance = SharedGuide(parsing: GuideText.guide835)
    private static let claimAcknowledgement = SharedGuide(parsing: GuideText.guide277CA)
    private static let claimStatus = SharedGuide(parsing: GuideText.guide277)
    private static let implementationAcknowledgement = SharedGuide(parsing: GuideText.guide999)

    /// The guide of that name.
    static func named(_ name: Name) -> Guide { shared(name).guide }

    /// The guide of that name, to be kept.
    static func shared(_ name: Name) -> SharedGuide {
        switch name {
        case .professionalClaim: professionalClaim
        case .institutionalClaim: institutionalClaim
        case .dentalClaim: dentalClaim
        case .remittance: remittance
        case .claimAcknowledgement: claimAcknowledgement
        case .claimStatus: claimStatus
        case .implementationAcknowledgement: implementationAcknowledgement
        }
    }
}

/// A guide behind one reference, so that those who keep it do not copy its tables.
final class SharedGuide: Sendable {
    let guide: Guide
    /// The tables that matching uses.
    let index: GuideIndex

    init(parsing text: String) {
        guide = Guide(parsing: text)
        index = GuideIndex(guide)
    }
}
