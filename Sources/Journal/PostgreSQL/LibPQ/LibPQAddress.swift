/// The address of an object of libpq, as a number that may pass between threads.
///
/// Swift lets no pointer do that by itself. libpq allows it: a connection may be used by any thread, by one at a time, and
/// a result by any number at once, as it never changes (PostgreSQL's manual, "Behavior in Threaded Programs"). The owner
/// sees to the first with a lock, and to it that nothing is used once it is freed.
struct LibPQAddress: Sendable {
    private let bits: UInt

    init(_ pointer: OpaquePointer) { bits = UInt(bitPattern: pointer) }

    init(_ pointer: UnsafeMutableRawPointer) { bits = UInt(bitPattern: pointer) }

    /// The object as a pointer that libpq takes.
    var opaque: OpaquePointer? { unsafe OpaquePointer(bitPattern: bits) }

    /// The object as bytes of ours.
    var raw: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: bits) }
}
