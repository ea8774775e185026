/// A segment id as a number: its bytes, the first in the highest place.
struct SegmentID: Hashable, Sendable {
    let packed: UInt32

    /// No id, or one that is longer than three bytes.
    static var none: SegmentID { SegmentID(packed: 0) }

    init(packed: UInt32) { self.packed = packed }

    @inline(__always)
    init(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
        packed = first.value << 8 | second.value
    }

    @inline(__always)
    init(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) {
        packed = first.value << 16 | second.value << 8 | third.value
    }

    /// The id of those letters; ``none`` when they are not two or three.
    init(_ text: some StringProtocol) {
        let bytes = text.utf8
        packed = (2...3).contains(bytes.count) ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : 0
    }

    /// Whether it is two or three upper-case letters and digits that begin with a letter.
    var isWellFormed: Bool {
        guard packed > 0xFF else { return false }
        var rest = packed
        while rest > 0 {
            let byte = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
            let isLetter = byte >= 0x41 && byte <= 0x5A
            guard isLetter || (rest > 0 && byte >= 0x30 && byte <= 0x39) else { return false }
        }
        return true
    }

    /// The letters; empty when they are no well-formed id, as those bytes may be anything.
    var text: String {
        guard isWellFormed else { return "" }
        var letters = ""
        for shift in [16, 8, 0] as [UInt32] {
            let byte = UInt8(truncatingIfNeeded: packed >> shift)
            if byte != 0 { letters.unicodeScalars.append(Unicode.Scalar(byte)) }
        }
        return letters
    }
}

// The ids that the reader itself knows. Everything else it learns from the guides.
extension SegmentID {
    static var isa: SegmentID { SegmentID("I", "S", "A") }
    static var iea: SegmentID { SegmentID("I", "E", "A") }
    static var gs: SegmentID { SegmentID("G", "S") }
    static var ge: SegmentID { SegmentID("G", "E") }
    static var st: SegmentID { SegmentID("S", "T") }
    static var se: SegmentID { SegmentID("S", "E") }
    static var ta1: SegmentID { SegmentID("T", "A", "1") }
    static var bin: SegmentID { SegmentID("B", "I", "N") }
    static var bds: SegmentID { SegmentID("B", "D", "S") }
    static var bht: SegmentID { SegmentID("B", "H", "T") }
    static var hl: SegmentID { SegmentID("H", "L") }
    static var nm1: SegmentID { SegmentID("N", "M", "1") }
    static var n1: SegmentID { SegmentID("N", "1") }
    static var n3: SegmentID { SegmentID("N", "3") }
    static var n4: SegmentID { SegmentID("N", "4") }
    static var per: SegmentID { SegmentID("P", "E", "R") }
    static var prv: SegmentID { SegmentID("P", "R", "V") }
    static var ref: SegmentID { SegmentID("R", "E", "F") }
    static var dtp: SegmentID { SegmentID("D", "T", "P") }
    static var dtm: SegmentID { SegmentID("D", "T", "M") }
    static var amt: SegmentID { SegmentID("A", "M", "T") }
    static var qty: SegmentID { SegmentID("Q", "T", "Y") }
    static var cas: SegmentID { SegmentID("C", "A", "S") }
    static var dmg: SegmentID { SegmentID("D", "M", "G") }
    static var sbr: SegmentID { SegmentID("S", "B", "R") }
    static var pat: SegmentID { SegmentID("P", "A", "T") }
    static var clm: SegmentID { SegmentID("C", "L", "M") }
    static var hi: SegmentID { SegmentID("H", "I") }
    static var cl1: SegmentID { SegmentID("C", "L", "1") }
    static var cn1: SegmentID { SegmentID("C", "N", "1") }
    static var pwk: SegmentID { SegmentID("P", "W", "K") }
    static var oi: SegmentID { SegmentID("O", "I") }
    static var mia: SegmentID { SegmentID("M", "I", "A") }
    static var moa: SegmentID { SegmentID("M", "O", "A") }
    static var lx: SegmentID { SegmentID("L", "X") }
    static var sv1: SegmentID { SegmentID("S", "V", "1") }
    static var sv2: SegmentID { SegmentID("S", "V", "2") }
    static var sv3: SegmentID { SegmentID("S", "V", "3") }
    static var lin: SegmentID { SegmentID("L", "I", "N") }
    static var ctp: SegmentID { SegmentID("C", "T", "P") }
    static var svd: SegmentID { SegmentID("S", "V", "D") }
    static var bpr: SegmentID { SegmentID("B", "P", "R") }
    static var trn: SegmentID { SegmentID("T", "R", "N") }
    static var ts3: SegmentID { SegmentID("T", "S", "3") }
    static var ts2: SegmentID { SegmentID("T", "S", "2") }
    static var clp: SegmentID { SegmentID("C", "L", "P") }
    static var svc: SegmentID { SegmentID("S", "V", "C") }
    static var lq: SegmentID { SegmentID("L", "Q") }
    static var plb: SegmentID { SegmentID("P", "L", "B") }
    static var stc: SegmentID { SegmentID("S", "T", "C") }
    static var ak1: SegmentID { SegmentID("A", "K", "1") }
    static var ak2: SegmentID { SegmentID("A", "K", "2") }
    static var ak3: SegmentID { SegmentID("A", "K", "3") }
    static var ak4: SegmentID { SegmentID("A", "K", "4") }
    static var ak5: SegmentID { SegmentID("A", "K", "5") }
    static var ak9: SegmentID { SegmentID("A", "K", "9") }
    static var ik3: SegmentID { SegmentID("I", "K", "3") }
    static var ik4: SegmentID { SegmentID("I", "K", "4") }
    static var ik5: SegmentID { SegmentID("I", "K", "5") }
}
