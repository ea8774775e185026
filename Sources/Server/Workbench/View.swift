import Mustache

/// What a page's template is filled with: every name that the template asks for, each there though it may have nothing.
///
/// A name that is not there would be looked for in what surrounds it, so that a part of a page might show what belongs to another.
struct View: Sendable {
    /// What stands under a name.
    enum Value: Sendable {
        case text(String)
        case truth(Bool)
        case list([View])
        case view(View)
        case nothing
    }

    private var members: [String: Value] = [:]

    /// A view of some names.
    init(_ members: KeyValuePairs<String, Value> = [:]) { for (name, value) in members { self.members[name] = value } }

    /// What stands under a name.
    subscript(name: String) -> Value {
        get { members[name] ?? .nothing }
        set { members[name] = newValue }
    }

    /// The view with what another has too, which goes before.
    func merging(_ other: View) -> View {
        var merged = self
        merged.members.merge(other.members) { _, new in new }
        return merged
    }

    /// What the renderer takes.
    fileprivate var rendered: [String: Any] {
        members.mapValues { value in
            switch value {
            // A text without a letter is as none: a template asks whether something is there.
            case .text(let text): text.isEmpty ? Nothing() as Any : text
            case .truth(let truth): truth
            case .list(let views): views.map(\.rendered)
            case .view(let view): view.rendered
            case .nothing: Nothing()
            }
        }
    }

    private struct Nothing: MustacheCustomRenderable {
        var renderText: String { "" }
        var isNull: Bool { true }
    }
}

extension View.Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .truth(value) }

    /// A text, or nothing.
    static func maybe(_ text: String?) -> View.Value { text.map { .text($0) } ?? .nothing }

    /// Texts, each as a view whose `text` it is.
    static func texts(_ texts: [String]) -> View.Value { .list(texts.map { View(["text": .text($0)]) }) }
}

/// The templates of all pages.
struct Templates: Sendable {
    private let library: MustacheLibrary

    /// Reads them.
    ///
    /// - Throws: what the parser says of one that is none.
    init() throws {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        var library = MustacheLibrary()
        for (name, text) in TemplateText.all {
            try library.register("{{% CONTENT_TYPE:\(PageText.name)}}\(text)", named: name)
        }
        self.library = library
    }

    /// A page.
    ///
    /// - Returns: nil when there is no such template.
    func page(_ name: String, _ view: View) -> String? { library.render(view.rendered, withTemplate: name) }
}

/// Text in HTML: no scalar that means something there stays as it is, whatever stands beside it.
///
/// The library's own way looks at whole characters, and a quotation mark with an accent upon it is another character.
private struct PageText: MustacheContentType {
    static let name = "PAGE"

    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\u{0}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
