package import Journal
import RevenueCycle

// What the store's own commands answer: jobs, holds, destinations, retention.
extension NamedJob {
    /// One row of `jobs list`.
    package var json: JSONValue {
        .object([
            ("job", .string("\(id)")), ("what", .string(what)), ("about", .text(about)),
            ("status", .string(status.words)), ("attempts", .number(attempts)),
            ("attemptLimit", .number(attemptLimit)), ("reason", .text(reason)),
        ])
    }
}

extension Job.Status {
    /// Where it stands, for a person.
    package var words: String {
        switch self {
        case .waiting(let from): "waits until \(from)"
        case .leased(let owner, let until): "\(owner) has it until \(until)"
        case .dead: "not tried any more"
        }
    }
}

extension LegalHold {
    /// One row of `holds list`.
    package var json: JSONValue {
        .object([
            ("hold", .number(Int(id))), ("target", .string(target)), ("reason", .string(reason)),
            ("principal", .string(principal)), ("placed", .string("\(placed)")),
            ("released", .text(released.map { "\($0.at)" })), ("releasedBy", .text(released?.principal)),
            ("releaseReason", .text(released?.reason)),
        ])
    }
}

extension Destination {
    /// One row of `destinations list`.
    package var json: JSONValue {
        .object([
            ("name", .string(name)), ("place", .string(place.words)), ("principal", .string(principal)),
            ("set", .string("\(set)")), ("reason", .string(reason)),
        ])
    }
}

extension Destination.Place {
    /// Where it lies, for a person.
    package var words: String {
        switch self {
        case .folder(let path): "folder \(path)"
        }
    }
}

extension RetentionPolicy {
    /// The answer of `retention policy`.
    package var json: JSONValue {
        .object([
            ("claims", .number(claims)), ("correspondence", .number(correspondence)), ("access", .number(access)),
            ("ageOfMajority", .number(ageOfMajority)),
        ])
    }
}

extension RetentionPlan {
    /// The answer of `retention preview`.
    package var json: JSONValue {
        let classes = RetentionClass.allCases.compactMap { retention in
            counts[retention].map { counts in
                JSONValue.object([
                    ("class", .string("\(retention)")), ("destroyed", .number(counts.destroyed)),
                    ("minors", .number(counts.minors)), ("withoutBirthDate", .number(counts.withoutBirthDate)),
                    ("held", .number(counts.held)), ("shared", .number(counts.shared)),
                ])
            }
        }
        return .object([
            ("code", keys.isEmpty ? .null : .string(code)), ("keys", .number(keys.count)),
            ("classes", .array(classes)),
        ])
    }
}

extension DestructionCertificate {
    /// One row of `retention certificates`.
    package var json: JSONValue {
        let rollups = rollups.map { rollup in
            JSONValue.object([
                ("year", .number(rollup.year)), ("claims", .number(rollup.claims)),
                ("charged", .money(rollup.charged)), ("paid", .money(rollup.paid)),
            ])
        }
        return .object([
            ("entry", .number(Int(position))), ("principal", .string(principal)),
            ("recorded", .string("\(recorded)")), ("code", .string(code)), ("keys", .number(keys)),
            ("evidence", .number(evidence)), ("rollups", .array(rollups)),
        ])
    }
}
