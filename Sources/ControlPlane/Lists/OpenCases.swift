import Journal
import RevenueCycle

/// The open cases of a tenant, for lists: where they stand, without what people wrote down about them.
struct OpenCases: KeptList {
    /// The cases, by stream.
    private(set) var cases: [StreamID: Case] = [:]
    /// What the claim files are marked with that they are about.
    private(set) var marks = KnownMarks()

    init(of plane: ControlPlane) throws {
        try plane.eachRow(ofGroup: CaseRow.open) { cases[$0.id] = try $0.workCase()?.withoutRecords }
        marks.want(cases.values.flatMap(\.files))
        try marks.read(in: plane)
    }

    mutating func follow(_ news: ListNews, in plane: ControlPlane) throws -> Bool {
        for stream in news.marks { marks.forget(stream) }
        for stream in news.cases { cases[stream] = nil }
        for row in try plane.journal.rows(table: RowTable.workCase.rawValue, ids: news.cases.sorted()) {
            guard let state = try row.workCase(), state.isOpen else { continue }
            cases[row.id] = state.withoutRecords
            marks.want(state.files)
        }
        try marks.read(in: plane)
        return true
    }
}

extension Case {
    /// The claim files that it is about.
    var files: [StreamID] { (sight?.scope.files ?? []).map { StreamID($0) } }
}

extension StoredRow {
    /// The case; nil for another row, or one whose keys were destroyed.
    func workCase() throws -> Case? {
        guard table == RowTable.workCase.rawValue, let payload else { return nil }
        return try Case(decoding: payload)
    }
}
