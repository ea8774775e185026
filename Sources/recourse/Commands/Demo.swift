import Access
import ArgumentParser
import ControlPlane
import Foundation
import Journal
import RevenueCycle
import Server
import Simulator

/// The main job on a simulated month, from nothing.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the main job on a simulated hospital's month, and serve the workbench with it.",
        discussion: """
            Writes ./demo: the X12 files, payer rules, a store, and its key. It may be run again. At a terminal it goes on by serving the
            workbench on this machine until it is told to end (Ctrl-C).
            """
    )
    @Option(help: "Where to write.") var folder = "./demo"
    @Option(help: "What decides every draw.") var seed: UInt64 = 2026
    @Option(help: "How many scenarios at the least; from 2000 on, twenty of each kind.") var claims = 2000
    @Option(help: "The port of the workbench.") var port = 8080

    func run() async throws {
        if FileManager.default.fileExists(atPath: folder) {
            guard FileManager.default.fileExists(atPath: "\(folder)/as-of") else {
                throw UsageFault(description: "\(folder) exists and was not made by the demo: give another --folder.")
            }
            try FileManager.default.removeItem(atPath: folder)
        }
        let files = MonthFolder(path: folder)
        let month = simulateMonth(seed: seed, claims: claims)
        try files.write(month)
        Output.answer("A simulated month of \(month.files.count) X12 files is in \(files.x12).\n")
        let plane = try ControlPlane.create(
            at: "\(folder)/data",
            tenant: "default",
            storeID: StoreFolder.newStoreID(),
            masterKey: .file("\(folder)/master.key"),
            principal: StoreOptions.principal,
            clock: Clock.now
        )
        defer { plane.close() }
        try plane.adopt([.shipped, try RuleText(at: files.rules)])
        let start = Date()
        var bar = ProgressBar()
        let report = try Ingestion.ingest([files.x12], into: plane) { bar.show($0) }
        bar.end()
        let seconds = String(format: "%.1f", Date().timeIntervalSince(start))
        Output.answer(
            "Took in \(report.facts) claim facts in \(seconds) s: \(report.claims) sent, \(report.acknowledged) "
                + "acknowledged, \(report.adjudications) adjudicated; \(report.held.count) held, "
                + "\(report.duplicates.count) known already.\n"
        )
        guard let day = CalendarDate(iso: month.asOf) else { return }
        let inquiry = plane.inquiry(for: .operations, by: "recourse demo")
        DemoTables.statuses(try plane.statusSums(asOf: day).map(\.json))
        Output.answer("The ten costliest denial reasons")
        DenialTable.print(try plane.denialReasons(limit: 10, asOf: day).map(\.json))
        Output.answer("\nThe worklist's first rows, by value and deadline")
        WorkTable.print(try inquiry.work(limit: 10, asOf: day).map(plane.workRow))
        Output.answer("")
        try explainSome(inquiry, plane: plane, asOf: day)
        let denied = try inquiry.work(limit: 500, asOf: day).map(plane.workRow)
            .filter { $0.member("finding")?.known("kind") == FindingKind.denial.rawValue }.compactMap {
                $0.known("claim")
            }
        let house = try DemoHouse(in: plane, folder: folder, work: denied)
        Output.answer(
            """
            What to try next:
              alias r='.build/debug/recourse'
              o='--data \(folder)/data --key-file \(folder)/master.key --as-of \(month.asOf)'
              r claims $o --status denied --min 500
              r worklist $o --category authorization
              r held list $o
              r report aging $o
              r x12 validate \(files.x12)/*.x12
              r serve --data \(folder)/data --key-file \(folder)/master.key --sign-in \(DemoHouse.signInFile(in: folder)) --port \(port)

            """
        )
        house.tell()
        guard SecretInput.isTerminal else { return }
        Output.answer("The workbench is at http://127.0.0.1:\(port)/ until you end this by Ctrl-C.")
        let server = APIServer(
            of: [plane],
            signIn: SignInOptions(settings: SignInSettings(needsSecondFactor: false)),
            isWorking: true,
            log: { _ in }
        )
        try await server.run(port: port)
    }
}

extension Demo {
    /// One denied claim for staff, and one bill for its patient.
    private func explainSome(_ inquiry: Inquiry, plane: ControlPlane, asOf day: CalendarDate) throws {
        let claims = plane.claimRows(try inquiry.claims(asOf: day))
        let denied = claims.first { claim in
            claim.shown("status") == ClaimStatus.partiallyDenied.rawValue
                && claim.items("findings").contains { $0.known("deadline") != nil }
        }
        if let id = denied?.known("claim") {
            Output.answer("One denied claim, for staff")
            for account in try inquiry.accounts(named: id, asOf: day, as: [.explanation]) {
                for row in try plane.explanationRows(of: account) where row.shown("claim") == id {
                    ExplanationText.claim(row, json: false)
                }
            }
            Output.answer("")
        }
        let accounts = try inquiry.claims(asOf: day, as: .account).map(plane.accountRow)
        let billed = accounts.first { account in
            ["collectable", "paid"].allSatisfy { Money(decimal: account.shown("patient", $0))?.isPositive == true }
        }
        if let id = billed?.known("account") {
            Output.answer("One bill, for the patient")
            for account in try inquiry.accounts(named: id, asOf: day, as: [.bill]) {
                ExplanationText.bill(try plane.billRow(of: account), json: false)
            }
            Output.answer("")
        }
    }
}

/// What the demo shows.
private enum DemoTables {
    static func statuses(_ sums: [JSONValue]) {
        Output.answer("Claims by status, as of the month's end")
        let amounts = ["charge", "paid", "patientOwes", "denied", "held"]
        Output.table(
            ["status", "claims", "charge", "paid", "patient owes", "denied", "held"],
            sums.map { sum in
                [sum.known("status") ?? "all", sum.shown("claims")] + amounts.map { sum.shown($0) }
            },
            right: [1, 2, 3, 4, 5, 6]
        )
        Output.answer("")
    }
}
