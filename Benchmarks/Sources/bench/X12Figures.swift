import X12

#if canImport(Glibc)
import Glibc
#endif

/// How fast the X12 engine is.
struct X12Figures {
    /// The speed of one kind of file.
    struct TypedRead {
        let name: String
        let megabytesPerCPUSecond: Double
        let claimsPerCPUSecond: Double
    }

    /// 10⁹ bytes a second of CPU through the delimiter index.
    let indexGigabytes: Double
    /// How many delimiters there are in 1,000 bytes.
    let delimitersPerThousand: Double
    /// 10⁹ bytes a second of CPU through `memchr` for a byte that is not there.
    let memchrGigabytes: Double
    /// Kind by kind, the mix last.
    let typedReads: [TypedRead]

    /// The figure that the floor is for.
    var mix: Double { typedReads.last?.megabytesPerCPUSecond ?? 0 }
}

extension X12Figures {
    /// Measures everything: each figure is the median of so many rounds, which take turns.
    init(_ corpus: Corpus, rounds: Int) {
        var index: [Double] = []
        var memchr: [Double] = []
        var density = 0.0
        let repetitions = max(1, 512_000_000 / max(1, corpus.bytes.count))
        for _ in 0..<rounds {
            memchr.append(Self.bareScan(corpus.bytes, repetitions: repetitions))
            let (speed, count) = Self.delimiterScan(corpus, repetitions: repetitions)
            index.append(speed)
            density = Double(count) / Double(corpus.bytes.count) * 1000
        }
        indexGigabytes = index.median
        memchrGigabytes = memchr.median
        delimitersPerThousand = density
        var speeds = Array(repeating: [(megabytes: Double, claims: Double)](), count: corpus.parts.count)
        for _ in 0..<rounds {
            for (number, part) in corpus.parts.enumerated() { speeds[number].append(Self.typedRead(part)) }
        }
        typedReads = corpus.parts.indices.map { number in
            TypedRead(
                name: corpus.parts[number].name,
                megabytesPerCPUSecond: speeds[number].map(\.megabytes).median,
                claimsPerCPUSecond: speeds[number].map(\.claims).median
            )
        }
    }

    private static func typedRead(_ part: Corpus.Part) -> (megabytes: Double, claims: Double) {
        let watch = Stopwatch()
        var claims = 0
        for _ in 0..<part.repetitions {
            for file in part.files { claims += Self.claims(in: file) }
        }
        let seconds = watch.cpuSeconds
        return (Double(part.totalBytes) / 1e6 / seconds, Double(claims) / seconds)
    }

    /// Reads a file to types and counts the claims in it: sent, adjudicated, acknowledged or told the status of.
    private static func claims(in file: [UInt8]) -> Int {
        var reader = EnvelopeReader(file)
        var count = 0
        while let event = reader.next() {
            guard case .transactionSet(let set) = event else { continue }
            switch set.read(from: file).content {
            case .claims(let submission): count += submission.claims.count
            case .remittance(let remittance): count += remittance.claims.count
            case .claimAcknowledgement(let answer): count += answer.claims.count
            case .claimStatus(let answer): count += answer.claims.count
            case .implementationAcknowledgement, .other: break
            }
        }
        return count
    }

    private static func delimiterScan(_ corpus: Corpus, repetitions: Int) -> (gigabytes: Double, count: Int) {
        var index = DelimiterIndex(capacity: 4_096)
        let watch = Stopwatch()
        var count = 0
        for _ in 0..<repetitions {
            var offset = 0
            while offset < corpus.bytes.count {
                offset = index.fill(from: corpus.bytes.span, at: offset, to: corpus.bytes.count, corpus.delimiters)
                count += index.count
            }
        }
        let speed = Double(corpus.bytes.count * repetitions) / 1e9 / watch.cpuSeconds
        return (speed, count / repetitions)
    }

    private static func bareScan(_ bytes: [UInt8], repetitions: Int) -> Double {
        let watch = Stopwatch()
        var found = 0
        for repetition in 0..<repetitions {
            bytes.withUnsafeBytes { bytes in
                // Another range each time, or the compiler would look only once.
                let count = bytes.count - repetition % 64
                if let start = bytes.baseAddress, memchr(start, 0xFE, count) != nil { found += 1 }
            }
        }
        let speed = Double(bytes.count * repetitions) / 1e9 / watch.cpuSeconds
        precondition(found == 0, "The byte that is sought must not be in the files.")
        return speed
    }
}

extension X12Figures: Section {
    static let name = "x12"

    var lines: [String] {
        var lines = [
            Table.row("X12, bytes to places", "GB per CPU-second"),
            Table.row("delimiter index", indexGigabytes.formatted(digits: 2)),
            Table.row("memchr over the same bytes", memchrGigabytes.formatted(digits: 2)),
            Table.row("delimiters in 1,000 bytes", delimitersPerThousand.formatted(digits: 0)),
            "",
            Table.row("X12, bytes to types", "MB per CPU-second", "claims per CPU-second"),
        ]
        for read in typedReads {
            let claims = read.claimsPerCPUSecond.formatted(digits: 0)
            lines.append(Table.row(read.name, read.megabytesPerCPUSecond.formatted(digits: 1), claims))
        }
        lines.append(
            Table.row("floor for the mix", Thresholds.typedReadMegabytesPerCPUSecond.formatted(digits: 1))
        )
        return lines
    }

    var json: [String: Any] {
        [
            "delimiterIndexGBPerCPUSecond": indexGigabytes,
            "memchrGBPerCPUSecond": memchrGigabytes,
            "typedRead": typedReads.map {
                [
                    "kind": $0.name, "megabytesPerCPUSecond": $0.megabytesPerCPUSecond,
                    "claimsPerCPUSecond": $0.claimsPerCPUSecond,
                ] as [String: Any]
            },
        ]
    }

    var failures: [String] {
        let floor = Thresholds.typedReadMegabytesPerCPUSecond
        guard mix < floor else { return [] }
        return ["Typed read of the mix is \(mix.formatted(digits: 1)) MB per CPU-second; the floor is \(floor)."]
    }
}
