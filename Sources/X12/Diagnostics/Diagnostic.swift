/// Something in a file that is not as the standard or the guide says, with its place and in plain words.
///
/// Reading never stops at one: what could be read is returned beside it. The words never quote element data, which
/// could identify a patient.
public struct Diagnostic: Equatable, Sendable {
    /// How much a diagnostic matters.
    public enum Severity: Int, Comparable, Sendable {
        /// Worth knowing, nothing is wrong with what was read.
        case information
        /// Not as it should be, but what it means is not in doubt.
        case warning
        /// Something could not be read or is not what it claims to be.
        case error

        /// Whether one severity matters less than the other.
        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    /// How much it matters.
    public let severity: Severity
    /// What it is, for programs.
    public let code: Code
    /// Where it is.
    public let place: Place
    /// What it is and what it means, for people; never with data of a patient.
    public let message: String
}

extension Diagnostic: CustomStringConvertible {
    /// Severity, words, place and code in one line.
    public var description: String { "\(severity): \(message) [\(code)] at \(place)" }
}

extension Diagnostic {
    /// What a diagnostic is about; a stable word.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The word.
        public let description: String

        private init(_ word: String) { description = word }

        // Lexing and envelope

        /// The file holds no ISA.
        public static let noInterchange = Code("noInterchange")
        /// Bytes outside any interchange that are neither blank nor a byte order mark.
        public static let junk = Code("junk")
        /// The file starts with a byte order mark.
        public static let byteOrderMark = Code("byteOrderMark")
        /// The ISA is not the 106 bytes that the standard fixes.
        public static let interchangeHeaderLength = Code("interchangeHeaderLength")
        /// The ISA cannot be read: the interchange is skipped.
        public static let interchangeHeaderUnreadable = Code("interchangeHeaderUnreadable")
        /// Delimiters that are letters, digits, blanks or equal to each other.
        public static let delimiter = Code("delimiter")
        /// The file ends without a terminator, or before SE, GE or IEA.
        public static let truncated = Code("truncated")
        /// A transaction set without its SE.
        public static let missingTransactionTrailer = Code("missingTransactionTrailer")
        /// A functional group without its GE.
        public static let missingGroupTrailer = Code("missingGroupTrailer")
        /// An interchange without its IEA.
        public static let missingInterchangeTrailer = Code("missingInterchangeTrailer")
        /// ISA13 and IEA02 differ.
        public static let interchangeControlNumber = Code("interchangeControlNumber")
        /// GS06 and GE02 differ.
        public static let groupControlNumber = Code("groupControlNumber")
        /// ST02 and SE02 differ.
        public static let transactionControlNumber = Code("transactionControlNumber")
        /// IEA01 is not the number of groups.
        public static let groupCount = Code("groupCount")
        /// GE01 is not the number of transaction sets.
        public static let transactionCount = Code("transactionCount")
        /// SE01 is not the number of segments.
        public static let segmentCount = Code("segmentCount")
        /// The same ISA13 twice from one sender in a file, or the same ST02 twice in a group.
        public static let duplicateControlNumber = Code("duplicateControlNumber")
        /// A segment outside the set, group or interchange that it must stand in.
        public static let misplacedSegment = Code("misplacedSegment")
        /// A segment id that is not two or three upper-case letters and digits.
        public static let segmentID = Code("segmentID")
        /// A segment longer, or with more elements, than the reader takes.
        public static let segmentTooLong = Code("segmentTooLong")
        /// A transaction set longer than the reader takes.
        public static let setTooLong = Code("setTooLong")
        /// Blanks or line ends before a segment id.
        public static let blankBeforeSegment = Code("blankBeforeSegment")
        /// Line ends inside a segment, as in files wrapped to a fixed width.
        public static let wrapped = Code("wrapped")
        /// BIN01 or BDS01 is no length that fits the file.
        public static let binaryLength = Code("binaryLength")
        /// Bytes beyond ASCII or that are no UTF-8.
        public static let characterSet = Code("characterSet")

        // Guide

        /// No guide for this kind of transaction set.
        public static let noGuide = Code("noGuide")
        /// ST03 and GS08 name different guides, or another version is read by the 5010 guide.
        public static let guideVersion = Code("guideVersion")
        /// ST03 in a set whose guide does not use it (X221A1).
        public static let unusedElement = Code("unusedElement")
        /// A segment that the guide does not have at this place (IK304 code 1 or 2).
        public static let unexpectedSegment = Code("unexpectedSegment")
        /// A loop or segment more often than the guide allows (IK304 code 4 or 5).
        public static let tooMany = Code("tooMany")
        /// A required segment that is absent (IK304 code 3).
        public static let missingSegment = Code("missingSegment")
        /// HL01, HL02 or HL03 that make no tree.
        public static let hierarchy = Code("hierarchy")

        // Elements

        /// A required element that is absent (IK403 code 1).
        public static let missingElement = Code("missingElement")
        /// No amount in whole cents, or out of range.
        public static let amount = Code("amount")
        /// No quantity of at most three decimals.
        public static let quantity = Code("quantity")
        /// No day of the calendar (IK403 code 8).
        public static let date = Code("date")
        /// More diagnostics than are listed.
        public static let tooManyDiagnostics = Code("tooManyDiagnostics")
        /// No whole number where one must be.
        public static let number = Code("number")
    }
}
