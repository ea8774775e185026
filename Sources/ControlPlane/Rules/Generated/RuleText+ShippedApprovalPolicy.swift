// swift-format-ignore-file
// Made from Rules/approval.toml by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension RuleText {
    /// The text of `Rules/approval.toml`: the approval policy that holds until a hospital adopts its own.
    package static let shippedApprovalPolicy = RuleText(
        file: "Rules/approval.toml",
        text: ##"""
# The approval policy: what must be agreed before a proposal takes effect. It holds until a hospital adopts its own, which
# then takes the place of this file as a whole. `recourse policy check FILE` says what is wrong with one.
#
# How it is read
#   - Every rule that applies must be met. A rule added can ask for more and never for less, and their order does not matter.
#   - What no rule speaks of is forbidden.
#   - What is not known about a claim (its age, its payer) never makes it easier: a rule that asks for people applies when it
#     may apply, an automatic one only when it surely does.
#   - An approval is of one human, however many accounts they have; of a role named in the rule, held then and still; of the
#     very content that takes effect; under the policy that is in force. Who wrote a word of it, or had it written, is no
#     approver, unless the rule says author_may_approve.
#
# A rule has an id, a reason, its kinds of proposal (all of them where none is named), conditions, and one of
#   approvals = 1            how many humans, with roles = [...]; beside it author_may_approve, within_days (after it was
#                            proposed), valid_days (of an approval; 30 if not stated), escalate_after_days with escalate_to,
#                            and override_roles (who may let it take effect without them, with a reason; reported)
#   automatic_limit = "…"    nobody, up to this amount
#   forbidden = true
# Amounts are dollars in quotes: above amount_over, and at most amount_up_to.

# --- Words -----------------------------------------------------------------------------------------------------------

[[rule]]
id = "note"
reason = "A note by a person changes no money and reaches nobody."
kinds = ["claimNote"]
authors = ["person", "rule"]
automatic_limit = "0.00"

[[rule]]
id = "note-by-model"
reason = "A person reads what a model writes into a record; it may be who asked for it."
kinds = ["claimNote"]
authors = ["model"]
approvals = 1
roles = ["patientSupport", "biller", "denialSpecialist", "appealWriter", "clinicalReviewer", "supervisor"]
author_may_approve = true

[[rule]]
id = "message-by-person"
reason = "Who answers a patient stands for the answer, and says so once more before it leaves."
kinds = ["patientMessage"]
authors = ["person"]
approvals = 1
roles = ["patientSupport", "supervisor"]
author_may_approve = true
within_days = 14
valid_days = 7

[[rule]]
id = "message-by-program"
reason = "No patient gets words that a program wrote and nobody else has read."
kinds = ["patientMessage"]
authors = ["rule", "model"]
approvals = 1
roles = ["patientSupport", "supervisor"]
within_days = 14
valid_days = 7
escalate_after_days = 2
escalate_to = "supervisors"

[[rule]]
id = "records-request"
reason = "Only what is needed may be asked for (45 CFR 164.502(b)); a second person looks at how much that is."
kinds = ["recordsRequest"]
approvals = 1
roles = ["biller", "denialSpecialist", "appealWriter", "clinicalReviewer", "supervisor"]
within_days = 14

[[rule]]
id = "clinical-query"
reason = "A question about documentation must not lead to an answer; a clinical reviewer can tell."
kinds = ["clinicalQuery"]
approvals = 1
roles = ["clinicalReviewer"]
within_days = 14
escalate_after_days = 3
escalate_to = "supervisors"

# --- Claims and appeals ----------------------------------------------------------------------------------------------

[[rule]]
id = "corrected-claim"
reason = "A claim is a statement for which the hospital answers; a second person compares it with the record."
kinds = ["correctedClaim"]
approvals = 1
roles = ["biller", "denialSpecialist", "supervisor"]
within_days = 14
escalate_after_days = 5
escalate_to = "supervisors"

[[rule]]
id = "corrected-claim-by-model"
reason = "A model may not change a code to get a claim paid: two people say that the record supports it."
kinds = ["correctedClaim"]
authors = ["model"]
approvals = 2
roles = ["biller", "denialSpecialist", "clinicalReviewer", "supervisor"]

[[rule]]
id = "corrected-claim-old"
reason = "After a year most payers take no correction; a supervisor says why this one does."
kinds = ["correctedClaim"]
age_over_days = 365
approvals = 1
roles = ["supervisor"]

[[rule]]
id = "appeal"
reason = "An appeal speaks for the hospital and discloses records; a second person reads all of it."
kinds = ["appeal"]
approvals = 1
roles = ["denialSpecialist", "appealWriter", "supervisor"]
within_days = 14
escalate_after_days = 3
escalate_to = "supervisors"
override_roles = ["compliance"]

[[rule]]
id = "appeal-clinical"
reason = "What is medically necessary is for a clinician to say."
kinds = ["appeal"]
denial_categories = ["medicalNecessity"]
approvals = 1
roles = ["clinicalReviewer"]
within_days = 14
escalate_after_days = 3
escalate_to = "supervisors"

[[rule]]
id = "appeal-large"
reason = "Two people read an appeal on which much depends; compliance may let it go when a deadline comes first."
kinds = ["appeal"]
amount_over = "25000.00"
approvals = 2
roles = ["denialSpecialist", "appealWriter", "clinicalReviewer", "supervisor"]
override_roles = ["compliance"]

# --- Money that is given up ------------------------------------------------------------------------------------------

[[rule]]
id = "write-off-small-balance"
reason = "A balance up to ten dollars costs more to collect than it brings, if no model picked it."
kinds = ["writeOff"]
write_off_reasons = ["smallBalance"]
authors = ["person", "rule"]
automatic_limit = "10.00"

[[rule]]
id = "write-off-small-balance-by-model"
reason = "A person looks at what a model wants to give up, however small."
kinds = ["writeOff"]
write_off_reasons = ["smallBalance"]
authors = ["model"]
approvals = 1
roles = ["biller", "supervisor"]

[[rule]]
id = "write-off-small-balance-over-limit"
reason = "Above the limit it is not small, whatever it is called."
kinds = ["writeOff"]
write_off_reasons = ["smallBalance"]
amount_over = "10.00"
approvals = 1
roles = ["supervisor"]

[[rule]]
id = "write-off"
reason = "Income is given up only with a supervisor's consent."
kinds = ["writeOff"]
write_off_reasons = ["contractual", "denial", "timelyFiling", "charity", "badDebt", "administrative"]
approvals = 1
roles = ["supervisor"]
within_days = 30
escalate_after_days = 7
escalate_to = "compliance"

[[rule]]
id = "write-off-over-500"
reason = "Above five hundred dollars two people consent, so that nobody can give income up alone."
kinds = ["writeOff"]
amount_over = "500.00"
approvals = 2
roles = ["supervisor", "compliance"]

[[rule]]
id = "write-off-over-10000"
reason = "Large losses are known to compliance before they are booked."
kinds = ["writeOff"]
amount_over = "10000.00"
approvals = 1
roles = ["compliance"]

[[rule]]
id = "write-off-bad-debt"
reason = "Before bad debt stands that assistance was offered and collection was reasonable (26 CFR 1.501(r)-6, 42 CFR 413.89)."
kinds = ["writeOff"]
write_off_reasons = ["badDebt"]
approvals = 1
roles = ["compliance"]

[[rule]]
id = "write-off-bad-debt-by-model"
reason = "No model decides that a patient's debt is given to collection."
kinds = ["writeOff"]
write_off_reasons = ["badDebt"]
authors = ["model"]
forbidden = true

# --- Money that moves ------------------------------------------------------------------------------------------------

[[rule]]
id = "adjustment"
reason = "A second person looks at every correction of the books."
kinds = ["adjustment"]
approvals = 1
roles = ["biller", "supervisor"]
within_days = 30

[[rule]]
id = "adjustment-over-100"
reason = "Above a hundred dollars it is a supervisor who looks."
kinds = ["adjustment"]
amount_over = "100.00"
approvals = 1
roles = ["supervisor"]

[[rule]]
id = "adjustment-over-5000"
reason = "Two people consent to a large correction."
kinds = ["adjustment"]
amount_over = "5000.00"
approvals = 2
roles = ["supervisor", "compliance"]

[[rule]]
id = "refund"
reason = "Money leaves; somebody other than who asks for it consents. Federal overpayments go back within 60 days (42 CFR 401.305)."
kinds = ["refund"]
approvals = 1
roles = ["supervisor"]
within_days = 30
valid_days = 14
escalate_after_days = 7
escalate_to = "compliance"

[[rule]]
id = "refund-over-500"
reason = "Two people consent to a refund above five hundred dollars."
kinds = ["refund"]
amount_over = "500.00"
approvals = 2
roles = ["supervisor", "compliance"]

[[rule]]
id = "transfer"
reason = "Whom a balance is asked of follows from what the last payer decided; a supervisor says that it does."
kinds = ["transferOfResponsibility"]
approvals = 1
roles = ["supervisor"]
within_days = 30

# --- Help for patients -----------------------------------------------------------------------------------------------

[[rule]]
id = "plan"
reason = "Up to four instalments without a fee is no credit; a person may agree to it with the patient up to this amount."
kinds = ["paymentPlan"]
authors = ["person"]
credit_disclosure = false
automatic_limit = "1000.00"

[[rule]]
id = "plan-over-1000"
reason = "A large balance is a reason to look for assistance first; a second person asks whether that was done."
kinds = ["paymentPlan"]
amount_over = "1000.00"
approvals = 1
roles = ["patientSupport", "supervisor"]

[[rule]]
id = "plan-by-program"
reason = "A person looks at what a program would promise."
kinds = ["paymentPlan"]
authors = ["rule", "model"]
approvals = 1
roles = ["patientSupport", "supervisor"]

[[rule]]
id = "plan-with-disclosure"
reason = "More than four instalments, or a fee, may be credit whose terms must be disclosed (Regulation Z, 12 CFR 1026)."
kinds = ["paymentPlan"]
credit_disclosure = true
approvals = 1
roles = ["compliance"]

[[rule]]
id = "assistance"
reason = "A second person holds the request against the assistance policy (26 CFR 1.501(r)-4)."
kinds = ["financialAssistance"]
approvals = 1
roles = ["supervisor", "compliance"]
within_days = 30
escalate_after_days = 7
escalate_to = "compliance"

[[rule]]
id = "assistance-over-5000"
reason = "Two people consent to much assistance, so that like cases are treated alike."
kinds = ["financialAssistance"]
amount_over = "5000.00"
approvals = 2
roles = ["supervisor", "compliance"]

# --- Whatever it is about --------------------------------------------------------------------------------------------

[[rule]]
id = "unsure-model"
reason = "A supervisor looks at what a model is not sure of, or does not say how sure it is."
authors = ["model"]
confidence = ["low"]
approvals = 1
roles = ["supervisor"]

[[rule]]
id = "legal-threat"
reason = "Where a lawyer, court or regulator was spoken of, compliance sees everything first."
sensitivities = ["legalThreat"]
approvals = 1
roles = ["compliance"]

[[rule]]
id = "substance-use"
reason = "Records of substance use leave only with the patient's consent (42 CFR Part 2); compliance says that it is there."
kinds = ["appeal", "correctedClaim", "patientMessage", "recordsRequest"]
sensitivities = ["substanceUse"]
approvals = 1
roles = ["compliance"]

[[rule]]
id = "guarded-subject"
reason = "A supervisor looks at words about those whose care others must not learn of by a letter, or who can't answer it."
kinds = ["patientMessage", "recordsRequest"]
sensitivities = ["behavioralHealth", "minor", "vip", "deceased"]
approvals = 1
roles = ["supervisor"]

[[rule]]
id = "hardship-or-complaint"
reason = "A patient in hardship, or one who complains, is answered with a supervisor's knowledge."
kinds = ["patientMessage", "paymentPlan", "transferOfResponsibility", "refund"]
sensitivities = ["hardship", "complaint"]
approvals = 1
roles = ["supervisor"]

# --- Where sensitive subjects go -------------------------------------------------------------------------------------

[[route]]
sensitivity = "hardship"
queue = "financial-counseling"
reason = "Counselors know what assistance there is."

[[route]]
sensitivity = "complaint"
queue = "patient-relations"
reason = "A complaint has an owner until it is answered."

[[route]]
sensitivity = "legalThreat"
queue = "compliance"
reason = "What is said next may be read in court."

[[route]]
sensitivity = "behavioralHealth"
queue = "privacy"
reason = "Few may see it."

[[route]]
sensitivity = "substanceUse"
queue = "privacy"
reason = "Few may see it, and consent is asked for first."

[[route]]
sensitivity = "minor"
queue = "privacy"
reason = "Who may be told depends on the care and the state."

[[route]]
sensitivity = "vip"
queue = "privacy"
reason = "Looks at it are reviewed."

[[route]]
sensitivity = "deceased"
queue = "estates"
reason = "The estate answers, not the family."

"""##,
        isShipped: true)
}
