// swift-format-ignore-file
// Made from Knowledge/plb.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/plb.tsv`.
    package static let plb = KnowledgeTable(
        name: "plb.tsv",
        text: ##"""
code	kind	account	claim_follow_up	team	confidence	meaning
WO	takeback	takeback_clearing	yes	payment_posting	high	An overpayment on an earlier claim is being taken back from this payment
FB	carry_forward	carry_forward_clearing	yes	payment_posting	high	A balance carried from one remittance to another; its two halves cancel out
72	refund_ack	refund_clearing	yes	refunds	high	The payer confirms a refund that the provider sent
L6	interest	interest_income	optional	payment_posting	high	Interest that the payer owes for paying late; it is no payment for a service
CS	adjustment	provider_adjustment	yes	payment_posting	high	A general adjustment; the payer's own guide says what it is
IR	withholding	tax_withheld	no	finance	high	Tax that was withheld for the revenue service
J1	informational	suspense	yes	payment_posting	high	Shown for balance alone and not paid
AP	advance	advance_liability	no	finance	medium	An advance that was paid, or its repayment
50	penalty	penalty_expense	optional	finance	medium	Charge for filing late
51	penalty	interest_expense	optional	finance	medium	The provider is charged interest
90	contractual	discount	no	contracts	medium	Discount for early payment
AH	fee	fee_expense	no	finance	medium	Fee for submitting claims
AM	loan	loan	no	finance	low	Repayment of a loan
B2	incentive	other_income	no	finance	low	Money given back by agreement
B3	adjustment	provider_adjustment	optional	finance	low	An allowance that makes up for a recovery
BD	settlement	settlement	no	reimbursement	medium	Settlement of bad debt in the cost report
BN	incentive	incentive_income	no	finance	medium	An extra for good results
C5	settlement	settlement	no	reimbursement	low	An allowance for the time being
CR	capitation	capitation	no	contracts	medium	Interest on capitation; neither a correction nor a recovery
CT	capitation	capitation	no	contracts	medium	The fixed payment for each member
CV	settlement	settlement	no	reimbursement	medium	Pass-through payment for capital
CW	settlement	settlement	no	reimbursement	medium	Pass-through payment for nurse anaesthetists
DM	settlement	settlement	no	reimbursement	medium	Pass-through payment for medical education
E3	withholding	withhold_receivable	no	contracts	medium	Amount kept back under the contract
FC	allocation	provider_adjustment	no	finance	low	Payment from a fund among several
GO	settlement	settlement	no	reimbursement	medium	Pass-through payment for graduate medical education
HM	settlement	settlement	no	reimbursement	low	Supplement for clotting factor
IP	incentive	incentive_income	no	finance	low	Incentive premium
IS	settlement	settlement	no	reimbursement	medium	A settlement on account
L3	penalty	penalty_expense	optional	finance	medium	A fine
LE	levy	levy	no	finance	medium	Money seized by order of a court or tax office
LS	settlement	settlement	no	reimbursement	medium	Lump sum or settlement
OA	settlement	settlement	no	reimbursement	medium	Pass-through payment for organ acquisition; not the claim's group OA
OB	takeback	intercompany	yes	finance	medium	Another provider's debt is being taken from this payment
PI	settlement	settlement	no	reimbursement	medium	Periodic interim payment; not the claim's group PI
PL	settlement	settlement	no	reimbursement	medium	The last settlement of the year
RA	adjustment	provider_adjustment	optional	contracts	medium	Change of rate or enrolment for the past
RE	settlement	settlement	no	reimbursement	low	A return on the equity of the owners
SL	levy	levy	no	finance	low	Repayment of a student loan
TL	cob	tpl_clearing	yes	cob	medium	Third-party liability touched this payment
WU	takeback	takeback_clearing	yes	payment_posting	medium	A recovery that names no claim

"""##)
}
