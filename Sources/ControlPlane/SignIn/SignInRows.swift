/// The tables of rows of the access journal, which are no more than its entries say of the moment; numbers that no table of the
/// business journal has, and none that is given another meaning.
enum SignInTable: UInt16 {
    /// How an account stands at its door.
    case standing = 40
    /// How the names that are nobody's stand.
    case nobody = 41
    /// A session.
    case session = 42

    /// The version of what the rows say.
    static let version: UInt16 = 1
}
