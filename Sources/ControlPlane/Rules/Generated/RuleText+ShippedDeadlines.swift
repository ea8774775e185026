// swift-format-ignore-file
// Made from Rules/deadlines.toml by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension RuleText {
    /// The text of `Rules/deadlines.toml`: the deadline rules that hold for anyone.
    package static let shippedDeadlines = RuleText(
        file: "Rules/deadlines.toml",
        text: ##"""
# The deadline rules that hold for anyone until a file of your own says otherwise.
#
# One [[deadline]] is one rule. docs/deadlines.md explains every key and how to change a rule. In short:
#
#   id           the name that users see beside a date
#   path, level  the way that it is a step of, and which step
#   title        what is done by that day, as people call it
#   gives        "lastDay" to act (when not stated), or "firstDay": what must not happen before the period is over
#   applies_to   the coverages it is for; ["any"] for every one
#   contracted   whether it holds only with (true), or only without (false), a contract with the payer
#   plan_type    the kind of plan it is for: "selfFunded" or "insured"
#   trigger      what starts the clock
#   clock        "event": the day of the event or the date of the notice; "receipt": when the notice is received
#   length, unit how long: "calendarDays", "businessDays", "months" or "years"
#   contract     in place of length and unit: as many calendar days as the payer rule states
#   first_day    "dayAfter" (when not stated), or "sameDay": the day that starts the clock is day 1
#   direction    "after" (when not stated), or "before": the period runs back from the trigger
#   month_end    of months and years: "lastDay" (when not stated), or "firstOfNextMonth"
#   presumed_receipt_days   after how many calendar days a notice is held to be received
#   calendar     "federal" (when not stated): Monday to Friday without federal holidays; "weekdays": with them
#   roll         a last day that is no business day: "none" (stays, when not stated), "next" or "previous"
#   filed_when   "received", "postmarked", or "notStated": then only arrival is safe
#   who_may_act  "provider", "providerWithAuthorization", "member", "patient"
#   amount       which amount must be reached: "inControversy" or "billOverEstimate", and `least` by year of the request
#   valid_from, valid_to    the first and last day of a trigger for which it holds
#   source       where it stands written: "statute", "regulation", "notice", "manual" or "contract"
#   confidence   "certain": read there, or on an official page; "likely": check before it is relied on;
#                "contractSays": as the payer rule states it
#   plain, note  the rule in one sentence, and what a reviewer should know

# ----- Filing a claim, and correcting it ------------------------------------------------------------------------------

[[deadline]]
id = "medicare.filing"
path = "firstFiling"
title = "First filing with Medicare"
applies_to = ["medicare"]
trigger = "service"
length = 1
unit = "years"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "regulation", citation = "42 CFR 424.44" }
confidence = "likely"
plain = "Medicare must receive the claim within one calendar year of the service."
note = "Counted from the through date of an institutional claim and the earliest line of a professional one. A year from 29 February ends on 28 February. Narrow exceptions are not carried."

[[deadline]]
id = "payer.filing"
path = "firstFiling"
title = "First filing with the payer"
applies_to = ["any"]
trigger = "service"
contract = "filingLimit"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "contract", citation = "the payer's contract or manual (filing_limit_days)" }
confidence = "contractSays"
plain = "The payer must receive the claim within the days that its contract states."

[[deadline]]
id = "payer.correction"
path = "correction"
title = "Corrected claim to the payer"
applies_to = ["any"]
trigger = "payerDecision"
contract = "correction"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "contract", citation = "the payer's contract or manual (correction.days)" }
confidence = "contractSays"
plain = "A corrected claim must be received within the days that the payer's contract states."

# ----- Original Medicare: five levels ---------------------------------------------------------------------------------

[[deadline]]
id = "medicare.redetermination"
path = "medicareAppeal"
level = 1
title = "Redetermination by the Medicare contractor"
applies_to = ["medicare"]
trigger = "initialDetermination"
clock = "receipt"
presumed_receipt_days = 5
length = 120
unit = "calendarDays"
filed_when = "received"
who_may_act = ["provider", "member"]
source = { kind = "regulation", citation = "42 CFR 405.942" }
confidence = "certain"
plain = "The contractor must receive the request within 120 days of receipt of the initial determination, which is presumed 5 days after its date."
note = "The contractor may extend the time for good cause. That the date moves from a weekend or holiday is not stated, so it does not."

