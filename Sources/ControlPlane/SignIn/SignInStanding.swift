import Journal
import RevenueCycle

/// How an account stands at its door: how often in a row somebody was refused, and which code was taken last.
struct SignInStanding: Hashable {
    /// How often in a row somebody was refused.
    private(set) var refusals = 0
    /// The version of the credentials that they tried to meet.
    private(set) var credentials: UInt64 = 0
    /// When somebody was refused last.
    private(set) var lastRefusal: Timestamp?
    /// The step of the one-time code that was taken last; none up to it is taken again.
    private(set) var lastStep: Int64?
    /// How many entries of the account's stream it tells of.
    private(set) var version: UInt64 = 0

    /// How often somebody may be wrong before they must wait.
    static let free = 5
    /// How often in a row at most, until the password is set anew (NIST SP 800-63B-4, 3.2.2).
    static let most = 100
    /// The first wait, in seconds, which doubles each time.
    static let firstWait = 30
    /// The longest wait, in seconds.
    static let longestWait = 900

    init() {}

    /// Until when nothing is looked at that somebody shows.
    ///
    /// - Parameters:
    ///   - version: the version of the credentials: new ones are a new beginning.
    ///   - now: the time of day.
    /// - Returns: nil when it is looked at.
    func wait(forCredentials version: UInt64, at now: Timestamp) -> Timestamp? {
        guard credentials == version, let lastRefusal, refusals >= Self.free else { return nil }
        guard refusals < Self.most else { return now.advanced(by: .seconds(Self.longestWait)) }
        let doublings = min(refusals - Self.free, 16)
        let end = lastRefusal.advanced(by: .seconds(min(Self.firstWait << doublings, Self.longestWait)))
        return now < end ? end : nil
    }

    /// What an event makes of it.
    mutating func evolve(_ event: SignInEvent, at time: Timestamp) {
        version += 1
        switch event {
        case .signedIn(_, _, let step):
            refusals = 0
            if let step { lastStep = max(step, lastStep ?? step) }
        case .refused(let credentials): refuse(credentials, at: time)
        case .signedOut, .allEnded: break
        }
    }

    /// Counts a refusal.
    mutating func refuse(_ credentials: UInt64, at time: Timestamp) {
        refusals = credentials == self.credentials ? refusals + 1 : 1
        self.credentials = credentials
        lastRefusal = time
    }

    /// The same for names that are nobody's, of which nothing is ever taken: it begins anew after an hour of rest.
    func rested(at now: Timestamp) -> SignInStanding {
        guard let lastRefusal, now > lastRefusal.advanced(by: .seconds(3600)) else { return self }
        return SignInStanding()
    }
}

extension SignInStanding: FieldEncodable {
    func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(refusals))
        writer.integer(2, credentials)
        if let lastRefusal { writer.signed(3, lastRefusal.microsecondsSince1970) }
        if let lastStep { writer.signed(4, lastStep) }
        writer.integer(5, version)
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        while let field = try fields.next() {
            switch field.number {
            case 1: refusals = Int(truncatingIfNeeded: field.integer)
            case 2: credentials = field.integer
            case 3: lastRefusal = Timestamp(microsecondsSince1970: field.signed)
            case 4: lastStep = field.signed
            case 5: version = field.integer
            default: break
            }
        }
    }
}
