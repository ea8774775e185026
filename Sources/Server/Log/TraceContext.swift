import HTTPTypes

/// The trace to which a request belongs, by which its line in the log is found among those of other systems (W3C Trace Context).
enum TraceContext {
    /// The trace id that a request names: 32 hexadecimal digits, of which nothing is known but that form; nil when it names none.
    static func id(_ headers: HTTPFields) -> String? {
        guard let name = HTTPField.Name("traceparent"), headers[values: name].count == 1, let text = headers[name],
            let match = text.wholeMatch(of: /([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?/)
        else { return nil }
        let (version, trace, parent, rest) = (match.1, match.2, match.3, match.4)
        guard version != "ff", version != "00" || rest == nil, trace.contains(where: { $0 != "0" }),
            parent.contains(where: { $0 != "0" })
        else { return nil }
        return String(trace)
    }
}
