import Access
import ControlPlane
import Foundation
import RevenueCycle

/// What pages show of a claim: where it stands, what is said of it, and where each word of that is read.
struct ClaimView {
    /// Where it stands.
    let claim: JSONValue
    /// What is said of it; nil where whoever looks may not see it.
    let explanation: JSONValue?
    /// What documents say of it; empty where whoever looks may not see it.
    let evidence: [JSONValue]

    /// The claim as it is now, for whoever asks.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such claim, or it may not be seen; what the store throws.
    init(_ id: String, _ inquiry: Inquiry, _ call: PageCall) throws {
        let plane = call.plane
        let today = plane.today
        guard let row = plane.claimRows([try inquiry.claim(id, asOf: today)]).first else { throw Problem(.notFound) }
        claim = row
        explanation = try Self.permitted {
            try plane.explanationRows(of: inquiry.claim(id, asOf: today, as: .explanation)).first
        }
        let maySeeWords = try plane.mightDo(Right(.read, .documentSpan), for: inquiry.purpose)
        evidence = try maySeeWords ? Self.permitted { try inquiry.evidence(of: id).map(\.json) } ?? [] : []
    }

    /// What a page shows of the claim that something is about; nil when it is about none, or it may not be seen.
    static func of(_ subject: String, _ inquiry: Inquiry, _ call: PageCall) throws -> ClaimView? {
        guard subject.hasPrefix("c_") else { return nil }
        return try permitted { try ClaimView(subject, inquiry, call) }
    }

    /// What somebody may see, or nothing: what is not for them leaves the rest of a page as it is.
    static func permitted<Value>(_ body: () throws -> Value?) throws -> Value? {
        do {
            return try body()
        } catch ControlPlaneError.forbidden, ControlPlaneError.notFound {
            return nil
        }
    }

    /// The view of it.
    var view: View {
        let named = Set(sentences.flatMap { $0.items("facts") }.flatMap { $0.words("spans") })
        return View([
            "claim": .maybe(claim.shown("claim")), "account": .maybe(claim.shown("account")),
            "status": .maybe(claim.shown("status").map(PageWords.spaced)),
            "payer": .maybe(claim.member("payer")?.shown("name") ?? claim.member("payer")?.shown("id")),
            "number": .maybe(claim.shown("patientControlNumber")),
            "sequence": .maybe(claim.shown("sequence").map(PageWords.sequence)),
            "law": law, "findings": .list(claim.items("findings").map(Self.finding)),
            "sentences": .list(sentences.enumerated().map { Self.sentence($1, number: $0 + 1, leadingTo: targets) }),
            "evidence": .list(evidence.map { Self.evidence($0, marking: named) }),
            "hidden": claim.hiddenWords,
        ])
    }

    /// The places to which a link on the page may lead: those that lie in what is shown of documents.
    private var targets: Set<String> {
        let whole = evidence.filter { $0.shown("text") != nil }.compactMap { $0.shown("span").flatMap(Place.init) }
        let named = sentences.flatMap { $0.items("facts") }.flatMap { $0.words("spans") }
        return Set(named.filter { name in Place(name).map { place in whole.contains { $0.contains(place) } } ?? false })
    }

    private var sentences: [JSONValue] { explanation?.items("sentences") ?? [] }

    /// Charge, what was paid, and each meaning of what was not, of which the rows sum to the charge.
    ///
    /// Nothing where amounts are hidden.
    private var law: View.Value {
        guard let charge = claim.dollars("charge"), let paid = claim.dollars("paid"),
            case .object(let parts)? = claim.member("dispositions")
        else { return .nothing }
        let amounts: [(String, Money)] = parts.compactMap { name, amount in
            guard case .string(let text) = amount, let amount = Money(decimal: text) else { return nil }
            return (name, amount)
        }
        let known = (Money(decimal: claim.shown("paid") ?? "") ?? .zero) + amounts.map(\.1).sum()
        let open = (Money(decimal: claim.shown("charge") ?? "") ?? .zero) - known
        let rows = amounts.filter { !$0.1.isZero }.map { name, amount in
            View(["words": .text(PageWords.disposition(name)), "amount": .text(amount.dollars)])
        }
        let words: View.Value = open.isNegative ? "More than was charged" : "Not decided yet"
        let rest = open.isZero ? [] : [View(["words": words, "amount": .text(open.dollars)])]
        return .view(
            View(["charge": .text(charge), "paid": .text(paid), "parts": .list(rows + rest), "owed": owed])
        )
    }

