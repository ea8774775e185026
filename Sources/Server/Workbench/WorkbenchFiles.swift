extension PageTable {
    /// The style sheet and the keys.
    static let files: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/workbench.css",
            name: "styleSheet",
            door: .open,
            act: { _ in .file(TemplateText.style, mediaType: "text/css; charset=utf-8") }
        ),
        PageRoute(
            method: .get,
            path: "/workbench.js",
            name: "keysScript",
            door: .open,
            act: { _ in .file(TemplateText.keys, mediaType: "text/javascript; charset=utf-8") }
        ),
    ]
}
