import Access
import Journal
import RevenueCycle

/// What people marked claim files with, of those files that are wanted.
struct KnownMarks: Sendable {
    /// The files that are wanted, by the streams of their marks.
    private var files: [StreamID: StreamID] = [:]
    /// Those of them of which it is not known.
    private var unread: Set<StreamID> = []
    /// The subjects of those that somebody has marked.
    private var subjects: [StreamID: Set<Sensitivity>] = [:]

    /// Wants to know it of some files.
    mutating func want(_ wanted: some Sequence<StreamID>) {
        for file in wanted where files.updateValue(file, forKey: SensitiveMarks.stream(of: file)) == nil {
            unread.insert(file)
        }
    }

    /// Something came in a stream of marks.
    mutating func forget(_ stream: StreamID) {
        if let file = files[stream] { unread.insert(file) }
    }

    /// Reads what is not known.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    mutating func read(in plane: ControlPlane) throws {
        for file in try plane.markedFiles(among: unread) {
            subjects[file] = try SensitiveMarks(of: [file], in: plane.journal).known
        }
        unread = []
    }

    /// What some files are marked with.
    func sensitivities(of files: some Sequence<StreamID>) -> Set<Sensitivity> {
        subjects.isEmpty ? [] : files.reduce(into: []) { $0.formUnion(subjects[$1] ?? []) }
    }
}
