import Foundation
import X12

/// A simulated month of X12 files, by kind, repeated until there is enough to time.
struct Corpus {
    /// Files of one kind with how often they are read.
    struct Part {
        let name: String
        let files: [[UInt8]]
        let repetitions: Int

        /// The bytes of the files, once.
        var byteCount: Int { files.reduce(0) { $0 + $1.count } }
        /// The bytes that are read in all.
        var totalBytes: Int { byteCount * repetitions }
    }

    /// Each kind that the typed readers know, then all together as they lie in the folder.
    let parts: [Part]
    /// The files that have the delimiters of the first in one run of bytes, for the delimiter index.
    let bytes: [UInt8]
    /// Those delimiters.
    let delimiters: Delimiters

    /// Reads the files of a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - megabytes: how much of each kind is read at least.
    /// - Throws: when they cannot be read or hold no X12.
    init(folder: String, megabytes: Int) throws {
        var kinds: [String: [[UInt8]]] = [:]
        var all: [[UInt8]] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
            all.append(bytes)
            kinds[Self.kind(bytes), default: []].append(bytes)
        }
        func part(_ name: String, _ files: [[UInt8]]) -> Part {
            let count = max(1, files.reduce(0) { $0 + $1.count })
            return Part(name: name, files: files, repetitions: (megabytes * 1_000_000 + count - 1) / count)
        }
        let order = ["837P", "837I", "835", "277CA", "277", "999"]
        parts = order.compactMap { name in kinds[name].map { part(name, $0) } } + [part("mix", all)]
        let headers = all.map(Self.delimiters)
        guard let first = headers.compactMap(\.self).first else { throw BenchError("There is no X12 in \(folder).") }
        delimiters = first
        bytes = zip(all, headers).filter { $0.1 == first }.flatMap(\.0)
    }

    /// The delimiters of a file's first interchange.
    private static func delimiters(_ bytes: [UInt8]) -> Delimiters? {
        var reader = EnvelopeReader(bytes)
        guard case .interchangeStart(let header)? = reader.next() else { return nil }
        return header.delimiters
    }

    /// The guide of a file's first transaction set; `other` when it has none or sets of several guides.
    private static func kind(_ bytes: [UInt8]) -> String {
        let names = Set(X12File(reading: bytes).transactionSets.map { $0.guide?.rawValue ?? "other" })
        return names.count == 1 ? names.first ?? "other" : "other"
    }
}
