extension PageTable {
    /// Whether a file is asked for as it is in this program, and not as in another's of the same address.
    private static func isNow(_ call: PageCall) -> Bool { call.query["v"] == TemplateText.version }

    /// The style sheet and the keys.
    static let files: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/workbench.css",
            name: "styleSheet",
            door: .open,
            act: { call in .file(TemplateText.style, mediaType: "text/css; charset=utf-8", isFinal: isNow(call)) }
        ),
        PageRoute(
            method: .get,
            path: "/workbench.js",
            name: "keysScript",
            door: .open,
            act: { call in .file(TemplateText.keys, mediaType: "text/javascript; charset=utf-8", isFinal: isNow(call)) }
        ),
    ]
}
