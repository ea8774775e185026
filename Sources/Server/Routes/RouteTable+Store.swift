import Access
import ControlPlane
import Journal
import RevenueCycle

extension RouteTable {
    /// Work that waits, and decisions on what is not tried any more.
    static let jobs: [Route] = [
        Route(
            method: .get,
            path: "/v1/jobs",
            name: "listJobs",
            summary: "Lists jobs: work that waits or is not tried any more.",
            door: .right(Right(.search, .job)),
            parameters: [.init(name: "dead", schema: .truth, words: "Only those that are not tried any more.")],
            answer: Components.items(of: "Job"),
            act: { call in
                let isDead = try call.truth("dead")
                let jobs = try call.plane.jobs().filter { !isDead || $0.status == .dead }
                return Answer(items: jobs.map(\.json))
            }
        ),
        deciding("retry", Right(.retry, .job), "Gives a job that is not tried any more all its tries again.") {
            try $0.retryJob($1, reason: $2)
        },
        deciding("discard", Right(.discard, .job), "Gives up a job that is not tried any more.") {
            try $0.discardJob($1, reason: $2)
        },
    ]

    private static func deciding(
        _ word: String,
        _ right: Right,
        _ summary: String,
        _ decide: @escaping @Sendable (ControlPlane, String, String) throws -> Void
    ) -> Route {
        Route(
            method: .post,
            path: "/v1/jobs/{job}/\(word)",
            name: "\(word)Job",
            summary: summary,
            door: .right(right),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("job", .anyText)]),
            act: { call in
                let job = call.place("job")
                try decide(call.plane, job, call.reason())
                return Answer(.naming("job", job))
            }
        )
    }

    /// What forbids destruction.
    static let holds: [Route] = [
        Route(
            method: .get,
            path: "/v1/holds",
            name: "listHolds",
            summary: "Lists every legal hold that was ever placed.",
            door: .right(Right(.search, .legalHold)),
            answer: Components.items(of: "LegalHold"),
            act: { call in Answer(items: try call.plane.holds().map(\.json)) }
        ),
        Route(
            method: .post,
            path: "/v1/holds",
            name: "placeHold",
            summary: "Forbids the destruction of a patient's, an account's or a claim's records.",
            door: .right(Right(.place, .legalHold)),
            body: .json(.object([.init("target", .anyText), .init("reason", .anyText)])),
            answer: .object([.init("target", .anyText)]),
            act: { call in
                let (target, reason) = try call.reading { body throws in
                    (try body.text("target"), try body.text("reason"))
                }
                _ = try call.plane.placeHold(on: target, reason: reason)
                return Answer(.naming("target", target))
            }
        ),
        Route(
            method: .post,
            path: "/v1/holds/{hold}/release",
            name: "releaseHold",
            summary: "Releases a legal hold.",
            door: .right(Right(.release, .legalHold)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("released", .anyText)]),
            act: { call in
                let reason = try call.reason()
                // What is no number is no hold's either.
                let hold = UInt64(call.place("hold")) ?? 0
                try call.plane.releaseHold(hold, reason: reason)
                return Answer(.naming("released", "\(hold)"))
            }
        ),
    ]

    /// How long records are kept, and what is destroyed.
    static let retention: [Route] = [
        Route(
            method: .get,
            path: "/v1/retention/policy",
            name: "showRetention",
            summary: "Shows how many years records are kept.",
            door: .right(Right(.read, .retentionPolicy)),
            answer: .named("RetentionPolicy"),
            readsEverything: true,
            act: { call in Answer(try call.plane.retentionPolicy().json) }
        ),
        Route(
            method: .post,
            path: "/v1/retention/policy",
            name: "adoptRetention",
            summary: "Adopts a retention policy; what is not given stays as it is.",
            door: .right(Right(.adopt, .retentionPolicy)),
            body: .json(
                .object(
                    ["claims", "correspondence", "access", "ageOfMajority"].map { .init($0, .number, optional: true) }
                        + [.init("reason", .anyText)]
                )
            ),
            answer: .object([.init("adopted", .anyText)]),
            readsEverything: true,
            act: { call in
                let given = try call.reading { body throws in
                    let years = try ["claims", "correspondence", "access", "ageOfMajority"].map { name throws in
                        body.has(name) ? try body.number(name, in: 0...1000) : nil
                    }
                    return (years, try body.text("reason"))
                }
                try call.plane.adoptRetention(reason: given.1) { policy in
                    policy.claims = given.0[0] ?? policy.claims
                    policy.correspondence = given.0[1] ?? policy.correspondence
                    policy.access = given.0[2] ?? policy.access
                    policy.ageOfMajority = given.0[3] ?? policy.ageOfMajority
                }
                return Answer(.naming("adopted", "retention"))
            }
        ),
        Route(
            method: .get,
            path: "/v1/retention/preview",
            name: "previewRetention",
            summary: "Shows what a run of today would destroy and what it would leave; changes nothing.",
            door: .right(Right(.read, .retentionPolicy)),
            parameters: [asOf],
            answer: .named("RetentionPlan"),
            readsEverything: true,
            act: { call in Answer(try call.plane.retentionPlan(asOf: call.day()).json) }
        ),
        Route(
            method: .get,
            path: "/v1/retention/certificates",
            name: "listCertificates",
            summary: "Lists the certificates of what was destroyed, with the sums that are left of it.",
            door: .right(Right(.read, .retentionPolicy)),
            answer: Components.items(of: "Certificate"),
            readsEverything: true,
            act: { call in
                Answer(items: try call.plane.destructionCertificates().map(\.json))
            }
        ),
        Route(
            method: .post,
            path: "/v1/retention/run",
            name: "runRetention",
            summary: "Destroys exactly what the preview of today showed; it cannot be undone.",
            door: .right(Right(.run, .retentionPolicy)),
            body: .json(.object([.init("confirm", .anyText)])),
            answer: .named("Certificate"),
            readsEverything: true,
            act: { call in
                let code = try call.reading { body throws in try body.text("confirm") }
                let answer = try call.plane.runRetention(code: code, asOf: call.plane.today).json
                try call.plane.keep(answer)
                return Answer(answer)
            }
        ),
    ]
}
