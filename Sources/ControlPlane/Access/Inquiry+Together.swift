package import Access
import Journal
import RevenueCycle
import Synchronization

/// The looks of several questions that one answer is made of, until they are put on record as one.
final class GatheredLook: Sendable {
    private let look = Mutex<Look?>(nil)

    /// Adds what is about to be shown.
    func add(_ other: Look) {
        look.withLock { look in
            guard var all = look else {
                look = other
                return
            }
            all.fields.formUnion(other.fields)
            all.patients.formUnion(other.patients)
            all.unnamed += other.unnamed
            look = all
        }
    }

    /// What was added, once.
    func take() -> Look? {
        look.withLock { look in
            defer { look = nil }
            return look
        }
    }
}

extension ControlPlane {
    /// Asks several questions for one answer, which is one look on record: whoever is shown in any of them.
    ///
    /// - Parameters:
    ///   - purpose: why.
    ///   - surface: by what.
    ///   - body: asks; what it returns is given back once the look is on record.
    /// - Returns: what the body makes of the answers.
    /// - Throws: what the body throws, after what it had seen by then is on record; ``JournalError`` when that cannot be.
    package func inquiring<Value>(
        for purpose: Purpose,
        by surface: String,
        _ body: (Inquiry) throws -> Value
    ) throws -> Value {
        let gathered = GatheredLook()
        let result = Result { try body(Inquiry(plane: self, purpose: purpose, surface: surface, gathered: gathered)) }
        if let look = gathered.take() { try accessLog.record(look, by: principal, at: clock()) }
        return try result.get()
    }
}