    /// Why the patient is not asked.
    private var why: String { claim.words("patientHold").map(PageWords.spaced).joined(separator: ", ") }

    private var owed: View.Value {
        guard let owed = claim.member("outstanding") else { return .nothing }
        return .view(
            View([
                "payer": .maybe(owed.dollars("payer")), "patient": .maybe(owed.dollars("patient")),
                "held": .maybe(owed.dollars("held")),
                "why": .maybe(claim.words("patientHold").isEmpty ? nil : why),
            ])
        )
    }

    /// A finding.
    static func finding(_ finding: JSONValue) -> View {
        View([
            "kind": .maybe(finding.title("kind")), "category": .maybe(finding.shown("category").map(PageWords.spaced)),
            "codes": .text(finding.words("codes").joined(separator: ", ")),
            "lines": .text(finding.words("lines").joined(separator: ", ")),
            "atStake": .maybe(finding.dollars("atStake")),
            "nextStep": .maybe(finding.shown("nextStep").map(PageWords.spaced)),
            "deadline": .maybe(finding.shown("deadline")), "rule": .maybe(finding.shown("deadlineRule")),
        ])
    }

    /// A sentence with the places on which it rests, as far as they are on the page.
    private static func sentence(_ sentence: JSONValue, number: Int, leadingTo targets: Set<String>) -> View {
        var places: [String] = []
        for place in sentence.items("facts").flatMap({ $0.words("spans") })
        where targets.contains(place) && !places.contains(place) {
            places.append(place)
        }
        let links = places.enumerated().map { index, place in
            View(["place": .text(place), "number": "\(index + 1)", "sentence": "\(number)"])
        }
        return View(["text": .maybe(sentence.shown("text")), "places": .list(links)])
    }

    // MARK: - Evidence

    /// A place of a document, cut at the places in it that are named, one line a segment.
    private static func evidence(_ row: JSONValue, marking named: Set<String>) -> View {
        let name = row.shown("span") ?? ""
        guard let text = row.shown("text") else {
            return View(["place": .text(name), "isGone": true, "pieces": .nothing])
        }
        return View(["place": .text(name), "isGone": false, "pieces": .list(pieces(of: text, at: name, named))])
    }

    private static func pieces(of text: String, at name: String, _ named: Set<String>) -> [View] {
        let bytes = Array(text.utf8)
        guard let whole = Place(name), whole.end - whole.start == bytes.count else {
            return [piece(Array(text.utf8)[...])]
        }
        let inside = named.compactMap(Place.init).filter { place in
            whole.contains(place) && place.name != name
        }
        var pieces: [View] = []
        var at = whole.start
        // Of places that overlap the first is marked; the others lie in it, or begin in it.
        for place in inside.sorted(by: { ($0.start, $1.end) < ($1.start, $0.end) }) {
            if place.start < at {
                pieces.append(View(["mark": .text(place.name), "text": ""]))
                continue
            }
            pieces.append(piece(bytes[(at - whole.start)..<(place.start - whole.start)]))
            let own = lines(
                String(decoding: bytes[(place.start - whole.start)..<(place.end - whole.start)], as: UTF8.self)
            )
            pieces.append(View(["mark": .text(place.name), "text": .text(own)]))
            at = place.end
        }
        return pieces + [piece(bytes[(at - whole.start)...])]
    }

    private static func piece(_ bytes: ArraySlice<UInt8>) -> View {
        View(["mark": .nothing, "text": .text(lines(String(decoding: bytes, as: UTF8.self)))])
    }

    /// X12 with each segment on a line of its own.
    private static func lines(_ text: String) -> String {
        text.contains("\n") ? text : text.replacing("~", with: "~\n")
    }

    /// A place as answers name it: a document, and from which byte to which.
    private struct Place {
        let name: String
        let document: Substring
        let start: Int
        let end: Int

        /// Whether another lies within it.
        func contains(_ other: Place) -> Bool {
            document == other.document && start <= other.start && other.end <= end
        }

        init?(_ name: String) {
            let parts = name.split(separator: "-")
            guard parts.count == 3, let start = Int(parts[1]), let end = Int(parts[2]), start <= end else { return nil }
            self.name = name
            document = parts[0]
            self.start = start
            self.end = end
        }
    }
}

extension PageTable {
    /// A claim.
    static let claims: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/claims/{claim}",
            name: "claimPage",
            act: { call in
                let view = try call.inquiring(about: .claim) { try ClaimView(call.place("claim"), $0, call).view }
                return .page("claim", title: "Claim \(call.place("claim"))", View(["shown": .view(view)]))
            }
        )
    ]
}