[[deadline]]
id = "medicare.reconsideration"
path = "medicareAppeal"
level = 2
title = "Reconsideration by the independent contractor (QIC)"
applies_to = ["medicare"]
trigger = "redetermination"
clock = "receipt"
presumed_receipt_days = 5
length = 180
unit = "calendarDays"
filed_when = "received"
who_may_act = ["provider", "member"]
source = { kind = "regulation", citation = "42 CFR 405.962" }
confidence = "certain"
plain = "The QIC must receive the request within 180 days of receipt of the redetermination, which is presumed 5 days after its date."
note = "All evidence is held to be due here; later evidence needs good cause (to be checked)."

[[deadline]]
id = "medicare.hearing"
path = "medicareAppeal"
level = 3
title = "Hearing by an administrative law judge"
applies_to = ["medicare"]
trigger = "reconsideration"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "received"
who_may_act = ["provider", "member"]
amount = { asked = "inControversy", least = [{ year = 2025, amount = "190.00" }, { year = 2026, amount = "200.00" }] }
source = { kind = "regulation", citation = "42 CFR 405.1002; amounts: 90 FR 55869" }
confidence = "certain"
plain = "The office named in the reconsideration must receive the request within 60 days of its receipt, which is presumed 5 days after its date; a least amount must be in controversy."
note = "Claims may be added up to reach the amount (to be checked). The amount of the next year is published at the end of each year."

[[deadline]]
id = "medicare.council"
path = "medicareAppeal"
level = 4
title = "Review by the Medicare Appeals Council"
applies_to = ["medicare"]
trigger = "hearingDecision"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["provider", "member"]
source = { kind = "regulation", citation = "42 CFR 405.1102" }
confidence = "certain"
plain = "The request is due within 60 days of receipt of the hearing's decision, which is presumed 5 days after its date."

[[deadline]]
id = "medicare.court"
path = "medicareAppeal"
level = 5
title = "Review by a federal district court"
applies_to = ["medicare"]
trigger = "councilDecision"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["provider", "member"]
amount = { asked = "inControversy", least = [{ year = 2025, amount = "1900.00" }, { year = 2026, amount = "1960.00" }] }
source = { kind = "regulation", citation = "42 CFR 405.1130, 405.1136; amounts: 90 FR 55869" }
confidence = "certain"
plain = "The action is due within 60 days of receipt of the Council's decision, which is presumed 5 days after its date; a least amount must be in controversy."
note = "The amount of the next year is published at the end of each year."

# ----- Original Medicare: recovery of an overpayment, and how to stay it (section 935) ---------------------------------

[[deadline]]
id = "medicare.recoupment.rebuttal"
path = "medicareRecoupment"
title = "Rebuttal of the demand letter"
applies_to = ["medicare"]
trigger = "demandLetter"
length = 15
unit = "calendarDays"
first_day = "sameDay"
filed_when = "notStated"
who_may_act = ["provider"]
source = { kind = "manual", citation = "the Medicare contractors' pages on section 935; MM6183" }
confidence = "certain"
plain = "A rebuttal is due by day 15, the date of the demand letter being day 1."
note = "A rebuttal is not an appeal."

[[deadline]]
id = "medicare.recoupment.redetermination"
path = "medicareRecoupment"
title = "Redetermination in time to stay recovery"
applies_to = ["medicare"]
trigger = "demandLetter"
length = 30
unit = "calendarDays"
first_day = "sameDay"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "manual", citation = "the Medicare contractors' pages on section 935; MM6183" }
confidence = "certain"
plain = "Recovery does not begin if the request for redetermination is received by day 30, the date of the demand letter being day 1."
note = "A request that is received later, to day 120, stops further recovery only. A request for a hearing does not stop it."

[[deadline]]
id = "medicare.recoupment.interest"
path = "medicareRecoupment"
title = "Interest on the overpayment"
gives = "firstDay"
applies_to = ["medicare"]
trigger = "demandLetter"
length = 30
unit = "calendarDays"
first_day = "sameDay"
source = { kind = "manual", citation = "the Medicare contractors' pages on section 935; MM6183" }
confidence = "certain"
plain = "Interest runs from day 31, the date of the demand letter being day 1."

[[deadline]]
id = "medicare.recoupment.recovery"
path = "medicareRecoupment"
title = "Recovery of the overpayment from payments"
gives = "firstDay"
applies_to = ["medicare"]
trigger = "demandLetter"
length = 40
unit = "calendarDays"
first_day = "sameDay"
source = { kind = "manual", citation = "the Medicare contractors' pages on section 935; MM6183" }
confidence = "certain"
plain = "Without a request by day 30, recovery begins on day 41, the date of the demand letter being day 1."

