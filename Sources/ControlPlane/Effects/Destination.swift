import Connect
import Foundation
package import Journal
import RevenueCycle

/// A named place outside, to which effects are taken.
package struct Destination: Hashable, Sendable {
    /// The name that proposals and policies use.
    package let name: String
    /// Where the name leads.
    package let place: Place
    /// The entry that said so.
    package let entry: Position
    /// Who said so.
    package let principal: String
    /// When.
    package let set: Timestamp
    /// Why.
    package let reason: String

    /// Where a destination lies.
    package enum Place: Hashable, Sendable {
        /// A folder from which the receiver takes files.
        case folder(String)
    }

    /// The way there.
    var connector: any Connector {
        switch place {
        case .folder(let path): FolderConnector(path: path)
        }
    }
}

/// The destinations that stand, by name, and the version of the stream that says so.
struct Destinations {
    private(set) var named: [String: Destination] = [:]
    private(set) var version: UInt64 = 0

    /// The stream of all destinations.
    static var stream: StreamID { ControlPlane.stream(of: .destinationSet) }

    /// The destinations that verified entries tell of.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(in journal: TenantJournal) throws {
        for entry in try journal.verifiedEntries(of: Self.stream) {
            version = entry.header.streamVersion
            guard let payload = entry.payload else { continue }
            var name = ""
            var folder: String?
            var reason = ""
            var fields = FieldReader(payload)
            while let field = try fields.next() {
                switch field.number {
                case 1: name = field.text
                case 2: folder = field.text
                case 3: reason = field.text
                default: break
                }
            }
            named[name] = folder.map { folder in
                Destination(
                    name: name,
                    place: .folder(folder),
                    entry: entry.header.position,
                    principal: entry.header.principal,
                    set: entry.header.recorded,
                    reason: reason
                )
            }
        }
    }
}

extension ControlPlane {
    /// The destinations that stand, by name.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func destinations() throws -> [Destination] {
        try warrant(for: .showDestinations)
        return try standingDestinations()
    }

    /// The names to which something may be proposed to go, sorted: for whoever proposes, who need not know where they lead.
    ///
    /// - Throws: ``ControlPlaneError`` when the principal may propose nothing; ``JournalError`` or ``DecodingFault``.
    package func destinationNames() throws -> [String] {
        _ = try partialWarrant(for: .propose)
        return try standingDestinations().map(\.name)
    }

    func standingDestinations() throws -> [Destination] {
        try Destinations(in: journal).named.values.sorted { $0.name < $1.name }
    }

    /// Gives a destination its place.
    ///
    /// What was approved for another place under the name is not delivered any more.
    ///
    /// - Parameters:
    ///   - name: 1–63 small letters, digits and hyphens.
    ///   - folder: the absolute path of a folder.
    ///   - reason: why.
    /// - Throws: ``ControlPlaneError`` when the name, path or reason will not do; ``JournalError``.
    package func setDestination(_ name: String, folder: String, reason: String) throws {
        guard (1...63).contains(name.utf8.count), name.wholeMatch(of: /[a-z0-9-]+/) != nil else {
            throw ControlPlaneError.refused("A destination's name is 1 to 63 small letters, digits and hyphens.")
        }
        guard folder.hasPrefix("/"), !folder.utf8.contains(0) else {
            throw ControlPlaneError.refused(
                "Give the folder's whole path, from /, so that it means the same everywhere."
            )
        }
        let warrant = try warrant(for: .setDestination)
        try checkEnvironment(of: folder)
        try changeDestination(name, folder: folder, reason: reason, by: warrant)
    }

    /// Refuses a folder to which another environment's effects go: what is practice must not be carried out.
    private func checkEnvironment(of path: String) throws {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        for tenant in try folder.tenants() where tenant != journal.tenant {
            let other = try folder.journal(of: tenant)
            guard try Self.environment(of: other) != environment else { continue }
            for destination in try Destinations(in: other).named.values {
                guard case .folder(let path) = destination.place else { continue }
                let taken = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
                guard !"\(taken)/".hasPrefix("\(place)/"), !"\(place)/".hasPrefix("\(taken)/") else {
                    throw ControlPlaneError.refused(
                        "The folder is one of another environment's, or lies in one, or has one in it. A sandbox and production have folders of their own."
                    )
                }
            }
        }
    }

    /// Takes a destination away.
    ///
    /// What was approved for it is not delivered any more.
    ///
    /// - Throws: ``ControlPlaneError`` when there is none, or no reason; ``JournalError``.
    package func removeDestination(_ name: String, reason: String) throws {
        let warrant = try warrant(for: .removeDestination)
        guard try Destinations(in: journal).named[name] != nil else {
            throw ControlPlaneError.notFound(what: "destination \(name)")
        }
        try changeDestination(name, folder: nil, reason: reason, by: warrant)
    }

    private func changeDestination(_ name: String, folder: String?, reason: String, by warrant: Warrant) throws {
        try Self.checkReason(reason)
        var writer = FieldWriter()
        writer.text(1, name)
        writer.text(2, folder)
        writer.text(3, reason)
        var append = try decision(
            .destinationSet,
            writer.bytes,
            in: Destinations.stream,
            purpose: "change of a destination",
            by: warrant
        )
        keep(.naming("name", name), in: &append)
        _ = try journal.append(append, at: clock())
    }
}
