/// Short texts that were read before, so that a code that comes again and again is made a string once.
///
/// Making a string takes some 150 instructions, finding it here some 30; most elements of a claim are codes of a few
/// letters that come hundreds of times in a set. A text that shares its slot with another takes its place.
struct TextCache: ~Copyable {
    /// The most bytes of a text that is kept.
    static let longest = 7

    /// The bytes of the texts, packed with their number in the highest byte; 0 is none.
    private var keys: [UInt64]
    private var texts: [String]
    private let mask: Int

    /// An empty cache for a set of so many bytes.
    init(bytes: Int) {
        let slots = bytes < 4_000 ? 64 : 256
        mask = slots - 1
        keys = Array(repeating: 0, count: slots)
        texts = Array(repeating: "", count: slots)
    }

    /// The key of at most ``longest`` bytes, the first in the highest place.
    @inline(__always)
    static func key(_ packed: UInt64, _ length: Int) -> UInt64 { packed | UInt64(truncatingIfNeeded: length) &<< 56 }

    /// The text of a key; nil when it is not here.
    @inline(__always)
    func find(_ key: UInt64) -> String? {
        let slot = slot(key)
        return keys[slot] == key ? texts[slot] : nil
    }

    /// Keeps a text.
    mutating func keep(_ text: String, _ key: UInt64) {
        let slot = slot(key)
        keys[slot] = key
        texts[slot] = text
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 50) & mask
    }
}