[[deadline]]
id = "medicare.recoupment.reconsideration"
path = "medicareRecoupment"
title = "Reconsideration in time to keep the stay"
applies_to = ["medicare"]
trigger = "redetermination"
length = 60
unit = "calendarDays"
first_day = "sameDay"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "manual", citation = "the Medicare contractors' pages on section 935; MM6183" }
confidence = "likely"
plain = "The stay goes on if the request for reconsideration is received within 60 days of the redetermination."
note = "From which day the 60 are counted is to be checked; the date of the redetermination as day 1 gives the earliest."

# ----- Medicare Advantage ---------------------------------------------------------------------------------------------

[[deadline]]
id = "medicareAdvantage.reconsideration"
path = "medicareAdvantageAppeal"
level = 1
title = "Reconsideration by the Medicare Advantage plan"
applies_to = ["medicareAdvantage"]
contracted = false
trigger = "organizationDetermination"
length = 65
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "provider"]
valid_from = 2025-01-01
source = { kind = "regulation", citation = "42 CFR 422 subpart M" }
confidence = "likely"
plain = "The plan must have the request within 65 days of the date of its notice."
note = "A provider without a contract needs a waiver of liability. The plan itself sends what it upholds to the independent entity (level 2), so nothing is filed there. Older official pages still say 60 days; the source was read at second hand."

[[deadline]]
id = "medicareAdvantage.reconsideration"
path = "medicareAdvantageAppeal"
level = 1
title = "Reconsideration by the Medicare Advantage plan"
applies_to = ["medicareAdvantage"]
contracted = false
trigger = "organizationDetermination"
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "provider"]
valid_to = 2024-12-31
source = { kind = "regulation", citation = "42 CFR 422 subpart M" }
confidence = "likely"
plain = "For notices before 2025 the plan must have the request within 60 days of the date of its notice."

[[deadline]]
id = "medicareAdvantage.hearing"
path = "medicareAdvantageAppeal"
level = 3
title = "Hearing by an administrative law judge"
applies_to = ["medicareAdvantage"]
contracted = false
trigger = "reconsideration"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "provider"]
amount = { asked = "inControversy", least = [{ year = 2025, amount = "190.00" }, { year = 2026, amount = "200.00" }] }
source = { kind = "regulation", citation = "42 CFR 422 subpart M; amounts: 90 FR 55869" }
confidence = "certain"
plain = "As in original Medicare: within 60 days of receipt of the independent entity's decision, which is presumed 5 days after its date; a least amount must be in controversy."
note = "The amount of the next year is published at the end of each year."

[[deadline]]
id = "medicareAdvantage.council"
path = "medicareAdvantageAppeal"
level = 4
title = "Review by the Medicare Appeals Council"
applies_to = ["medicareAdvantage"]
contracted = false
trigger = "hearingDecision"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "provider"]
source = { kind = "regulation", citation = "42 CFR 422 subpart M" }
confidence = "certain"
plain = "As in original Medicare: within 60 days of receipt of the hearing's decision, which is presumed 5 days after its date."

[[deadline]]
id = "medicareAdvantage.court"
path = "medicareAdvantageAppeal"
level = 5
title = "Review by a federal district court"
applies_to = ["medicareAdvantage"]
contracted = false
trigger = "councilDecision"
clock = "receipt"
presumed_receipt_days = 5
length = 60
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "provider"]
amount = { asked = "inControversy", least = [{ year = 2025, amount = "1900.00" }, { year = 2026, amount = "1960.00" }] }
source = { kind = "regulation", citation = "42 CFR 422 subpart M; amounts: 90 FR 55869" }
confidence = "certain"
plain = "As in original Medicare: within 60 days of receipt of the Council's decision, which is presumed 5 days after its date; a least amount must be in controversy."
note = "The amount of the next year is published at the end of each year."

# ----- Other payers: by contract, by the member's own right, and from outside ------------------------------------------

[[deadline]]
id = "payer.appeal"
path = "payerAppeal"
level = 1
title = "Appeal or dispute to the payer"
applies_to = ["any"]
trigger = "payerDecision"
contract = "appealFirstLevel"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "contract", citation = "the payer's contract or manual (appeal.first_level_days)" }
confidence = "contractSays"
plain = "The payer must receive the appeal or dispute within the days of its decision that the contract states."
note = "Who may file is the payer rule's appeal.who_may_file. Nothing is assumed where the contract is not stated."

[[deadline]]
id = "plan.internalAppeal"
path = "memberAppeal"
level = 1
title = "The member's internal appeal"
applies_to = ["commercial"]
trigger = "payerDecision"
clock = "receipt"
length = 180
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["member", "providerWithAuthorization"]
source = { kind = "regulation", citation = "29 CFR 2560.503-1" }
confidence = "certain"
plain = "The member may appeal within 180 days of receipt of the denial."
note = "A provider needs the member's authorization on the plan's form."

