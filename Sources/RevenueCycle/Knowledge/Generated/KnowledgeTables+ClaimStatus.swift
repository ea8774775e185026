// swift-format-ignore-file
// Made from Knowledge/claim-status.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/claim-status.tsv`.
    package static let claimStatus = KnowledgeTable(
        name: "claim-status.tsv",
        text: ##"""
set	code	phase	is_denial	is_final	money_expected	action	recheck_after_days	may_tell_patient	team	confidence	meaning
category	A0	acknowledged	no	no	unknown	track_receiver	5	no	edi	high	Handed on to another organization; no proof that the payer has it
category	A1	acknowledged	no	no	unknown	wait_for_A2_or_reject	2	no	edi	high	Received, but not accepted yet
category	A2	accepted	no	no	yes	store_as_timely_filing_proof	14	no	edi	high	Accepted into adjudication; proof of filing on time
category	A3	rejected	no	no	no	fix_and_send_new_claim	0	no	billing	high	Sent back unprocessed; it never entered adjudication
category	A4	not_found	no	no	unknown	verify_payer_id_and_resend	0	no	billing	high	The payer has no such claim
category	A5	accepted	no	no	yes	link_child_claims	7	no	edi	high	Accepted and split into several claims
category	A6	rejected	no	no	no	fix_and_send_new_claim	0	no	billing	high	Sent back: information is missing
category	A7	rejected	no	no	no	fix_and_send_new_claim	0	no	billing	high	Sent back: information is not valid
category	A8	rejected	no	no	no	fix_and_send_new_claim	0	no	billing	high	Sent back: fields contradict each other
category	P0	pending	no	no	yes	recheck	14	no	follow_up	high	Pending, without a reason
category	P1	pending	no	no	yes	recheck	14	no	follow_up	high	Pending in the payer's system
category	P2	pending	no	no	maybe	recheck	14	no	follow_up	high	Pending in the payer's review
category	P3	waiting_on_us	no	no	maybe	find_request_and_answer	0	no	medical_records	high	Pending: the payer waits for the provider
category	P4	waiting_on_patient	no	no	maybe	contact_patient_with_what_payer_needs	7	yes	patient_access	medium	Pending: the payer waits for the patient
category	P5	pending	no	no	maybe	recheck	14	no	follow_up	medium	Pending: the payer holds it
category	F0	final	unknown	yes	unknown	get_835	3	no	payment_posting	medium	Decided; the remittance says how
category	F1	final	no	yes	yes	get_835	3	no	payment_posting	medium	Decided: paid
category	F2	final	yes	yes	no	get_835_and_open_denial	0	no	denials	medium	Decided: denied
category	F3	final	unknown	yes	unknown	get_835_reversal_and_correction	3	no	payment_posting	medium	Decided: an earlier decision was revised
category	F3F	final	no	yes	from_next_payer	track_secondary	14	no	cob	medium	Decided and forwarded to another payer
category	F3N	final	unknown	yes	unknown	bill_secondary_ourselves	0	no	cob	medium	Decided and not forwarded
category	F4	final	unknown	yes	no	get_835	0	no	payment_posting	medium	Decided: nothing more will be paid
category	R0	request	no	no	maybe	answer_request	0	no	medical_records	medium	The payer asks for more information
category	R1	request	no	no	maybe	answer_request	0	no	registration	medium	The payer asks about a person or organization
category	R3	request	no	no	maybe	answer_request	0	no	billing	medium	The payer asks about the claim or a line
category	R4	request	no	no	maybe	send_documents	0	no	medical_records	medium	The payer asks for documents
category	R5	request	no	no	maybe	answer_request	0	no	medical_records	medium	The payer asks again in more detail
category	R6	request	no	no	maybe	answer_request	0	no	compliance	medium	The payer asks for what a regulation needs
category	R7	request	no	no	maybe	answer_request	0	no	clinical_appeals	medium	The payer asks how the care fits its policy
category	R8	request	no	no	maybe	answer_request	0	no	clinical_appeals	medium	The payer asks how the care fits an exception of its policy
category	R9	request	no	no	maybe	send_clinicals	0	no	clinical_appeals	medium	The payer asks for what shows the medical need
category	R10	request	no	no	maybe	send_clinicals	0	no	appeals	medium	The payer asks for what supports an appeal
category	R11	request	no	no	maybe	send_documents	0	no	medical_records	medium	The payer asks for a review before payment
category	R12	request	no	no	maybe	answer_request	0	no	coding	medium	The payer asks why this procedure code was used
category	R13	request	no	no	maybe	resend	0	no	medical_records	medium	The documents that were sent cannot be read
category	R14	request	no	no	maybe	resend	0	no	medical_records	medium	The documents that were sent are not those asked for
category	R15	request	no	no	maybe	answer_request	0	no	cob	medium	The payer asks about workers' compensation
category	R16	request	no	no	maybe	answer_request	0	no	eligibility	medium	The payer asks about eligibility
category	R17	request	no	no	maybe	close_old_request	0	no	medical_records	medium	Takes the place of an earlier request
category	RQ	request	no	no	maybe	answer_request	0	no	billing	medium	The payer asks questions to be answered by yes or no
category	E0	error	no	no	unknown	fix_inquiry	0	no	edi	medium	No answer: the inquiry had an error
category	E1	error	no	no	unknown	retry	1	no	edi	medium	No answer: the system had a problem
category	E2	error	no	no	unknown	retry	1	no	edi	medium	No answer from who holds the information; ask later
category	E3	error	no	no	unknown	fix_inquiry	0	no	edi	medium	No answer: the inquiry contradicts itself
category	E4	error	no	no	unknown	fix_inquiry	0	no	edi	medium	No answer: a rule between the partners was not kept
category	D0	not_found	no	no	unknown	widen_search_then_resend	3	no	follow_up	medium	Nothing was found for what was asked
status	1	pointer	unknown	unknown	unknown	get_835	3	no	payment_posting	high	The remittance says more
status	3	final	unknown	yes	yes	wait_for_835	7	no	payment_posting	high	Decided, and waiting for the payment run
status	16	acknowledged	no	no	unknown	track_receiver	5	no	edi	high	Forwarded to the organization named
status	19	acknowledged	no	no	unknown	wait	2	no	edi	high	The organization named confirms receipt
status	20	accepted	no	no	yes	store_as_timely_filing_proof	14	no	edi	high	Taken in and being processed
status	21	rejected	no	no	no	fix_and_send_new_claim	0	no	billing	high	Information is missing or not valid; another code says which
status	24	rejected	no	no	no	complete_enrolment	0	no	edi	high	The sender is not approved to file electronically
status	26	rejected	no	no	no	verify_identifier	0	no	registration	high	The organization named was not found
status	27	eligibility	yes	depends	no	find_other_coverage	0	no	eligibility	high	The policy was cancelled
status	33	eligibility	no	no	no	correct_identity_and_resubmit	0	no	registration	high	The subscriber's number was not found
status	35	not_found	no	no	unknown	resend	0	no	follow_up	high	The claim was not found
status	40	pending	no	no	yes	recheck	14	no	follow_up	high	Waiting for the last approval
status	42	pending	no	no	yes	send_related_claim	14	no	billing	high	Waiting for charges that belong to it
status	45	pending	no	no	yes	recheck	14	no	follow_up	high	Waiting until benefits are worked out
status	46	pending	no	no	maybe	recheck	21	no	follow_up	high	In an internal audit
status	51	pending	no	no	maybe	supply_accident_details	14	yes	cob	high	Being checked for a work injury
status	52	pending	no	no	maybe	help_patient_update_cob	14	yes	cob	high	Being checked for other coverage
status	54	duplicate	no	yes	no	find_original_and_its_outcome	0	no	billing	high	Same as a claim or line that was processed
status	56	pending	no	no	maybe	verify_eligibility	14	no	eligibility	high	The payer is checking eligibility
status	65	final	no	yes	yes	get_835	3	no	payment_posting	high	The line was paid
status	78	duplicate	no	no	yes	wait_for_original	14	no	billing	high	Same as a claim that is still being processed
status	84	denied	yes	depends	no	search_for_authorization_then_appeal	0	no	authorization	high	The service was not approved
status	85	cob	no	depends	from_other_payer	bill_correct_primary	0	no	cob	high	The organization named does not pay first
status	88	eligibility	yes	depends	no	verify_coverage_dates	0	no	eligibility	high	No benefits on these dates
status	95	documentation	yes	depends	maybe	send_records	0	no	medical_records	high	What was asked for has not come
status	97	eligibility	no	no	no	correct_identity_or_payer	0	no	registration	high	The payer does not know the patient
status	98	final	no	yes	no	get_835_then_patient_share	3	no	patient_accounts	high	The charges went to the deductible
status	101	final	unknown	yes	unknown	get_835_reversal_and_correction	3	no	payment_posting	high	Processed as a change of an earlier claim
status	104	final	unknown	yes	unknown	get_835	3	no	payment_posting	high	Processed by the plan's rules
status	105	final	no	yes	no	verify_capitation_assignment	0	no	contracts	high	Covered by capitation
status	107	final	unknown	yes	unknown	get_835	3	no	payment_posting	high	Processed by the contract's rules
status	116	rejected	no	no	no	rebill_correct_payer	0	no	billing	high	Another payer should have got it
status	123	request	no	no	maybe	answer_request	0	no	medical_records	high	More information was asked of the organization named
status	164	field	no	no	no	correct_field	0	no	registration	high	Points to the member or contract number
status	178	field	no	no	no	correct_field	0	no	billing	high	Points to the charges
status	187	field	no	no	no	correct_field	0	no	billing	high	Points to the dates of service
status	228	field	no	no	no	correct_field	0	no	billing	high	Points to the type of bill
status	249	field	no	no	no	correct_field	0	no	coding	high	Points to the place of service
status	252	field	no	no	no	correct_field	0	no	authorization	high	Points to the approval's number
status	254	field	no	no	no	correct_field	0	no	coding	high	Points to the principal diagnosis
status	255	field	no	no	no	correct_field	0	no	coding	high	Points to a diagnosis
status	286	field	no	no	no	send_primary_eob	0	no	cob	high	Points to what another payer paid
status	287	request	no	no	maybe	send_clinicals	0	no	clinical_appeals	high	Asks for the medical need
status	294	request	no	no	maybe	send_documents	0	no	medical_records	high	Asks for supporting documents
status	298	request	no	no	maybe	send_documents	0	no	medical_records	high	Asks for the operative report
status	400	rejected	no	no	no	fix_totals	0	no	billing	high	The claim's sums do not agree
status	453	field	no	no	no	correct_field	0	no	coding	high	Points to a procedure's modifier
status	454	field	no	no	no	correct_field	0	no	coding	high	Points to the procedure code
status	455	field	no	no	no	correct_field	0	no	charge_master	high	Points to the revenue code
status	464	field	no	no	no	add_original_claim_number	0	no	billing	high	Points to the payer's own number of the claim
status	483	final	yes	yes	no	verify_count_and_secondary	0	no	eligibility	high	The benefit's maximum is reached
status	535	field	no	no	no	correct_field	0	no	billing	high	Points to the claim frequency
status	562	field	no	no	no	correct_field	0	no	credentialing	high	Points to a national provider number
status	718	timely_filing	yes	depends	no	appeal_with_proof_of_timely_filing	0	no	billing	high	Not sent within the time limit
status	450	pending	no	no	maybe	verify_eligibility	30	yes	eligibility	high	Waiting until the Medicaid spend-down is met
status	495	rejected	no	no	no	update_claim_number_and_resend	0	no	billing	high	A new look needs the payer's newest number of the claim
status	499	pending	no	no	maybe	contract_review	14	no	contracts	high	The payer holds no rate for the service
status	672	rejected	no	no	no	correct_prior_payer_data	0	no	cob	high	What the other payer paid does not balance
status	674	denied	yes	depends	no	request_extension_or_appeal	0	no	authorization	high	More than was approved
status	685	pending	no	no	yes	wait	3	no	edi	high	Moved from real time to batch; do not send again
status	686	final	no	yes	negative	unpost_original	0	no	payment_posting	high	The whole claim was voided after the decision
status	717	accepted	no	no	yes	link_child_claims	7	no	edi	high	One claim was made into several
clp02	1	final	unknown	yes	yes	post	0	no	payment_posting	high	Decided as the first payer
clp02	2	final	unknown	yes	yes	post	0	no	payment_posting	high	Decided as the second payer
clp02	3	final	unknown	yes	yes	post	0	no	payment_posting	high	Decided as the third payer
clp02	4	final	no	yes	no	verify_identity	0	no	payment_posting	high	The patient was not recognised and the claim was not forwarded
clp02	19	final	unknown	yes	yes	post_and_wait_for_next_payer	0	no	payment_posting	high	Decided as the first payer and forwarded
clp02	20	final	unknown	yes	yes	post_and_wait_for_next_payer	0	no	payment_posting	high	Decided as the second payer and forwarded
clp02	21	final	unknown	yes	yes	post_and_wait_for_next_payer	0	no	payment_posting	high	Decided as the third payer and forwarded
clp02	22	reversal	no	yes	negative	unpost_original	0	no	payment_posting	high	Takes back an earlier payment
clp02	23	forwarded	no	yes	from_next_payer	track_forwarded_claim	0	no	payment_posting	high	Not this payer's claim; forwarded
clp02	25	estimate	no	no	no	none	0	no	payment_posting	high	An estimate without payment

"""##)
}
