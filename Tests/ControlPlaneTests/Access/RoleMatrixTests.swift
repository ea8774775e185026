import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane

/// What each role may do, as it comes out of decisions and not out of the rules: a change of `Rules/roles.toml` shows here too.
///
/// `RECOURSE_WRITE_GOLDEN=1` writes the files anew; the change is then read in review.
@Suite("The roles that ship") struct RoleMatrixTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")
    private static let roles = RoleSetReader.read(.shippedRoles).roles
    private static let here = Place(tenant: TenantID("tenant"), environment: .production)
    private static let moment = Instant(microsecondsSince1970: 1)

    private static func principal(_ role: Role, _ kind: PrincipalKind) -> Principal {
        let validity = Validity(from: Instant(microsecondsSince1970: 0))
        return Principal(
            id: PrincipalID(role.rawValue),
            kind: kind,
            person: HumanID("self"),
            grants: [Grant(id: GrantID("g"), role: role, place: here, validity: validity)],
            validity: validity
        )
    }

    /// Who has a role; an agent acts for a supervisor.
    private static func holder(of role: Role) -> Requester {
        switch role {
        case .agent: Requester(principal(.agent, .agent), onBehalfOf: principal(.supervisor, .user))
        case .integration: Requester(principal(.integration, .service))
        default: Requester(principal(role, .user))
        }
    }

    private static func fields(
        _ role: Role,
        _ right: Right,
        _ purpose: Purpose,
        owner: String = "other",
        amount: Int64 = 1,
        _ sensitivities: Set<Sensitivity> = []
    ) -> FieldMask? {
        let question = Question(requester: holder(of: role), place: here, action: right.action, purpose: purpose)
        let target = Target(
            resource: right.resource,
            place: here,
            amount: Money(cents: amount),
            sensitivities: sensitivities,
            owners: [HumanID(owner)]
        )
        return decide(question, about: target, in: roles, at: moment).permission?.fields
    }

    private static func purposes(
        _ role: Role,
        _ right: Right,
        owner: String = "other",
        amount: Int64 = 1
    ) -> [Purpose] {
        Purpose.allCases.filter { fields(role, right, $0, owner: owner, amount: amount) != nil }
    }

    /// `+` yes, `$` up to an amount, `o` on own work only, `.` no.
    private static func mark(_ role: Role, _ right: Right) -> String {
        if !purposes(role, right, amount: 1_000_000_000).isEmpty { return "+" }
        if !purposes(role, right).isEmpty { return "$" }
        return purposes(role, right, owner: "self").isEmpty ? "." : "o"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static var matrix: String {
        var lines = Role.allCases.enumerated().map { "# \(String($0.offset, radix: 16)) \($0.element.rawValue)" }
        let columns = Role.allCases.indices.map { String($0, radix: 16) }.joined(separator: " ")
        lines.append(padded("#", 30) + columns)
        for right in Right.all {
            lines.append(
                padded("\(right.resource.rawValue) \(right.action.rawValue)", 30)
                    + Role.allCases.map { mark($0, right) }.joined(separator: " ")
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Each right of a role: for which purposes, with which sensitivities, what is shown.
    private static func table(of role: Role) -> String {
        var lines: [String] = []
        for right in Right.all {
            let mark = mark(role, right)
            if mark == "." { continue }
            let owner = mark == "o" ? "self" : "other"
            let purposes = purposes(role, right, owner: owner)
            let shown = purposes.reduce(FieldMask()) { $0.union(fields(role, right, $1, owner: owner) ?? []) }
            let reached = Sensitivity.allCases.filter { sensitivity in
                purposes.contains { fields(role, right, $0, owner: owner, [sensitivity]) != nil }
            }
            lines.append("\(right.resource.rawValue) \(right.action.rawValue) \(mark)")
            lines.append("    for \(purposes.map(\.rawValue).joined(separator: " "))")
            if !reached.isEmpty { lines.append("    with \(reached.map(\.rawValue).joined(separator: " "))") }
            if !shown.isEmpty { lines.append("    shows \(shown.groups.map(\.name).joined(separator: " "))") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func compare(_ text: String, with name: String) throws {
        let file = Self.folder.appendingPathComponent("\(name).txt")
        if ProcessInfo.processInfo.environment["RECOURSE_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let golden = (try? String(contentsOf: file, encoding: .utf8)) ?? ""  // Absent: every line is new.
        let (old, new) = (golden.split(separator: "\n"), text.split(separator: "\n"))
        let difference = new.difference(from: old).map { change in
            switch change {
            case .insert(let line, let text, _): "+ \(line + 1): \(text)"
            case .remove(let line, let text, _): "- \(line + 1): \(text)"
            }
        }
        #expect(difference == [], "\(file.lastPathComponent)")
    }

    @Test func `may do what the matrix says`() throws { try compare(Self.matrix, with: "matrix") }

    @Test(arguments: Role.allCases)
    func `may see, for what and of whom, what the role's table says`(role: Role) throws {
        try compare(Self.table(of: role), with: role.rawValue)
    }

    @Test func `keep substance use out of proceedings, exports and machines`() {
        let clinical = Right(.read, .claim)
        #expect(Self.fields(.compliance, clinical, .audit, [.substanceUse]) != nil)
        #expect(Self.fields(.compliance, clinical, .legal, [.substanceUse]) == nil)
        #expect(Self.fields(.compliance, clinical, .legal) != nil)
        #expect(Self.fields(.compliance, Right(.export, .claim), .audit, [.substanceUse]) == nil)
        #expect(Self.fields(.compliance, Right(.export, .claim), .audit) != nil)
        for role in Role.stated where role != .compliance && role != .clinicalReviewer {
            for right in Right.all where right.resource.fields.groups.contains(.clinicalCodes) {
                for purpose in Purpose.allCases {
                    #expect(Self.fields(role, right, purpose, [.substanceUse]) == nil, "\(role) \(right)")
                }
            }
        }
    }

    @Test func `let nobody who hands out roles see a patient, by whatever other role`() {
        let validity = Validity(from: Instant(microsecondsSince1970: 0))
        let grants = Role.allCases.map {
            Grant(id: GrantID($0.rawValue), role: $0, place: Self.here, validity: validity)
        }
        let all = Principal(
            id: PrincipalID("user:all"),
            kind: .user,
            person: HumanID("self"),
            grants: grants,
            validity: validity
        )
        let claim = Target(resource: .claim, place: Self.here)
        for purpose in Purpose.allCases {
            let question = Question(requester: Requester(all), place: Self.here, action: .read, purpose: purpose)
            let decision = decide(question, about: claim, in: Self.roles, at: Self.moment)
            #expect(decision == .denied(Denial(.forbidden, by: RuleID("administrator-sees-no-patient"))))
        }
    }
}
