import ArgumentParser
import ControlPlane
import Journal
import RevenueCycle

/// Says how long records are kept, and destroys what is kept no longer.
struct Retention: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say how long records are kept, and destroy what is kept no longer.",
        discussion: """
            Destroying means that the keys are destroyed, so that the content is gone from every copy of the journal that is
            opened with these keys; proofs hold without it. Look first, then run exactly what was seen:

              recourse retention preview
              recourse retention run --confirm 1f0c…
            """,
        subcommands: [
            RetentionPolicyCommand.self, RetentionAdopt.self, RetentionPreview.self, RetentionRunCommand.self,
            RetentionCertificates.self,
        ]
    )
}

/// Shows the policy in force.
struct RetentionPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "policy", abstract: "Show the policy in force.")
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let policy = try plane.retentionPolicy()
        if store.json {
            return Output.rows([policy.json])
        }
        Output.table(
            ["records", "years"],
            [
                ["claims and remittances", "\(policy.claims)"], ["correspondence", "\(policy.correspondence)"],
                ["who looked at what", "\(policy.access)"],
            ],
            right: [1]
        )
        Output.note(
            "They begin with the last record about a patient, and for a minor at \(policy.ageOfMajority) years."
        )
    }
}

/// Adopts a policy.
struct RetentionAdopt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Adopt a policy; what is not given stays as it is."
    )
    @OptionGroup var store: StoreOptions
    @Option(help: "Years for claims and remittances.") var claims: Int?
    @Option(help: "Years for letters and messages.") var correspondence: Int?
    @Option(help: "Years for who looked at what.") var access: Int?
    @Option(help: "The age at which a minor comes of age.") var ageOfMajority: Int?
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.adoptRetention(reason: reason) { policy in
            if let claims { policy.claims = claims }
            if let correspondence { policy.correspondence = correspondence }
            if let access { policy.access = access }
            if let ageOfMajority { policy.ageOfMajority = ageOfMajority }
        }
        store.note("Adopted.", [("adopted", .bool(true))])
    }
}

/// Shows what a run would destroy.
struct RetentionPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show what a run would destroy and what it would leave; changes nothing."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let plan = try plane.retentionPlan(asOf: store.day())
        let rows = RetentionClass.allCases.compactMap { retention in
            plan.counts[retention].map { (retention, $0) }
        }
        if store.json {
            return Output.rows([plan.json])
        }
        guard !rows.isEmpty else { return Output.note("Nothing has been kept longer than its years.") }
        Output.table(
            ["records", "to destroy", "minors", "no birth date", "held", "with others"],
            rows.map { retention, counts in
                [
                    "\(retention)", "\(counts.destroyed)", "\(counts.minors)", "\(counts.withoutBirthDate)",
                    "\(counts.held)", "\(counts.shared)",
                ]
            },
            right: [1, 2, 3, 4, 5]
        )
        if plan.keys.isEmpty { return Output.note("Nothing of it is to be destroyed yet.") }
        Output.note("To destroy \(plan.keys.count) keys: recourse retention run --confirm \(plan.code)")
    }
}

extension StoreOptions {
    fileprivate func tell(_ certificate: DestructionCertificate) {
        if json {
            return Output.rows([certificate.json])
        }
        Output.answer(
            "Entry \(certificate.position), \(certificate.recorded), \(certificate.principal): \(certificate.keys) keys "
                + "destroyed, \(certificate.evidence) documents removed (\(certificate.code))."
        )
        for rollup in certificate.rollups {
            Output.answer(
                "  service in \(rollup.year): \(rollup.claims) claims, charged \(rollup.charged), paid \(rollup.paid)"
            )
        }
    }
}

/// Destroys what was seen.
struct RetentionRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Destroy exactly what the preview of today showed; it cannot be undone."
    )
    @OptionGroup var store: StoreOptions
    @Option(help: "The word that the preview gave.") var confirm: String

    func run() throws {
        guard store.asOf == nil else {
            throw UsageFault(description: "A run is always of today: leave --as-of out.")
        }
        let plane = try store.open()
        defer { plane.close() }
        let certificate = try plane.runRetention(code: confirm, asOf: Clock.today())
        store.tell(certificate)
        if certificate.code != confirm {
            Output.note("This finished a run that was cut short. Look at the preview again for what is due now.")
        }
    }
}

/// Lists what was destroyed.
struct RetentionCertificates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificates",
        abstract: "List the certificates of what was destroyed, with the sums that are left of it."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        for certificate in try plane.destructionCertificates() { store.tell(certificate) }
    }
}
