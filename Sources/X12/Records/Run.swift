/// The records of one kind that belong together, as neighbours in a ``Pool``.
struct Run: BitwiseCopyable, Sendable {
    fileprivate(set) var start: UInt32 = 0
    fileprivate var size: UInt32 = 0
    /// How many could stand there before the run must move.
    fileprivate var room: UInt32 = 0

    /// How many there are.
    var count: Int { Int(size) }
    /// Whether there are none.
    var isEmpty: Bool { size == 0 }
    /// The places in the pool.
    var places: Range<Int> { Int(start)..<(Int(start) + Int(size)) }
    /// The place of the last; only when the run is not empty.
    @inline(__always)
    var last: Int { Int(start) + Int(size) - 1 }

    /// No records.
    init() {}

    /// The first so many records of a pool.
    init(first count: Int) { (size, room) = (UInt32(truncatingIfNeeded: count), UInt32(truncatingIfNeeded: count)) }
}

/// All records of one kind in a transaction set.
///
/// Records are trivial values, so that a set of claims is a few runs of memory whatever its size: reading allocates
/// nothing for a claim or line, and nothing is counted when they are copied or let go.
struct Pool<Record: BitwiseCopyable & Sendable>: Sendable {
    private var records: [Record] = []

    /// How many records there are, those that a run left behind included.
    var count: Int { records.count }

    /// A record at its place.
    @inline(__always)
    subscript(place: Int) -> Record {
        get { records[place] }
        @inline(__always) _modify { yield &records[place] }
    }

    /// Appends a record that belongs to no run; returns its place.
    @discardableResult @inline(__always)
    mutating func add(_ record: Record) -> Int {
        records.append(record)
        return records.count &- 1
    }

    /// Appends a record to a run.
    ///
    /// A run that is not the last of the pool moves behind the others, to a place with twice the room, so that sets that
    /// mix their segments up cost no more than a constant for each.
    @inline(__always)
    mutating func add(_ record: Record, to run: inout Run) {
        if run.size == 0 {
            run.start = UInt32(truncatingIfNeeded: records.count)
            run.room = 0
        }
        if Int(run.start) &+ Int(run.size) == records.count {
            records.append(record)
            run.size &+= 1
            run.room = max(run.room, run.size)
        } else {
            addApart(record, to: &run)
        }
    }

    @inline(never)
    private mutating func addApart(_ record: Record, to run: inout Run) {
        if run.size < run.room {
            records[Int(run.start) + Int(run.size)] = record
            run.size += 1
            return
        }
        let start = records.count
        records.reserveCapacity(start + 2 * run.count)
        records += Array(records[run.places])
        records.append(record)
        for _ in 1..<max(run.count, 1) { records.append(record) }
        run.start = UInt32(truncatingIfNeeded: start)
        run.size += 1
        run.room = UInt32(truncatingIfNeeded: records.count - start)
    }

    /// Makes room for so many.
    mutating func reserve(_ count: Int) { records.reserveCapacity(count) }
}
