import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("A form of answers") struct AnswerFormTests {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../docs/fields.md").standardized
    private static let begin = "<!-- Held against the forms by a test. -->\n"

    private static func lines(_ members: [AnswerMember], in path: String = "") -> [String] {
        members.flatMap { member -> [String] in
            let name = path + member.name
            switch member.part {
            case .always: return ["| `\(name)` | |"]
            case .groups(let groups):
                return ["| `\(name)` | \(groups.groups.map { "`\($0.name)`" }.joined(separator: " and ")) |"]
            case .members(let members): return lines(members, in: "\(name).")
            }
        }
    }

    private static var tables: String {
        AnswerForm.all.map { form in
            let needed = form.needed.groups.map { "`\($0.name)`" }.joined(separator: ", ")
            return "\n## \(form.name)\n\n" + (needed.isEmpty ? "" : "Not given without \(needed).\n\n")
                + "| member | shown with |\n|---|---|\n" + lines(form.members).joined(separator: "\n") + "\n"
        }
        .joined()
    }

    @Test func `is what docs/fields.md says of it`() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let head = try #require(page.range(of: Self.begin)).upperBound
        if ProcessInfo.processInfo.environment["RECOURSE_WRITE_GOLDEN"] == "1" {
            try Data((page[..<head] + Self.tables).utf8).write(to: Self.page)
        }
        #expect(page[head...].split(separator: "\n") == Self.tables.split(separator: "\n"))
    }

    @Test func `names each member once, and no member that says what is hidden`() {
        #expect(Set(AnswerForm.all.map(\.name)).count == AnswerForm.all.count)
        for form in AnswerForm.all {
            let names = form.members.map(\.name)
            #expect(Set(names).count == names.count, "\(form.name)")
            #expect(!names.contains(AnswerForm.hiddenMember))
            #expect(form.needed.isSubset(of: form.groups))
        }
    }

    private let form = AnswerForm(
        "test",
        AnswerMember.always("id") + AnswerMember.of(.amounts, "paid")
            + AnswerMember.ofAll([.amounts, .staff], "both")
            + AnswerMember.each("parts", AnswerMember.of(.identity, "name") + AnswerMember.always("place"))
    )

    private func cut(_ text: JSONValue, _ groups: FieldGroup...) -> String {
        form.cut(text, to: FieldMask(groups)).text
    }

    @Test func `leaves out what is hidden, in lists and objects too, and says which groups that were`() {
        let part = JSONValue.object([("name", .string("N")), ("place", .number(1))])
        let row = JSONValue.object([
            ("id", .string("i")), ("paid", .money("1.00")), ("both", .null), ("parts", .array([part, part])),
        ])
        let whole = #"{"id":"i","paid":"1.00","both":null,"parts":[{"name":"N","place":1},{"name":"N","place":1}]}"#
        #expect(cut(row, .amounts, .staff, .identity) == whole)
        #expect(cut(row, .amounts, .staff, .identity, .settings) == whole)
        #expect(
            cut(row, .amounts)
                == #"{"id":"i","paid":"1.00","parts":[{"place":1},{"place":1}],"hidden":["identity","staff"]}"#
        )
        #expect(
            cut(row, .identity, .staff)
                == #"{"id":"i","parts":[{"name":"N","place":1},{"name":"N","place":1}],"hidden":["amounts"]}"#
        )
        #expect(
            cut(.object([("id", .null), ("parts", part)]))
                == #"{"id":null,"parts":{"place":1},"hidden":["identity","amounts","staff"]}"#
        )
        #expect(cut(.object([("parts", .null)]), .amounts) == #"{"parts":null,"hidden":["identity","staff"]}"#)
        // What is no object where one must be cannot be cut, and so is not shown.
        #expect(cut(.object([("parts", .string("N"))]), .amounts) == #"{"hidden":["identity","staff"]}"#)
    }
}
