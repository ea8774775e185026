import Foundation

/// Names a tile: up to 256 hashes of one row of the tree, side by side (C2SP, tlog-tiles).
///
/// Tiles of level 0 hold leaves; each hash of a tile above is the root of a full tile below.
package struct TileID: Hashable, Sendable {
    /// How many hashes a full tile has.
    package static let width = 256
    /// How many rows of the tree a tile spans: 2^8 is its width.
    static let height = 8

    /// The level, from 0 for leaves.
    package var level: Int
    /// Which tile of its level, from 0.
    package var number: UInt64

    /// Names a tile.
    package init(level: Int, number: UInt64) {
        self.level = level
        self.number = number
    }

    /// How many hashes the tile has in a tree of `size` leaves; 0 when it has none.
    package func width(size: UInt64) -> Int {
        let hashes = Self.height * level < UInt64.bitWidth ? size >> UInt64(Self.height * level) : 0
        let before = number << UInt64(Self.height)
        return hashes > before ? Int(min(hashes - before, UInt64(Self.width))) : 0
    }

    /// The tiles that a tree of `size` leaves has, level by level, from the left.
    package static func all(size: UInt64) -> [(tile: TileID, width: Int)] {
        var tiles: [(tile: TileID, width: Int)] = []
        var level = 0
        while true {
            var tile = TileID(level: level, number: 0)
            guard tile.width(size: size) > 0 else { return tiles }
            while case let width = tile.width(size: size), width > 0 {
                tiles.append((tile, width))
                tile.number += 1
            }
            level += 1
        }
    }

    /// Where the tile of the width lies under the prefix of a log: `tile/<L>/<N>[.p/<W>]`.
    package func path(width: Int) -> String { Self.path("\(level)", number, width) }

    /// Where the entries of a tile of level 0 lie: `tile/entries/<N>[.p/<W>]`.
    package static func entriesPath(number: UInt64, width: Int) -> String { path("entries", number, width) }

    private static func path(_ kind: String, _ number: UInt64, _ width: Int) -> String {
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.count) + digits
            groups.insert(groups.isEmpty ? padded : "x" + padded, at: 0)
            rest /= 1000
        } while rest > 0
        let partial = width == Self.width ? "" : ".p/\(width)"
        return "tile/\(kind)/\(groups.joined(separator: "/"))\(partial)"
    }
}

/// The hashes of a tile.
struct Tile: Hashable, Sendable {
    let hashes: [TreeHash]

    init(_ hashes: [TreeHash]) { self.hashes = hashes }

    /// Takes the bytes of a tile apart; `nil` when they are not of `width` hashes.
    init?(bytes: some Collection<UInt8>, width: Int) {
        guard bytes.count == width * TreeHash.byteCount else { return nil }
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(width)
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let hash = TreeHash(bytes: rest.prefix(TreeHash.byteCount)) else { return nil }
            hashes.append(hash)
            rest = rest.dropFirst(TreeHash.byteCount)
        }
        self.hashes = hashes
    }

    /// The hashes one after the other.
    var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// The place of the first hash that is not the one that other bytes of a tile have there.
    func firstDifference(from other: Data) -> Int? {
        hashes.indices.first { !hashes[$0].isFound(in: other, at: $0 * TreeHash.byteCount) }
    }

    /// The hash over the `index`th group of 2^`height` hashes of the tile.
    func hash(height: Int, index: Int) -> TreeHash {
        let count = 1 << height
        return Self.root(hashes[index * count..<(index + 1) * count])
    }

    /// The root of a full tile.
    var root: TreeHash { hash(height: TileID.height, index: 0) }

    /// The root over a power of two of hashes.
    private static func root(_ hashes: ArraySlice<TreeHash>) -> TreeHash {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }
}
