import Foundation

@testable import Server

/// For each route a request that it understands: of something that is not there, and that changes nothing that another test rests
/// on.
enum SampleRequests {
    /// A path of a route with something in its places that is not there.
    static func absent(_ route: Route) -> String {
        let needed = route.parameters.filter(\.isRequired).map { "\($0.name)=absent" }
        return path(of: route) + (needed.isEmpty ? "" : "?" + needed.joined(separator: "&"))
    }

    /// The same without a query.
    static func path(of route: Route) -> String {
        var path = route.path
        if path.hasPrefix("/v1/users/") { path = path.replacing("{account}", with: "user:absent") }
        for (place, id) in places { path = path.replacing("{\(place)}", with: id) }
        return path
    }

    /// What stands in the places of paths: ids of the right form.
    static let places = [
        "claim": "c_0000000000000000", "account": "a_0000000000000000", "item": "r_0000000000000000",
        "entry": "999999999", "proposal": "o_00000000000000000000000000", "effect": "e_00000000000000000000000000",
        "patient": "p_00000000000000000000000000", "case": "k_00000000000000000000000000",
        "key": "k_0000000000000000", "job": "00000000000000000000000000000000", "hold": "999999999",
        "name": "absent", "rule": "absent.rule", "webhook": "w_00000000000000000000000000",
        "emergency": "0000000000000000", "span": "s_00000000000000000000000000-0-1",
    ]

    private static let reason = #"{"reason":"A test."}"#
    private static let case2 = "k_00000000000000000000000001"

    /// A body that a route takes; nil when there is none for it.
    static func body(of route: Route) -> String? { bodies[route.name] }

    private static let bodies = [
        "ingestDocument": "ISA", "markSensitive": #"{"subjects":[],"reason":"A test."}"#,
        "markAccountSensitive": #"{"subjects":[],"reason":"A test."}"#, "releaseHeld": reason, "dismissHeld": reason,
        "propose": #"{"kind":"claimNote","subject":"c_0000000000000000","why":"A test.","text":"A note."}"#,
        "revise": #"{"kind":"claimNote","subject":"c_0000000000000000","why":"A test.","text":"A note."}"#,
        "decide": #"{"decision":"approve"}"#, "runEffects": "{}", "takeReceipts": "{}",
        "resolveEffect": #"{"resolution":"retry","reason":"A test."}"#,
        "searchAccounts": #"{"number":"absent"}"#, "searchPatients": #"{"named":"absent"}"#,
        "linkPatients": #"{"other":"p_00000000000000000000000001","reason":"A test."}"#,
        "unlinkPatients": #"{"other":"p_00000000000000000000000001","reason":"A test."}"#,
        "openCase": #"{"subject":"c_0000000000000000","kind":"denial","reason":"A test."}"#, "refreshCases": "{}",
        "linkCases": #"{"others":["\#(case2)"],"reason":"A test."}"#,
        "unlinkCases": #"{"others":["\#(case2)"],"reason":"A test."}"#, "assignCase": #"{"queue":"review"}"#,
        "scheduleCase": #"{"due":null}"#, "noteCase": #"{"text":"A note."}"#,
        "callCase": #"{"representative":"A","outcome":"B"}"#, "answerCase": #"{"answer":"payerLetter","text":"A"}"#,
        "closeCase": #"{"outcome":"noAction","reason":"A test."}"#, "reopenCase": reason,
        // Rules with faults, and years that may not be: nobody adopts them.
        "comparePolicy": #"{"file":"a.toml","text":"= = ="}"#,
        "adoptPolicy": #"{"file":"a.toml","text":"= = =","reason":"A test."}"#,
        "adoptRules": #"{"file":"a.toml","text":"= = ="}"#, "adoptRetention": #"{"claims":1,"reason":"A test."}"#,
        "runRetention": #"{"confirm":"absent"}"#, "setDestination": #"{"folder":"/absent","reason":"A test."}"#,
        "removeDestination": reason, "addUser": #"{"account":"user:sample","person":"sample","reason":"A test."}"#,
        "grantRole": #"{"role":"biller","reason":"A test."}"#, "revokeRole": #"{"role":"biller","reason":"A test."}"#,
        "endUser": reason, "issueKey": #"{"account":"user:absent","days":1,"reason":"A test."}"#, "rotateKey": reason,
        "signIn": #"{"name":"nobody","password":"vier kleine Boote"}"#, "endSession": #"{"sessions":"this"}"#,
        "addWebhook": #"{"url":"https://127.0.0.1/","account":"absent","reason":"A test."}"#, "rotateWebhook": reason,
        "removeWebhook": reason, "enableWebhook": reason,
        "revokeKey": reason, "breakGlass": #"{"patient":"absent","reason":"A test."}"#, "endEmergency": reason,
        "reviewEmergency": #"{"verdict":"inOrder","finding":"A test."}"#, "retryJob": reason, "discardJob": reason,
        "placeHold": #"{"target":"c_0000000000000000","reason":"A test."}"#, "releaseHold": reason,
    ]

    /// The media type of a body.
    static func type(of route: Route) -> String {
        if case .document = route.body { "application/edi-x12" } else { "application/json" }
    }
}

extension APIWorld {
    /// Asks what a route is for, of something that is not there.
    func sample(_ route: Route, key: String?, headers: [String: String] = [:]) async throws -> Reply {
        let path = SampleRequests.absent(route)
        guard route.method == .post else { return try await ask("GET", path, key: key, headers: headers) }
        var headers = headers
        if route.isNamed { headers["Idempotency-Key"] = UUID().uuidString }
        headers["Content-Type"] = SampleRequests.type(of: route)
        if route.takesTag { headers["If-Match"] = "\"0000000000000000\"" }
        let body = SampleRequests.body(of: route) ?? ""
        return try await ask("POST", path, key: key, headers: headers, body: Data(body.utf8))
    }
}
