// swift-format-ignore-file
// Made from Rules/roles.toml by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension RuleText {
    /// The text of `Rules/roles.toml`: who may do what, unless a tenant says otherwise.
    package static let shippedRoles = RuleText(
        file: "Rules/roles.toml",
        text: ##"""
# Who may do what. A file of your own, checked with `recourse access check FILE`, takes the place of this one as a whole.
#
# What no rule permits is denied. A forbid beats every permit. A role's permits reach what is marked as sensitive only where
# `sensitivities` says so, of the role or of the rule; a grant can clear somebody for more, but no grant passes a forbid.
# Amounts are decimals in quotes, without a sign. docs/access.md says what each word means.
#
# What no file can change: only people approve, refuse, send back, override, release, adopt and the like, never a service or an
# agent; nobody approves, overrides or reviews their own work, or grants themselves a role; an agent has no right that whoever
# it acts for lacks; nothing crosses from one tenant to another, or between production and sandbox.

# ---------------------------------------------------------------- for everybody

[[forbid]]
id = "substance-use-in-proceedings"
purposes = ["legal"]
sensitivities = ["substanceUse"]
reason = "Records of a substance use program serve in no proceedings against the patient without a court's order (42 CFR 2.12(d))."

[[forbid]]
id = "substance-use-leaves-by-consent"
actions = ["export"]
sensitivities = ["substanceUse"]
reason = "Such records leave as an approved effect, for which the patient's consent was checked (42 CFR 2.31), never as an export."

[[forbid]]
id = "no-machine-reads-the-most-sensitive"
principals = ["agent", "service"]
resources = [
    "patient", "account", "claim", "remittance", "heldItem", "documentSpan", "document", "case", "proposal", "message",
]
sensitivities = ["behavioralHealth", "substanceUse", "vip", "legalThreat"]
reason = "What harms most when it leaks is read by people, who can be asked why."

# ---------------------------------------------------------------- emergency access

[break_glass]
limit_minutes = 240
review_days = 3
reason = "Somebody must be answered now and nobody with the right to it can be reached (45 CFR 164.312(a)(2)(ii))."

[[break_glass.permit]]
id = "emergency-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "case", "message"]
purposes = ["treatment", "payment", "patientRequest"]
sensitivities = ["minor", "deceased", "vip", "hardship", "complaint", "behavioralHealth"]
fields = ["identity", "contact", "recordNumbers", "coverageNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "Enough to answer; no diagnoses and no documents, and nothing of a substance use program."

# ---------------------------------------------------------------- patient support

[role.patientSupport]
held_by = ["user"]
purposes = ["payment", "patientRequest"]
sensitivities = ["minor", "deceased", "hardship", "complaint"]
reason = "Answers patients about their bills, and hears what troubles them."

[[role.patientSupport.permit]]
id = "support-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "case", "proposal", "message"]
fields = ["identity", "contact", "recordNumbers", "coverageNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "A bill is explained by who owes what and why; diagnoses are not needed for that."

[[role.patientSupport.permit]]
id = "support-work"
actions = ["open", "assign", "note", "schedule", "escalate"]
resources = ["case"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "Each question of a patient becomes a case, which goes to whoever can settle it."

[[role.patientSupport.permit]]
id = "support-record"
actions = ["record"]
resources = ["message"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "What patients answer and how content they are is kept."

[[role.patientSupport.permit]]
id = "support-propose"
actions = ["draft", "propose", "note", "escalate"]
resources = ["proposal"]
fields = ["identity", "contact", "recordNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "Answers, payment plans and assistance are proposed."

[[role.patientSupport.permit]]
id = "support-decide"
actions = ["approve", "refuse", "sendBack", "requestRecords"]
resources = ["proposal"]
fields = ["identity", "contact", "recordNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "Says the word for answers to patients where the approval policy lets this role; it says which, and up to which amount."

[[role.patientSupport.permit]]
id = "support-own-proposals"
actions = ["edit", "withdraw"]
resources = ["proposal"]
own_work_only = true
fields = ["identity", "contact", "recordNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "One's own proposals may be mended until they are decided."

[[role.patientSupport.permit]]
id = "support-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

[[role.patientSupport.permit]]
id = "support-break-glass"
actions = ["breakGlass"]
resources = ["breakGlass"]
reason = "A patient on the telephone cannot wait for another team."

# ---------------------------------------------------------------- biller

[role.biller]
held_by = ["user"]
purposes = ["payment"]
sensitivities = ["minor", "deceased"]
reason = "Gets claims out and payments in, and puts right what does not fit."

[[role.biller.permit]]
id = "biller-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "remittance", "heldItem", "case", "proposal", "message"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "A claim cannot be billed or mended without all that stands on it."

[[role.biller.permit]]
id = "biller-evidence"
actions = ["read"]
resources = ["documentSpan"]
fields = ["documentText"]
reason = "Sees the lines of a file that tell of the claim in hand, not its neighbours."

[[role.biller.permit]]
id = "biller-ingest"
actions = ["ingest"]
resources = ["document"]
reason = "Files come by hand where no feed brings them."

[[role.biller.permit]]
id = "biller-held"
actions = ["attach", "refuse", "assign", "note"]
resources = ["heldItem"]
fields = ["identity", "recordNumbers", "coverageNumbers", "payerCodes", "amounts", "freeText", "staff", "technical"]
reason = "What matched nothing is matched by hand, or set aside with a reason."

[[role.biller.permit]]
id = "biller-release"
actions = ["release"]
resources = ["heldItem"]
amount_at_most = "1000.00"
fields = ["recordNumbers", "payerCodes", "amounts", "freeText", "staff", "technical"]
reason = "Small differences may be released by whoever found why; greater ones by a supervisor."

[[role.biller.permit]]
id = "biller-links"
actions = ["link", "unlink", "note"]
resources = ["patient"]
fields = ["identity", "contact", "recordNumbers", "coverageNumbers", "freeText", "staff"]
reason = "Who knows that two records are one person says so; it can be undone."

[[role.biller.permit]]
id = "biller-notes"
actions = ["note"]
resources = ["account", "claim"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "What was learnt on the telephone is kept where it helps."

[[role.biller.permit]]
id = "biller-cases"
actions = ["open", "assign", "note", "schedule", "escalate", "resolve", "link", "unlink"]
resources = ["case"]
fields = ["recordNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "Works the queue."

[[role.biller.permit]]
id = "biller-record"
actions = ["record"]
resources = ["message"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "Letters and calls of payers are kept."

[[role.biller.permit]]
id = "biller-propose"
actions = ["draft", "propose", "note", "escalate"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Corrected claims, transfers and adjustments are proposed."

[[role.biller.permit]]
id = "biller-decide"
actions = ["approve", "refuse", "sendBack", "requestRecords"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Decides where the approval policy lets this role; it says which, and up to which amount."

[[role.biller.permit]]
id = "biller-own-proposals"
actions = ["edit", "withdraw"]
resources = ["proposal"]
own_work_only = true
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "One's own proposals may be mended until they are decided."

[[role.biller.permit]]
id = "biller-reports"
actions = ["read"]
resources = ["report"]
fields = ["payerCodes", "amounts"]
reason = "Sees how the work stands, in sums that name nobody."

[[role.biller.permit]]
id = "biller-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

[[role.biller.permit]]
id = "biller-break-glass"
actions = ["breakGlass"]
resources = ["breakGlass"]
reason = "A deadline of a claim that lies with another team may end today."

# ---------------------------------------------------------------- denial specialist

[role.denialSpecialist]
held_by = ["user"]
purposes = ["payment"]
sensitivities = ["minor", "deceased", "behavioralHealth"]
reason = "Finds out why payers did not pay, and what is to be done."

[[role.denialSpecialist.permit]]
id = "denials-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "remittance", "heldItem", "case", "proposal", "message"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "A denial is understood from the whole of the claim."

[[role.denialSpecialist.permit]]
id = "denials-evidence"
actions = ["read"]
resources = ["documentSpan"]
fields = ["documentText"]
reason = "Sees the lines that tell of the claim in hand."

[[role.denialSpecialist.permit]]
id = "denials-cases"
actions = ["open", "assign", "note", "schedule", "escalate", "resolve", "link", "unlink"]
resources = ["case"]
fields = ["recordNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff"]
reason = "One cause with many claims is worked as one."

[[role.denialSpecialist.permit]]
id = "denials-notes"
actions = ["note"]
resources = ["account", "claim"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "What was learnt is kept where it helps."

[[role.denialSpecialist.permit]]
id = "denials-record"
actions = ["record"]
resources = ["message"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "Letters, calls and outcomes of appeals are kept."

[[role.denialSpecialist.permit]]
id = "denials-propose"
actions = ["draft", "propose", "edit", "note", "requestRecords", "escalate"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Proposes what answers the denial; an edit is a revision that is approved anew."

[[role.denialSpecialist.permit]]
id = "denials-own-proposals"
actions = ["withdraw"]
resources = ["proposal"]
own_work_only = true
fields = ["recordNumbers", "freeText", "staff"]
reason = "One's own proposals may be taken back."

[[role.denialSpecialist.permit]]
id = "denials-decide"
actions = ["approve", "refuse", "sendBack"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Decides where the approval policy lets this role; it says which, and up to which amount."

[[role.denialSpecialist.permit]]
id = "denials-reports"
actions = ["read"]
resources = ["report"]
fields = ["payerCodes", "amounts"]
reason = "Patterns of denials are seen in sums that name nobody."

[[role.denialSpecialist.permit]]
id = "denials-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

[[role.denialSpecialist.permit]]
id = "denials-break-glass"
actions = ["breakGlass"]
resources = ["breakGlass"]
reason = "A deadline of an appeal that lies with another team may end today."

# ---------------------------------------------------------------- appeal writer

[role.appealWriter]
held_by = ["user"]
purposes = ["payment"]
sensitivities = ["minor", "deceased", "behavioralHealth"]
reason = "Writes appeals and letters."

[[role.appealWriter.permit]]
id = "appeals-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "case", "proposal", "message"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "An appeal names the patient, what was done and what the payer said."

[[role.appealWriter.permit]]
id = "appeals-evidence"
actions = ["read"]
resources = ["documentSpan"]
fields = ["documentText"]
reason = "Each sentence of an appeal rests on the lines that tell of it."

[[role.appealWriter.permit]]
id = "appeals-cases"
actions = ["assign", "note", "schedule", "escalate"]
resources = ["case"]
fields = ["recordNumbers", "payerCodes", "amounts", "freeText", "staff"]
reason = "Keeps the case of the appeal in hand."

[[role.appealWriter.permit]]
id = "appeals-write"
actions = ["draft", "propose", "edit", "note", "requestRecords", "escalate"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Writes and rewrites; each edit is a revision that is approved anew."

[[role.appealWriter.permit]]
id = "appeals-decide"
actions = ["approve", "refuse", "sendBack"]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Approves what others wrote where the approval policy lets this role."

[[role.appealWriter.permit]]
id = "appeals-own-proposals"
actions = ["withdraw"]
resources = ["proposal"]
own_work_only = true
fields = ["recordNumbers", "freeText", "staff"]
reason = "One's own proposals may be taken back."

[[role.appealWriter.permit]]
id = "appeals-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

# ---------------------------------------------------------------- clinical reviewer

[role.clinicalReviewer]
held_by = ["user"]
purposes = ["payment", "operations", "treatment"]
sensitivities = ["minor", "deceased", "behavioralHealth", "substanceUse"]
reason = "Says whether care was needed, and whether an appeal says of it what is true."

[[role.clinicalReviewer.permit]]
id = "clinical-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "case", "proposal", "message"]
fields = ["identity", "recordNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff"]
reason = "Judges care; where the patient lives and how they are insured is not needed for that."

[[role.clinicalReviewer.permit]]
id = "clinical-evidence"
actions = ["read"]
resources = ["documentSpan", "document"]
fields = ["documentText", "documentBytes"]
reason = "A record is judged as a whole."

[[role.clinicalReviewer.permit]]
id = "clinical-find-documents"
actions = ["search"]
resources = ["document"]
fields = ["staff", "technical"]
reason = "Finds the records of the case."

[[role.clinicalReviewer.permit]]
id = "clinical-cases"
actions = ["assign", "note", "schedule", "escalate", "resolve"]
resources = ["case"]
fields = ["recordNumbers", "clinicalCodes", "freeText", "staff"]
reason = "Answers what was asked of clinical documentation."

[[role.clinicalReviewer.permit]]
id = "clinical-letters"
actions = ["search", "read"]
resources = ["proposal"]
fields = ["identity", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff"]
reason = "A letter is approved as it leaves, and the member's number stands on it."

[[role.clinicalReviewer.permit]]
id = "clinical-decide"
actions = ["approve", "refuse", "sendBack", "edit", "requestRecords", "escalate", "note"]
resources = ["proposal"]
fields = ["identity", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff"]
reason = "What is said of a patient's care is approved by somebody who can judge it."

[[role.clinicalReviewer.permit]]
id = "clinical-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

# ---------------------------------------------------------------- supervisor

[role.supervisor]
held_by = ["user"]
purposes = ["payment", "operations", "patientRequest"]
sensitivities = ["minor", "deceased", "behavioralHealth", "hardship", "complaint", "legalThreat", "vip"]
reason = "Answers for a team's work, and decides what the team may not."

[[role.supervisor.permit]]
id = "supervisor-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "remittance", "heldItem", "case", "proposal", "message"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
    "technical",
]
reason = "Nobody decides on what they cannot see."

[[role.supervisor.permit]]
id = "supervisor-copies"
actions = ["export"]
resources = ["patient", "account", "claim", "message"]
purposes = ["patientRequest"]
sensitivities = ["minor", "deceased", "hardship", "complaint"]
fields = ["identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText"]
reason = "Patients have a right to copies of what is kept of them (45 CFR 164.524); each is on record."

[[role.supervisor.permit]]
id = "supervisor-evidence"
actions = ["read"]
resources = ["documentSpan", "document"]
fields = ["documentText", "documentBytes"]
reason = "What is in dispute may need the whole file."

[[role.supervisor.permit]]
id = "supervisor-documents"
actions = ["search"]
resources = ["document"]
fields = ["staff", "technical"]
reason = "Finds the file."

[[role.supervisor.permit]]
id = "supervisor-ingest"
actions = ["ingest"]
resources = ["document"]
reason = "Files come by hand where no feed brings them."

[[role.supervisor.permit]]
id = "supervisor-held"
actions = ["release", "refuse", "attach", "assign", "note"]
resources = ["heldItem"]
fields = ["identity", "recordNumbers", "coverageNumbers", "payerCodes", "amounts", "freeText", "staff", "technical"]
reason = "Money that does not balance is released by somebody who answers for it."

[[role.supervisor.permit]]
id = "supervisor-links"
actions = ["link", "unlink", "note"]
resources = ["patient"]
fields = ["identity", "contact", "recordNumbers", "coverageNumbers", "freeText", "staff"]
reason = "Puts right who is who."

[[role.supervisor.permit]]
id = "supervisor-notes"
actions = ["note"]
resources = ["account", "claim"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "What was decided is kept where it helps."

[[role.supervisor.permit]]
id = "supervisor-cases"
actions = ["open", "assign", "note", "schedule", "escalate", "resolve", "link", "unlink"]
resources = ["case"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Gives out the work."

[[role.supervisor.permit]]
id = "supervisor-record"
actions = ["record"]
resources = ["message"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "What was said is kept."

[[role.supervisor.permit]]
id = "supervisor-decide"
actions = [
    "draft", "propose", "edit", "approve", "refuse", "sendBack", "requestRecords", "escalate", "override", "note",
]
resources = ["proposal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Decides without limit on the work of others; overrides where the approval policy lets anybody."

[[role.supervisor.permit]]
id = "supervisor-own-proposals"
actions = ["withdraw"]
resources = ["proposal"]
own_work_only = true
fields = ["recordNumbers", "freeText", "staff"]
reason = "One's own proposals may be taken back."

[[role.supervisor.permit]]
id = "supervisor-effects"
actions = ["search", "read", "retry", "resolve"]
resources = ["effect"]
fields = ["recordNumbers", "payerCodes", "amounts", "staff", "technical"]
reason = "What could not be confirmed outside is settled by a person."

[[role.supervisor.permit]]
id = "supervisor-reports"
actions = ["read", "export"]
resources = ["report"]
fields = ["payerCodes", "amounts"]
reason = "Answers for the figures."

[[role.supervisor.permit]]
id = "supervisor-usage"
actions = ["read"]
resources = ["usage"]
fields = ["staff", "technical"]
reason = "Sees what the team's work costs."

[[role.supervisor.permit]]
id = "supervisor-trail"
actions = ["search", "read"]
resources = ["auditTrail"]
fields = ["recordNumbers", "amounts", "freeText", "staff", "technical"]
reason = "Finds out who did what in the team's work."

[[role.supervisor.permit]]
id = "supervisor-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "retentionPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

[[role.supervisor.permit]]
id = "supervisor-adopts-payer-rules"
actions = ["adopt"]
resources = ["payerRules"]
fields = ["settings"]
reason = "Whoever knows the contracts keeps the payers' rules."

[[role.supervisor.permit]]
id = "supervisor-break-glass"
actions = ["breakGlass"]
resources = ["breakGlass"]
reason = "May have to stand in for another facility."

# ---------------------------------------------------------------- compliance

[role.compliance]
held_by = ["user"]
purposes = ["audit", "operations", "legal"]
sensitivities = [
    "behavioralHealth", "substanceUse", "minor", "vip", "deceased", "hardship", "complaint", "legalThreat",
]
reason = "Watches over the rules: who looked, who decided, what left, how long things are kept."

[[role.compliance.permit]]
id = "compliance-look"
actions = ["search", "read"]
resources = ["patient", "account", "claim", "remittance", "heldItem", "case", "proposal", "message"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
    "technical",
]
reason = "A complaint or a breach is looked into on the thing itself."

[[role.compliance.permit]]
id = "compliance-evidence"
actions = ["read"]
resources = ["documentSpan", "document"]
fields = ["documentText", "documentBytes"]
reason = "What was received is shown as it came."

[[role.compliance.permit]]
id = "compliance-documents"
actions = ["search"]
resources = ["document"]
fields = ["staff", "technical"]
reason = "Finds the file."

[[role.compliance.permit]]
id = "compliance-copies"
actions = ["export"]
resources = ["patient", "account", "claim", "remittance", "case", "proposal", "message"]
purposes = ["audit", "legal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Courts and regulators may ask for copies; each is a disclosure on record."

[[role.compliance.permit]]
id = "compliance-copies-of-files"
actions = ["export"]
resources = ["document"]
purposes = ["audit", "legal"]
fields = ["documentText", "documentBytes", "staff", "technical"]
reason = "The same, of what was received."

[[role.compliance.permit]]
id = "compliance-cases"
actions = ["open", "assign", "note", "schedule", "escalate", "resolve"]
resources = ["case"]
fields = ["identity", "recordNumbers", "freeText", "staff"]
reason = "Complaints and threats of law come to their own queue."

[[role.compliance.permit]]
id = "compliance-decide"
actions = ["approve", "refuse", "sendBack", "requestRecords", "escalate", "override", "note"]
resources = ["proposal"]
purposes = ["operations", "legal"]
fields = [
    "identity", "contact", "recordNumbers", "coverageNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "staff",
]
reason = "Where the approval policy asks for compliance beside others."

[[role.compliance.permit]]
id = "compliance-trails"
actions = ["search", "read", "export"]
resources = ["auditTrail", "accessLog", "disclosure"]
fields = ["identity", "recordNumbers", "amounts", "freeText", "staff", "technical"]
reason = "Patients may ask who looked and what left (45 CFR 164.528); incidents are looked into."

[[role.compliance.permit]]
id = "compliance-proofs"
actions = ["verify", "export"]
resources = ["journal"]
fields = ["technical"]
reason = "What happened is proven to others."

[[role.compliance.permit]]
id = "compliance-accepts"
actions = ["accept"]
resources = ["journal"]
purposes = ["operations"]
fields = ["technical"]
reason = "A journal that is not the one that was signed is taken on only with a reason, by name."

[[role.compliance.permit]]
id = "compliance-rules"
actions = ["read", "adopt"]
resources = ["payerRules", "approvalPolicy", "retentionPolicy", "roleSet"]
fields = ["settings"]
reason = "The rules of the house are adopted by whoever watches over them."

[[role.compliance.permit]]
id = "compliance-retention"
actions = ["run"]
resources = ["retentionPolicy"]
purposes = ["operations"]
fields = ["settings"]
reason = "What is kept no longer is destroyed, with a certificate."

[[role.compliance.permit]]
id = "compliance-holds"
actions = ["search", "read", "place", "release"]
resources = ["legalHold"]
fields = ["recordNumbers", "freeText", "staff"]
reason = "A court's or a regulator's hold stops every destruction."

[[role.compliance.permit]]
id = "compliance-emergencies"
actions = ["search", "read", "revoke", "review"]
resources = ["breakGlass"]
fields = ["recordNumbers", "freeText", "staff", "technical"]
reason = "Each emergency access is reviewed by somebody else than whoever used it."

[[role.compliance.permit]]
id = "compliance-access-reviews"
actions = ["search", "read", "export", "revoke", "review"]
resources = ["grant"]
fields = ["staff", "technical"]
reason = "Who has which role is reviewed each quarter, by somebody else than whoever grants it."

[[role.compliance.permit]]
id = "compliance-accounts"
actions = ["search", "read", "suspend"]
resources = ["user"]
fields = ["staff", "technical"]
reason = "An account under suspicion is stopped at once."

[[role.compliance.permit]]
id = "compliance-keys"
actions = ["search", "read", "revoke"]
resources = ["apiKey"]
fields = ["staff", "technical"]
reason = "A key under suspicion is stopped at once."

[[role.compliance.permit]]
id = "compliance-machines"
actions = ["read"]
resources = ["usage", "effect", "destination"]
fields = ["recordNumbers", "amounts", "staff", "technical"]
reason = "Sees what machines did, and what left."

# ---------------------------------------------------------------- auditor

[role.auditor]
held_by = ["user"]
purposes = ["audit"]
sensitivities = ["minor", "deceased", "hardship", "complaint", "behavioralHealth", "vip", "legalThreat"]
reason = "Checks, from inside or outside, that what is said to be done is done; changes nothing."

[[role.auditor.permit]]
id = "auditor-sample"
actions = ["search", "read"]
resources = ["account", "claim", "remittance", "heldItem", "case", "proposal"]
fields = ["recordNumbers", "clinicalCodes", "payerCodes", "amounts", "staff"]
reason = "A sample is followed by its numbers; no names are needed for that."

[[role.auditor.permit]]
id = "auditor-evidence"
actions = ["read"]
resources = ["documentSpan"]
fields = ["documentText"]
reason = "Each figure is held against the lines on which it rests."

[[role.auditor.permit]]
id = "auditor-trails"
actions = ["search", "read", "export"]
resources = ["auditTrail", "accessLog", "disclosure"]
fields = ["recordNumbers", "staff", "technical"]
reason = "Who did what, who looked, what left."

[[role.auditor.permit]]
id = "auditor-proofs"
actions = ["verify", "export"]
resources = ["journal"]
fields = ["technical"]
reason = "Proves for themselves that the journal is whole."

[[role.auditor.permit]]
id = "auditor-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "retentionPolicy", "roleSet"]
fields = ["settings"]
reason = "What is done is held against the rules."

[[role.auditor.permit]]
id = "auditor-accounts"
actions = ["search", "read"]
resources = ["user", "grant", "apiKey", "breakGlass", "legalHold"]
fields = ["staff", "technical"]
reason = "Who could do what, and when; the reasons in people's own words are not needed."

[[role.auditor.permit]]
id = "auditor-grants"
actions = ["export"]
resources = ["grant"]
fields = ["staff", "technical"]
reason = "The list for the access review."

[[role.auditor.permit]]
id = "auditor-running"
actions = ["read"]
resources = ["usage", "encryptionKey", "effect", "job", "webhook", "destination"]
fields = ["staff", "technical"]
reason = "How it is run."

# ---------------------------------------------------------------- administrator

[role.administrator]
held_by = ["user"]
purposes = ["operations"]
reason = "Keeps accounts, keys and machines in order, and sees no patient."

[[role.administrator.permit]]
id = "administrator-accounts"
actions = ["search", "read", "create", "edit", "suspend"]
resources = ["user"]
fields = ["staff", "technical"]
reason = "People come and go."

[[role.administrator.permit]]
id = "administrator-grants"
actions = ["search", "read", "grant", "revoke"]
resources = ["grant"]
fields = ["staff", "technical"]
reason = "Gives roles to others, which compliance reviews; never to themselves."

[[role.administrator.permit]]
id = "administrator-keys"
actions = ["search", "read", "issue", "rotate", "revoke"]
resources = ["apiKey"]
fields = ["staff", "technical"]
reason = "Services sign in with keys that end."

[[role.administrator.permit]]
id = "administrator-destinations"
actions = ["search", "read", "edit", "revoke"]
resources = ["destination"]
fields = ["settings", "staff"]
reason = "Where what was approved goes; a name that leads elsewhere takes back what was approved for it."

[[role.administrator.permit]]
id = "administrator-webhooks"
actions = ["search", "read", "create", "edit", "revoke", "retry"]
resources = ["webhook"]
fields = ["settings", "technical"]
reason = "Other systems are told of events."

[[role.administrator.permit]]
id = "administrator-jobs"
actions = ["search", "read", "retry", "discard"]
resources = ["job"]
fields = ["technical"]
reason = "What got stuck is set going again."

[[role.administrator.permit]]
id = "administrator-effects"
actions = ["search", "read", "retry"]
resources = ["effect"]
fields = ["technical"]
reason = "A receiver that did not answer is tried again; whether it happened is settled by others."

[[role.administrator.permit]]
id = "administrator-journal"
actions = ["verify", "checkpoint", "rebuild", "backup", "restore"]
resources = ["journal"]
fields = ["technical"]
reason = "The store is kept whole and can be restored."

[[role.administrator.permit]]
id = "administrator-seals"
actions = ["read", "rotate"]
resources = ["encryptionKey"]
fields = ["technical"]
reason = "Keys are changed; none is ever shown."

[[role.administrator.permit]]
id = "administrator-usage"
actions = ["read", "export"]
resources = ["usage"]
fields = ["staff", "technical"]
reason = "What it costs, by whom and for what."

[[role.administrator.permit]]
id = "administrator-feed"
actions = ["read"]
resources = ["eventFeed"]
fields = ["technical"]
reason = "Sees that others can follow."

[[role.administrator.permit]]
id = "administrator-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy", "retentionPolicy", "roleSet"]
fields = ["settings"]
reason = "Everybody may know the rules."

[[role.administrator.forbid]]
id = "administrator-sees-no-patient"
resources = [
    "patient", "account", "claim", "remittance", "heldItem", "documentSpan", "document", "case", "proposal", "message",
    "accessLog", "disclosure",
]
reason = "Whoever hands out the keys does not also read what they open, whatever other roles they have."

# ---------------------------------------------------------------- integration

[role.integration]
held_by = ["service"]
purposes = ["payment", "operations"]
sensitivities = ["minor", "deceased", "hardship", "complaint"]
reason = "A program of the hospital that brings documents and takes answers; its key is for no more than it needs."

[[role.integration.permit]]
id = "integration-ingest"
actions = ["ingest"]
resources = ["document"]
reason = "Feeds bring files."

[[role.integration.permit]]
id = "integration-look"
actions = ["search", "read"]
resources = ["account", "claim", "remittance", "heldItem", "case", "proposal"]
fields = ["recordNumbers", "payerCodes", "amounts", "technical"]
reason = "Other systems know patients by their own numbers; names need not go over the wire."

[[role.integration.permit]]
id = "integration-captured"
actions = ["record"]
resources = ["message"]
reason = "Answers and letters come from other systems."

[[role.integration.permit]]
id = "integration-follow"
actions = ["read"]
resources = ["eventFeed", "report", "usage", "effect", "job"]
fields = ["recordNumbers", "payerCodes", "amounts", "technical"]
reason = "Follows what happens, and how it runs."

[[role.integration.permit]]
id = "integration-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy"]
fields = ["settings"]
reason = "Other systems may show the rules."

# ---------------------------------------------------------------- agent

[role.agent]
held_by = ["agent"]
purposes = ["payment", "operations", "patientRequest"]
sensitivities = ["minor", "deceased", "hardship", "complaint"]
reason = "A model or program that works for somebody: it looks up, drafts and proposes, and never decides."

[[role.agent.permit]]
id = "agent-look"
actions = ["search", "read"]
resources = ["account", "claim", "remittance", "heldItem", "case", "proposal", "message"]
fields = ["recordNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText", "technical"]
reason = "Works on facts; names, addresses and member numbers are put in after it, by the program."

[[role.agent.permit]]
id = "agent-evidence"
actions = ["read"]
resources = ["documentSpan"]
fields = ["documentText"]
reason = "Each sentence that it drafts rests on lines that it was shown."

[[role.agent.permit]]
id = "agent-draft"
actions = ["draft", "propose", "note", "escalate"]
resources = ["proposal"]
fields = ["recordNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText"]
reason = "Proposes, and people decide."

[[role.agent.permit]]
id = "agent-own-proposals"
actions = ["edit", "withdraw"]
resources = ["proposal"]
own_work_only = true
fields = ["recordNumbers", "clinicalCodes", "payerCodes", "amounts", "freeText"]
reason = "Mends what it proposed for the one whom it works for."

[[role.agent.permit]]
id = "agent-cases"
actions = ["open", "note", "escalate"]
resources = ["case"]
fields = ["recordNumbers", "payerCodes", "amounts", "freeText"]
reason = "Brings what it found to people."

[[role.agent.permit]]
id = "agent-rules"
actions = ["read"]
resources = ["payerRules", "approvalPolicy"]
fields = ["settings"]
reason = "Must know the rules under which it proposes."

[[role.agent.permit]]
id = "agent-reports"
actions = ["read"]
resources = ["report"]
fields = ["payerCodes", "amounts"]
reason = "Sums that name nobody."

"""##,
        isShipped: true)
}
