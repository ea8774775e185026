import Access
import ControlPlane
import Foundation
import RevenueCycle

extension PageTable {
    /// Payments as explanations of benefits, and money that does not count yet.
    static let money: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/remittances",
            name: "remittancesPage",
            readsMuch: true,
            act: { call in
                let part = try call.inquiring(about: .remittance) { inquiry in
                    try inquiry.remittances(page(call)).map(call.plane.remittanceRow)
                }
                let view = View([
                    "isRemittances": true, "remittances": .list(part.items.map(remittanceRow)),
                    "next": next(part, call, "/remittances"),
                ])
                return .page("remittances", title: "Remittances", view)
            }
        ),
        PageRoute(
            method: .get,
            path: "/remittances/{remittance}",
            name: "remittancePage",
            readsMuch: true,
            act: { call in
                let row = try call.inquiring(about: .remittance) { inquiry in
                    call.plane.remittanceRow(try inquiry.remittance(call.place("remittance")))
                }
                return .page("remittance", title: "Remittance", remittanceRow(row))
            }
        ),
        PageRoute(
            method: .get,
            path: "/held",
            name: "heldPage",
            readsMuch: true,
            act: { call in try heldPage(call, fault: nil) }
        ),
        heldForm("release", "releaseByPage") { plane, id, reason in try plane.release(id, reason: reason) },
        heldForm("dismiss", "dismissByPage") { plane, id, reason in try plane.dismiss(id, reason: reason) },
    ]

    /// The part of a list that an address asks for.
    private static func page(_ call: PageCall) -> Page { Page(after: call.query["cursor"], limit: 50) }

    /// The address of the next part; nothing when there is none.
    private static func next<Item>(_ part: Listed<Item>, _ call: PageCall, _ path: String) -> View.Value {
        .maybe(part.next.map { "\(path)?cursor=\(PageFields.encoded($0))" })
    }

    static func remittanceRow(_ row: JSONValue) -> View {
        // Not told where amounts are hidden.
        let isUnbalanced = if case .bool(false)? = row.member("balanced") { true } else { false }
        return View([
            "remittance": .maybe(row.shown("remittance")), "payer": .maybe(row.shown("payer")),
            "trace": .maybe(row.shown("trace")), "date": .maybe(row.shown("date")),
            "amount": .maybe(row.dollars("amount")),
            "claims": .maybe(row.shown("claims")), "isOne": .truth(row.count("claims") == 1),
            "interest": .maybe(isNothing(row.shown("interest")) ? nil : row.dollars("interest")),
            "unknown": .maybe(row.items("unmatched").isEmpty ? nil : "\(row.items("unmatched").count)"),
            "isUnbalanced": .truth(isUnbalanced), "hidden": row.hiddenWords,
            "adjustments": .list(
                row.items("adjustments").map { adjustment in
                    View([
                        "code": .maybe(adjustment.shown("code")),
                        "words": .maybe(adjustment.shown("code").flatMap(PageWords.providerAdjustment)),
                        "reference": .maybe(adjustment.shown("reference")),
                        "amount": .maybe(adjustment.dollars("amount")),
                    ])
                }
            ),
            "unmatched": .list(
                row.items("unmatched").map { claim in
                    View([
                        "claim": .maybe(claim.shown("claim")), "number": .maybe(claim.shown("patientControlNumber")),
                        "paid": .maybe(claim.dollars("paid")),
                    ])
                }
            ),
        ])
    }

    // MARK: - Held

    private static func heldForm(
        _ what: String,
        _ name: String,
        _ act: @escaping @Sendable (ControlPlane, String, String) throws -> Void
    ) -> PageRoute {
        PageRoute(method: .post, path: "/held/{item}/\(what)", name: name, readsMuch: true) { call in
            let id = call.place("item")
            return try PageTable.answering(orShowing: { try heldPage(call, fault: $0) }) {
                guard let reason = call.form["reason"], reason.contains(where: { !$0.isWhitespace }) else {
                    throw FormFault(field: "\(what)-\(id)", words: "Say why.")
                }
                do {
                    if try !call.isDone { try act(call.once, id, reason) }
                } catch ControlPlaneError.notFound {
                    throw FormFault(field: nil, words: "It is held no more: somebody has decided about it.")
                }
                let page = call.query["cursor"].flatMap { $0 == id ? nil : "&cursor=\(PageFields.encoded($0))" }
                return .go(to: "/held?done=\(what)\(page ?? "")")
            }
        }
    }

    private static func heldPage(_ call: PageCall, fault: FormFault?) throws -> PageAnswer {
        let part = try call.inquiring(about: .heldItem) { inquiry in try inquiry.heldItems(page(call)).map(\.json) }
        let mayRelease = try call.mightDo(.release, .heldItem)
        let mayDismiss = try call.mightDo(.refuse, .heldItem)
        let done: String? =
            switch fault == nil ? call.query["done"] : nil {
            case "release": "It counts from now on."
            case "dismiss": "It is off the list."
            default: nil
            }
        let items = part.items.map { row in
            let kind = row.shown("kind")
            let id = row.shown("id") ?? ""
            func typed(_ what: String) -> View.Value {
                .maybe(call.route.path.hasSuffix(what) && call.place("item") == id ? call.form["reason"] : nil)
            }
            return View([
                "id": .text(id), "kind": .maybe(row.title("kind")), "file": .maybe(row.shown("file")),
                "number": .maybe(row.shown("patientControlNumber")), "amount": .maybe(row.dollars("amount")),
                "reason": .maybe(row.shown("reason")), "place": .maybe(row.shown("place")), "hidden": row.hiddenWords,
                "mayRelease": .truth(mayRelease && kind != HeldItem.Kind.unmatched.rawValue),
                "mayDismiss": .truth(mayDismiss && kind == HeldItem.Kind.reading.rawValue),
                "isReleased": .truth(fault?.field == "release-\(id)"),
                "isDismissed": .truth(fault?.field == "dismiss-\(id)"),
                "toRelease": typed("release"), "toDismiss": typed("dismiss"), "from": .nothing,
                "cursor": .maybe(call.query["cursor"].map(PageFields.encoded)), "request": .text(UUID().uuidString),
            ])
        }
        let view = View([
            "isHeld": true, "items": .list(items), "done": .maybe(done), "next": next(part, call, "/held"),
        ])
        return .form("held", title: "Held", view, fault: fault)
    }
}
