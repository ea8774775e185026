/// The loops that the typed readers know by name; each guide gives them their segments.
enum LoopTag: String, BitwiseCopyable, Sendable {
    /// The transaction set itself, outside all loops.
    case root = ""
    /// A loop that no typed reader asks for.
    case other

    case h1000A = "1000A"
    case h1000B = "1000B"
    case h2000 = "2000"
    case h2000A = "2000A"
    case h2000B = "2000B"
    case h2000C = "2000C"
    case h2000D = "2000D"
    case h2000E = "2000E"
    case h2010AA = "2010AA"
    case h2010BA = "2010BA"
    case h2010BB = "2010BB"
    case h2010CA = "2010CA"
    case h2100 = "2100"
    case h2100X = "2100X"
    case h2100A = "2100A"
    case h2100B = "2100B"
    case h2100C = "2100C"
    case h2100D = "2100D"
    case h2100E = "2100E"
    case h2110 = "2110"
    case h2110X = "2110X"
    case h2200A = "2200A"
    case h2200B = "2200B"
    case h2200C = "2200C"
    case h2200D = "2200D"
    case h2200E = "2200E"
    case h2220D = "2220D"
    case h2220E = "2220E"
    case h2300 = "2300"
    /// Any of 2310A to 2310G: a provider of the claim.
    case h2310 = "2310"
    case h2320 = "2320"
    case h2330A = "2330A"
    case h2330B = "2330B"
    /// Any of 2330C to 2330J: a provider of the other payer.
    case h2330 = "2330"
    case h2400 = "2400"
    case h2410 = "2410"
    /// Any of 2420A to 2420H: a provider of the line.
    case h2420 = "2420"
    case h2430 = "2430"
    case h2440 = "2440"

    /// The tag of a loop id.
    init(loop: String) {
        if let tag = LoopTag(rawValue: loop) {
            self = tag
        } else if loop.utf8.count == 5, let family = LoopTag(rawValue: String(loop.prefix(4))),
            [.h2310, .h2330, .h2420].contains(family)
        {
            self = family
        } else {
            self = .other
        }
    }
}
