/// A procedure, drug or service by code: the medical procedure composite (C003) of SV1, SV2, SV3, SVC and SVD.
public struct Procedure: Hashable, Sendable {
    /// The code list (component 1), such as `HC` for HCPCS, `NU` for revenue codes, `N4` for NDC.
    public internal(set) var qualifier: String = ""
    /// The code (component 2).
    public internal(set) var code: String = ""
    /// Up to four modifiers in order (components 3 to 6), without empty ones.
    public internal(set) var modifiers: [String] = []
    /// Words (component 7).
    public internal(set) var description: String = ""
}
