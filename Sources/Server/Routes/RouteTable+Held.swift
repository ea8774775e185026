import Access
import ControlPlane

extension RouteTable {
    /// What does not count yet.
    static let held: [Route] = [
        Route(
            method: .get,
            path: "/v1/held",
            name: "listHeld",
            summary: "Lists what is held, with the reason and the place.",
            door: .right(Right(.read, .heldItem)),
            parameters: paging,
            answer: Components.list(of: "HeldItem"),
            isLook: true,
            act: { call in try Answer(call.inquiry.heldItems(call.page()).map(\.json)) }
        ),
        Route(
            method: .get,
            path: "/v1/held/{item}",
            name: "showHeld",
            summary: "Shows something that is held.",
            door: .right(Right(.read, .heldItem)),
            answer: .named("HeldItem"),
            isLook: true,
            act: { call in try Answer(call.inquiry.heldItem(call.place("item")).json) }
        ),
        Route(
            method: .post,
            path: "/v1/held/{item}/release",
            name: "releaseHeld",
            summary: "Lets something that is held count, for a stated reason.",
            door: .right(Right(.release, .heldItem)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("released", .anyText)]),
            act: { call in
                var body = try JSONBody(call.body, depth: call.limits.depth)
                let reason = try body.text("reason")
                try body.end()
                let item = call.place("item")
                try call.plane.release(item, reason: reason)
                return Answer(ControlPlane.released(item))
            }
        ),
        Route(
            method: .post,
            path: "/v1/held/{item}/dismiss",
            name: "dismissHeld",
            summary: "Takes off the list what cannot be read and so can never count, for a stated reason.",
            door: .right(Right(.refuse, .heldItem)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("dismissed", .anyText)]),
            act: { call in
                let item = call.place("item")
                try call.plane.dismiss(item, reason: call.reason())
                return Answer(.naming("dismissed", item))
            }
        ),
    ]
}
