import Crypto
import Journal
import RevenueCycle

/// The key spaces of the journal's blind indexes; a number is never given another meaning.
enum KeySpace: UInt16 {
    /// Billing provider and patient control number → claim file.
    case account = 1
    /// Patient control number → claim files that have a billing provider.
    case patientControlNumber = 2
    /// Patient control number → claim files without a billing provider.
    case orphanNumber = 3
    /// A payer's number of a claim → claim files.
    case payerNumber = 4
    /// Originator's reference or clearinghouse number → claim files.
    case clearinghouseNumber = 5
    /// Transaction body → claim files that it told of.
    case transactionFiles = 6
    /// Batch numbers → bodies of the transactions sent under them.
    case batchTransactions = 7
    /// Batch numbers → answers that quote them.
    case batchAnswers = 8
    /// Payment → claim files that it adjudicates.
    case paymentFiles = 9
    /// What one source knows a patient by → claim files about them.
    case sourcePatient = 10
    /// Public id → claim file.
    case publicID = 11
    /// Normalised surname of a patient → claim files.
    case surname = 12
    /// Member or subscriber number → claim files.
    case memberNumber = 13
    /// Medical record number → claim files.
    case recordNumber = 14
    /// Transaction body → the document in which it was first read (claimed).
    case transaction = 20
    /// Document → that it was read to its end (claimed).
    case document = 21
    /// Body of a transaction without its end → what holds it (claimed).
    case damagedTransaction = 22
    /// Source patient → effects about them.
    case patientEffects = 30
    /// Claim, account or patient → proposals about it.
    case subjectProposals = 31
    /// Claim, account, patient or remittance → cases about it.
    case subjectCases = 32
    /// Issuer and subject of an identity → the account to which it was linked first (claimed).
    case identity = 40
}

/// The tables of inline rows.
enum RowTable: UInt16, CaseIterable {
    /// A claim file's state.
    case claimFile = 1
    /// A payment's state.
    case payment = 2
    /// What was held because it could not be read.
    case heldReading = 3
    /// An answer about a batch.
    case batchAnswer = 4
    /// A document: its name and how much of it was read.
    case document = 5
    /// The rules in force.
    case rules = 6
    /// The links of a source patient.
    case patientLinks = 7
    /// An effect: what is to reach the outside, and how far it is.
    case effect = 8
    /// A proposal: its revisions, and what was decided about them.
    case proposal = 9
    /// A case: why it is there, and what people did about it.
    case workCase = 10
    /// How far cases were reviewed.
    case caseReview = 11
    /// A group of claim files that must be looked at again on a day.
    case caseWatch = 12
}

/// The kinds of jobs; a number is never given another meaning.
enum JobKind: UInt16 {
    /// Takes an effect to the outside.
    case deliverEffect = 1
    /// Tells a webhook of an event.
    case tellWebhook = 2
}

/// The event types outside the domain's aggregates.
enum ShellEvent: UInt16, CaseIterable {
    /// Something was held because it could not be read.
    case readingHeld = 40
    /// An answer about a batch came.
    case batchAnswered = 41
    /// A document was read to its end.
    case documentRead = 42
    /// Rules were adopted.
    case rulesAdopted = 43
    /// A person let a held reading go.
    case readingReleased = 44
    /// A person took a held reading, of which nothing can count, off the list.
    case readingDismissed = 46
    /// A transaction of claims was sent, under numbers that answers to the batch quote.
    case batchSent = 45

    /// An operator accepted the journal as it is, though another was signed before.
    case historyAccepted = 47
    /// The tenant key or the master key was changed.
    case keysChanged = 48
    /// A policy says how long records are kept.
    case retentionAdopted = 49
    /// A legal hold was placed.
    case holdPlaced = 50
    /// A legal hold was released.
    case holdReleased = 51
    /// Keys are about to be destroyed.
    case destructionBegun = 52
    /// Keys were destroyed, and what they had sealed is gone.
    case destructionCertified = 53
    /// A destination was given a place, or taken away.
    case destinationSet = 54
    /// The store was put back from a copy.
    case storeRestored = 55
    /// A person decided on a job that was not tried any more.
    case deadLetterDecided = 56
    /// An account was added or ended, or a role granted or taken back.
    case rosterChanged = 57
    /// An approval policy was adopted.
    case approvalPolicyAdopted = 58
    /// A person took down which sensitive subjects an account touches.
    case sensitivityMarked = 59
    /// A webhook was registered.
    case webhookAdded = 110
    /// A webhook was given another secret.
    case webhookRotated = 111
    /// A webhook was removed.
    case webhookRemoved = 112
    /// A webhook is told nothing more until a person lets it begin again.
    case webhookDisabled = 113
    /// A webhook that was stopped begins again.
    case webhookEnabled = 114
    /// A webhook did not take what it was told.
    case webhookFailing = 115
    /// A webhook took something after it had not.
    case webhookRecovered = 116
    /// A request that may come again was answered.
    case requestAnswered = 119
    /// Calls of the HTTP API were counted.
    case callsCounted = 120
    /// The tenant was made to be a sandbox.
    case sandboxDeclared = 121
    /// The derived tables were made again from the entries.
    case tablesRebuilt = 122
    /// How somebody proves that they are who they are was changed.
    case credentialsChanged = 100

    static let schema: UInt16 = 1

    /// The types that belong to webhooks.
    static let webhooks: ClosedRange<UInt16> = 110...116
}

extension EntryHeader {
    /// Whether the entry is the answer to a request.
    ///
    /// Before these had a number of their own they had 75, which is also that of an escalated proposal; that is never its stream's
    /// first.
    var isAnswer: Bool { type == ShellEvent.requestAnswered.rawValue || type == 75 && streamVersion == 1 }
}

extension StreamID {
    /// A stream that a word and what belongs to it name: the first 16 bytes of SHA-256(word ‖ 0x00 ‖ parts).
    init(hashing word: String, _ parts: [UInt8]...) {
        var hash = SHA256()
        hash.update(data: Array("\(word)\u{0}".utf8))
        for part in parts { hash.update(data: part) }
        self.init(hash.finalize().prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
    }
}

extension BodyHash {
    /// The stream that the bytes name.
    var stream: StreamID { StreamID(value) }

    /// Whom a document of this address is about, and what is of the document as a whole: everybody in it.
    ///
    /// So each document has data keys of its own, which live as long as those of the last patient in it.
    var subject: SubjectID { SubjectID(stream.value) }

    /// The bytes of a stream's name.
    init(_ stream: StreamID) { self.init(stream.value) }
}
