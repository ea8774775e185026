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
        let isBalanced = if case .bool(true)? = row.member("balanced") { true } else { false }
        return View([
            "remittance": .maybe(row.shown("remittance")), "payer": .maybe(row.shown("payer")),
            "trace": .maybe(row.shown("trace")), "date": .maybe(row.shown("date")),
            "amount": .maybe(row.dollars("amount")),
            "claims": .maybe(row.shown("claims")), "interest": .maybe(row.dollars("interest")),
            "isUnbalanced": .truth(!isBalanced), "hidden": row.hiddenWords,
            "adjustments": .list(
                row.items("adjustments").map { adjustment in
                    View([
                        "code": .maybe(adjustment.shown("code")), "reference": .maybe(adjustment.shown("reference")),
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
        PageRoute(method: .post, path: "/held/{item}/\(what)", name: name) { call in
            try PageTable.answering(orShowing: { try heldPage(call, fault: $0) }) {
                if try !call.isDone { try act(call.once, call.place("item"), try needed("reason", call)) }
                return .go(to: "/held?done=\(what)")
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
            let isReading = row.shown("kind") == HeldItem.Kind.reading.rawValue
            let id = row.shown("id") ?? ""
            return View([
                "id": .text(id), "kind": .maybe(row.title("kind")), "file": .maybe(row.shown("file")),
                "number": .maybe(row.shown("patientControlNumber")), "amount": .maybe(row.dollars("amount")),
                "reason": .maybe(row.shown("reason")), "place": .maybe(row.shown("place")), "hidden": row.hiddenWords,
                "mayRelease": .truth(mayRelease), "mayDismiss": .truth(mayDismiss && isReading),
                "typed": .maybe(call.place("item") == id ? call.form["reason"] : nil),
                "request": .text(UUID().uuidString),
            ])
        }
        let view = View([
            "isHeld": true, "items": .list(items), "done": .maybe(done), "next": next(part, call, "/held"),
        ])
        return .form("held", title: "Held", view, fault: fault)
    }
}