[[deadline]]
id = "plan.externalReview"
path = "externalReview"
title = "External review under federal law"
applies_to = ["commercial"]
plan_type = "selfFunded"
trigger = "finalInternalDenial"
clock = "receipt"
length = 4
unit = "months"
month_end = "firstOfNextMonth"
roll = "next"
filed_when = "notStated"
who_may_act = ["member", "providerWithAuthorization"]
source = { kind = "regulation", citation = "45 CFR 147.136(d)" }
confidence = "likely"
plain = "The request is due four months after receipt of the final internal denial; where the fourth month has no such day, on the first of the next; from a weekend or holiday it moves to the next business day."
note = "Four months are not 120 days. For medical judgement, rescission and compliance with surprise-billing law. The four months are certain, the rest is to be checked. An insured plan is under its state's review, which differs (60 days to 6 months) and is not carried: state it in a file of your own."

# ----- No Surprises Act: two dates of the way to a federal arbiter -----------------------------------------------------

[[deadline]]
id = "nsa.openNegotiation"
path = "noSurprises"
level = 1
title = "Start of open negotiation"
applies_to = ["commercial"]
contracted = false
trigger = "initialPaymentOrDenial"
clock = "receipt"
length = 30
unit = "businessDays"
first_day = "sameDay"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "regulation", citation = "45 CFR 149.510" }
confidence = "likely"
plain = "Open negotiation is to be started within 30 business days of receipt of the initial payment or denial."
note = "Whether the day of receipt is day 1 is to be checked; counting it gives the earlier day. Since the rule of 2026 the period starts with the portal's submission and notice to the other side. That federal holidays are left out is to be checked, and whether federal employees' plans are under it."

[[deadline]]
id = "nsa.initiation"
path = "noSurprises"
level = 2
title = "Start of independent dispute resolution"
applies_to = ["commercial"]
contracted = false
trigger = "negotiationEnd"
length = 4
unit = "businessDays"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "regulation", citation = "45 CFR 149.510" }
confidence = "likely"
plain = "The dispute is to be started within the 4 business days that begin on the day after open negotiation ends."
note = "Negotiation lasts its full 30 business days and cannot be cut short; give the day on which it ended. To miss the window ends the way. The rule of 2026 (FR 2026-11140) changes this way by steps; read it before anything is sent."

# ----- Financial assistance of charitable hospitals (section 501(r)) ---------------------------------------------------

[[deadline]]
id = "assistance.collection"
path = "financialAssistance"
title = "Extraordinary collection action"
gives = "firstDay"
applies_to = ["any"]
trigger = "firstBillAfterDischarge"
length = 120
unit = "calendarDays"
source = { kind = "regulation", citation = "26 CFR 1.501(r)-6" }
confidence = "likely"
plain = "No extraordinary collection action for 120 days from the first bill after discharge."
note = "Agencies that collect for the hospital count as the hospital. An application stops every action."

[[deadline]]
id = "assistance.application"
path = "financialAssistance"
title = "Application for financial assistance"
applies_to = ["any"]
trigger = "firstBillAfterDischarge"
length = 240
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["patient"]
source = { kind = "regulation", citation = "26 CFR 1.501(r)-6" }
confidence = "likely"
plain = "Applications are taken for 240 days from the first bill after discharge."
note = "A hospital may take later ones. This is the patient's last day, not a day to wait for."

[[deadline]]
id = "assistance.notice"
path = "financialAssistance"
title = "Written notice before an extraordinary collection action"
applies_to = ["any"]
trigger = "plannedCollectionAction"
length = 30
unit = "calendarDays"
direction = "before"
filed_when = "received"
who_may_act = ["provider"]
source = { kind = "regulation", citation = "26 CFR 1.501(r)-6" }
confidence = "likely"
plain = "Written notice must be given at least 30 days before the action, beside an effort to tell the patient in person."

# ----- Uninsured and self-paying patients ------------------------------------------------------------------------------

[[deadline]]
id = "patient.dispute"
path = "patientProviderDispute"
title = "The patient's dispute of a bill above the estimate"
applies_to = ["any"]
trigger = "firstBill"
length = 120
unit = "calendarDays"
filed_when = "notStated"
who_may_act = ["patient"]
amount = { asked = "billOverEstimate", least = [{ amount = "400.00" }] }
source = { kind = "regulation", citation = "45 CFR 149.620; cms.gov/nosurprises" }
confidence = "certain"
plain = "The patient may dispute a provider's bill that is at least $400 above its good-faith estimate within 120 days of the first bill."
note = "While a dispute is open, collection stops and late fees are suspended. This is the patient's last day; until it has passed, a dispute may still come."

"""##,
        isShipped: true)
}
