import Foundation
import Testing

@testable import Server

@Suite("The workbench") struct WorkbenchTests {
    private static let pages = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Pages")

    @Test func `has the pages of the repository`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.pages.path).filter {
            $0.hasSuffix(".mustache")
        }
        #expect(Set(files) == Set(TemplateText.all.map { "\($0.name).mustache" }), "run scripts/embed-pages.py")
        let embedded =
            TemplateText.all.map { ("\($0.name).mustache", $0.text) }
            + [("workbench.css", TemplateText.style), ("workbench.js", TemplateText.keys)]
        for (name, text) in embedded {
            let file = try String(contentsOf: Self.pages.appendingPathComponent(name), encoding: .utf8)
            #expect(file == text, "\(name): run scripts/embed-pages.py")
        }
    }

    /// What a text looks like in a page, as a text and as a value.
    private static func shown(_ text: String) throws -> String {
        let view = View(["title": .text(text), "version": "1", "words": .text(text), "visitor": .nothing])
        return try #require(try Templates().page("problem", view))
    }

    @Test(arguments: [
        "<script>x()</script>", "\"\u{301} onfocus=\"x()", "'\u{20DD} onfocus='x()", "<\u{338}img src=x>",
        "&\u{301}lt;",
        "{{title}}", "\u{0}", "</title>", "\u{202E}<b>",
    ]) func `lets no text be anything else in a page`(text: String) throws {
        let page = try Self.shown(text)
        let plain = try Self.shown("")
        for mark in ["<", ">", "\"", "'"] {
            let count = { (page: String) in page.unicodeScalars.count { String($0) == mark } }
            #expect(count(page) == count(plain), "\(mark) of a text")
        }
        #expect(!page.unicodeScalars.contains("\u{0}"))
    }

    @Test func `reads fields as browsers send them`() throws {
        let fields = try #require(PageFields("a=1&b=%C3%A9+x&a=2&empty=&lone&c=%26%3D"))
        #expect(fields["a"] == "1" && fields.all("a") == ["1", "2"] && fields["b"] == "é x" && fields["c"] == "&=")
        #expect(fields["empty"] == nil && fields["lone"] == nil && fields["absent"] == nil)
        #expect(PageFields("a=%zz") == nil && PageFields("a=%ff") == nil && PageFields("a=%00") == nil)
        #expect(fields.query(of: ["b", "c"], setting: ["c": nil]) == "?b=%C3%A9%20x")
        #expect(fields.query(of: ["a"], setting: ["a": "x/y"]) == "?a=x%2Fy" && fields.query(of: ["none"]).isEmpty)
        let again = try #require(PageFields(fields.encoded))
        #expect(again.encoded == fields.encoded)
    }

    @Test func `goes to no other site after signing in`() {
        for address in [
            nil, "", "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "queue",
            "javascript:x()",
            "/queue\r\nSet-Cookie: x", "/\u{301}", "/" + String(repeating: "x", count: 2001),
        ] {
            #expect(PageTable.ownAddress(address) == "/queue", "\(address ?? "nil")")
        }
        #expect(PageTable.ownAddress("/cases/k_1?from=%3Fview%3Dmine") == "/cases/k_1?from=%3Fview%3Dmine")
    }

    @Test func `has a page for each form, and a path leads to one page`() throws {
        for (name, text) in TemplateText.all {
            for match in text.matches(of: /action="([^"]+)"/) {
                // A section is the query, where there is one.
                let path = String(match.1).replacing(/\{\{#.*/, with: "").replacing(/\{\{[a-z]+\}\}/, with: "x")
                guard case .route = PageTable.find("POST", path) else {
                    Issue.record("\(name) sends a form to \(path), where nothing takes it")
                    continue
                }
            }
        }
        for route in PageTable.all {
            guard case .route(let found, _) = PageTable.find(route.method.rawValue, route.path) else {
                Issue.record("\(route.name) is not found")
                continue
            }
            #expect(found.name == route.name)
        }
        #expect(Set(PageTable.all.map(\.name)).count == PageTable.all.count)
        #expect(Set(PageTable.all.map(\.name)).isDisjoint(with: RouteTable.all.map(\.name)))
    }

    @Test func `says words and days as people do`() {
        #expect(
            PageWords.title("patientQuestion") == "Patient question"
                && PageWords.spaced("replaceClaim") == "replace claim"
        )
        #expect(PageWords.dollars("1234.50") == "$1,234.50" && PageWords.dollars("much") == "much")
        #expect(
            [-2, -1, 0, 1, 7, 8].map { PageWords.days($0).words } == [
                "2 days late", "1 day late", "today", "1 day", "7 days", "8 days",
            ]
        )
        #expect([-1, 0, 7, 8].map { PageWords.days($0).urgency } == ["late", "late", "soon", "later"])
    }
}
