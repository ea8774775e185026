package import RevenueCycle

/// What somebody wants to do, but not yet with which thing.
package struct Question: Hashable, Sendable {
    /// Who asks.
    package let requester: Requester
    /// In which tenant and environment they ask.
    package let place: Place
    /// What they want to do.
    package let action: Action
    /// Why.
    package let purpose: Purpose
    /// The fields that the answer needs, so that no more is shown.
    package let fields: FieldMask

    /// What somebody wants to do.
    package init(
        requester: Requester,
        place: Place,
        action: Action,
        purpose: Purpose,
        fields: FieldMask = .all
    ) {
        self.requester = requester
        self.place = place
        self.action = action
        self.purpose = purpose
        self.fields = fields
    }
}

/// The thing that a question is about, as far as rules ask.
package struct Target: Hashable, Sendable {
    /// What kind of thing.
    package let resource: Resource
    /// Whose it is.
    package let place: Place
    /// The facilities that it belongs to; empty when it is not known, or when it belongs to the tenant as a whole.
    package var facilities: Set<FacilityID>
    /// The programs that it belongs to.
    package var programs: Set<ProgramID>
    /// The payers that it concerns; empty when it is not known.
    package var payers: Set<PayerKey>
    /// The money that is at stake; nil when it is not known.
    package var amount: Money?
    /// What asks for care.
    package var sensitivities: Set<Sensitivity>
    /// Whose data it shows; empty when it is not known.
    package var patients: Set<SourcePatientID>
    /// The people whose own work, rights or account it is: the author of a proposal and whom they acted for, who broke the glass,
    /// who gets a grant.
    package var owners: Set<HumanID>

    /// A thing as far as rules ask.
    package init(
        resource: Resource,
        place: Place,
        facilities: Set<FacilityID> = [],
        programs: Set<ProgramID> = [],
        payers: Set<PayerKey> = [],
        amount: Money? = nil,
        sensitivities: Set<Sensitivity> = [],
        patients: Set<SourcePatientID> = [],
        owners: Set<HumanID> = []
    ) {
        self.resource = resource
        self.place = place
        self.facilities = facilities
        self.programs = programs
        self.payers = payers
        self.amount = amount
        self.sensitivities = sensitivities
        self.patients = patients
        self.owners = owners
    }
}
