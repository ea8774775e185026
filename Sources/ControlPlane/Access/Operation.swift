package import Access

/// What somebody can have the control plane do, beside the questions about patients: each with the right that it needs.
///
/// Nothing is recorded, and nothing of these is told, without this question; `AuthorityTests` goes through all of them.
package enum Operation: String, CaseIterable, Hashable, Sendable {
    // What comes in, and what is held of it.
    case ingest, releaseHeld, dismissHeld, linkPatients, unlinkPatients, markSensitive
    // Cases.
    case refreshCases, openCase, assignCase, scheduleCase, noteCase, recordAnswer, linkCases, unlinkCases
    case closeCase, reopenCase
    // Proposals and what leaves.
    case propose, revise, approve, refuse, sendBack, requestRecords, escalate, override, retract, withdraw, expire
    case carryOutEffects, takeReceipts, resolveEffect, showDestinations, setDestination, removeDestination
    case showJobs, retryJob, discardJob
    // Rules, holds and retention.
    case showRules, adoptRules, showPolicy, adoptPolicy, showRetention, adoptRetention, runRetention
    case showHolds, placeHold, releaseHold
    // The store.
    case showReports, showUsage, rotateKeys, changeMasterKey, acceptHistory, proveHistory, rebuild
    // Accounts.
    case showUsers, addUser, endUser, grantRole, revokeRole, changeSignIn
    case showKeys, issueKey, rotateKey, revokeKey
    case breakGlass, endEmergency, reviewEmergency
    // Others that follow what happens.
    case followEvents, showWebhooks, addWebhook, changeWebhook, removeWebhook, testWebhook

    /// The right that it needs.
    package var right: Right {
        switch self {
        case .ingest: Right(.ingest, .document)
        case .releaseHeld: Right(.release, .heldItem)
        case .dismissHeld: Right(.refuse, .heldItem)
        case .linkPatients: Right(.link, .patient)
        case .unlinkPatients: Right(.unlink, .patient)
        case .markSensitive: Right(.note, .account)
        // Cases that findings open are opened by whoever has them looked for.
        case .refreshCases, .openCase: Right(.open, .case)
        case .assignCase: Right(.assign, .case)
        case .scheduleCase: Right(.schedule, .case)
        case .noteCase: Right(.note, .case)
        case .recordAnswer: Right(.record, .message)
        case .linkCases: Right(.link, .case)
        case .unlinkCases: Right(.unlink, .case)
        // Who may end it may take that back.
        case .closeCase, .reopenCase: Right(.resolve, .case)
        case .propose: Right(.propose, .proposal)
        case .revise: Right(.edit, .proposal)
        // Who may say a word may take it back; the aggregate lets nobody take back another's.
        case .approve, .retract: Right(.approve, .proposal)
        case .refuse: Right(.refuse, .proposal)
        case .sendBack: Right(.sendBack, .proposal)
        case .requestRecords: Right(.requestRecords, .proposal)
        // That a proposal is out of time says its policy; whoever may pass it on may say so.
        case .escalate, .expire: Right(.escalate, .proposal)
        case .override: Right(.override, .proposal)
        case .withdraw: Right(.withdraw, .proposal)
        case .carryOutEffects, .takeReceipts: Right(.retry, .effect)
        case .resolveEffect: Right(.resolve, .effect)
        case .showDestinations: Right(.search, .destination)
        case .setDestination: Right(.edit, .destination)
        case .removeDestination: Right(.revoke, .destination)
        case .showJobs: Right(.search, .job)
        case .retryJob: Right(.retry, .job)
        case .discardJob: Right(.discard, .job)
        case .showRules: Right(.read, .payerRules)
        case .adoptRules: Right(.adopt, .payerRules)
        case .showPolicy: Right(.read, .approvalPolicy)
        case .adoptPolicy: Right(.adopt, .approvalPolicy)
        case .showRetention: Right(.read, .retentionPolicy)
        case .adoptRetention: Right(.adopt, .retentionPolicy)
        case .runRetention: Right(.run, .retentionPolicy)
        case .showHolds: Right(.search, .legalHold)
        case .placeHold: Right(.place, .legalHold)
        case .releaseHold: Right(.release, .legalHold)
        case .showReports: Right(.read, .report)
        case .showUsage: Right(.read, .usage)
        case .rotateKeys, .changeMasterKey: Right(.rotate, .encryptionKey)
        case .acceptHistory: Right(.accept, .journal)
        case .proveHistory: Right(.verify, .journal)
        case .rebuild: Right(.rebuild, .journal)
        case .showUsers: Right(.search, .user)
        case .addUser: Right(.create, .user)
        case .endUser: Right(.suspend, .user)
        case .changeSignIn: Right(.edit, .user)
        case .grantRole: Right(.grant, .grant)
        case .revokeRole: Right(.revoke, .grant)
        case .showKeys: Right(.search, .apiKey)
        case .issueKey: Right(.issue, .apiKey)
        case .rotateKey: Right(.rotate, .apiKey)
        case .revokeKey: Right(.revoke, .apiKey)
        case .breakGlass: Right(.breakGlass, .breakGlass)
        case .endEmergency: Right(.revoke, .breakGlass)
        case .reviewEmergency: Right(.review, .breakGlass)
        case .followEvents: Right(.read, .eventFeed)
        case .showWebhooks: Right(.read, .webhook)
        case .addWebhook: Right(.create, .webhook)
        case .changeWebhook: Right(.edit, .webhook)
        case .removeWebhook: Right(.revoke, .webhook)
        case .testWebhook: Right(.retry, .webhook)
        }
    }

    /// What it is done for: that is plain from what it is, so nobody is asked, and one of them must be permitted.
    package var purposes: [Purpose] {
        switch right.resource {
        case .case, .message, .proposal, .heldItem, .patient, .account, .document, .effect, .report, .payerRules,
            .approvalPolicy, .breakGlass:
            [.payment, .operations, .patientRequest, .audit]
        default: [.operations, .audit]
        }
    }
}
