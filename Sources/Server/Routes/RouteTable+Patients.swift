import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// Source patients, and the persons that they are held to be.
    static let patients: [Route] = [
        Route(
            method: .post,
            path: "/v1/patients/search",
            name: "searchPatients",
            summary:
                "Finds patients by surname, member number, record number or id; in a body, since addresses are logged on their way.",
            door: .right(Right(.read, .patient)),
            parameters: [asOf],
            body: .json(.object([.init("named", .anyText)])),
            answer: Components.items(of: "Patient"),
            isLook: true,
            act: { call in
                let name = try call.reading { body throws in try body.text("named") }
                let found = try orNone { try call.inquiry.patients(named: name, asOf: call.day()) }
                return Answer(items: found.map(call.plane.patientRow))
            }
        ),
        Route(
            method: .get,
            path: "/v1/patients/{patient}",
            name: "showPatient",
            summary: "Shows a patient and everybody linked with them.",
            door: .right(Right(.read, .patient)),
            parameters: [asOf],
            answer: Components.items(of: "Patient"),
            isLook: true,
            act: { call in
                let person = try call.inquiry.person(of: call.place("patient"), asOf: call.day())
                return Answer(items: person.map(call.plane.patientRow))
            }
        ),
        linking(
            "link",
            Right(.link, .patient),
            "Holds two patients to be one person, for a stated reason.",
            isUndone: false
        ),
        linking("unlink", Right(.unlink, .patient), "Holds two linked patients apart again.", isUndone: true),
    ]

    private static func linking(_ word: String, _ right: Right, _ summary: String, isUndone: Bool) -> Route {
        Route(
            method: .post,
            path: "/v1/patients/{patient}/\(word)",
            name: "\(word)Patients",
            summary: summary,
            door: .right(right),
            body: .json(.object([.init("other", .id("p", 26)), .init("reason", .anyText)])),
            answer: .object([.init("patients", .list(.id("p", 26)))]),
            act: { call in
                let one = call.place("patient")
                let (other, reason) = try call.reading { body throws in
                    (try body.text("other"), try body.text("reason"))
                }
                try call.plane.link(one, other, reason: reason, isUndone: isUndone)
                return Answer(.object([("patients", .texts([one, other]))]))
            }
        )
    }
}
