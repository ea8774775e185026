import Access
import ControlPlane

extension RouteTable {
    /// Where approved effects are taken.
    static let destinations: [Route] = [
        Route(
            method: .get,
            path: "/v1/destinations",
            name: "listDestinations",
            summary: "Lists the places outside to which approved effects are taken.",
            door: .right(Right(.search, .destination)),
            answer: Components.items(of: "Destination"),
            act: { call in Answer(items: try call.plane.destinations().map(\.json)) }
        ),
        Route(
            method: .post,
            path: "/v1/destinations/{name}/set",
            name: "setDestination",
            summary: "Says where a destination lies; what was approved for another place is not delivered any more.",
            door: .right(Right(.edit, .destination)),
            body: .json(.object([.init("folder", .anyText), .init("reason", .anyText)])),
            answer: .object([.init("name", .anyText)]),
            act: { call in
                let name = call.place("name")
                let (folder, reason) = try call.reading { body throws in
                    (try body.text("folder"), try body.text("reason"))
                }
                try call.plane.setDestination(name, folder: folder, reason: reason)
                return Answer(.naming("name", name))
            }
        ),
        Route(
            method: .post,
            path: "/v1/destinations/{name}/remove",
            name: "removeDestination",
            summary: "Takes a destination away; what was approved for it is not delivered any more.",
            door: .right(Right(.revoke, .destination)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("name", .anyText)]),
            act: { call in
                let name = call.place("name")
                try call.plane.removeDestination(name, reason: call.reason())
                return Answer(.naming("name", name))
            }
        ),
    ]
}
