import Access
import Journal
import RevenueCycle

/// What somebody was refused for lack of a right.
///
/// It names nothing of what was asked for.
struct Refusal: Hashable, Sendable {
    /// What they wanted: an operation, or a question's surface.
    var what: String
    /// The right that it needs.
    var right: String
    /// Why it was refused, a word of ``Access/DenialReason``.
    var reason: String
    /// The prohibition that was met, if one was.
    var rule: RuleID?
}

extension Refusal {
    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.text(1, what)
        writer.text(2, right)
        writer.text(3, reason)
        writer.text(4, rule?.rawValue)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        self.init(what: "", right: "", reason: "")
        var fields = FieldReader(bytes)
        while let field = try fields.next() {
            switch field.number {
            case 1: what = field.text
            case 2: right = field.text
            case 3: reason = field.text
            case 4: rule = RuleID(field.text)
            default: break
            }
        }
    }
}
