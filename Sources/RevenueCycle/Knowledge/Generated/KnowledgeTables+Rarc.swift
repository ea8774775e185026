// swift-format-ignore-file
// Made from Knowledge/rarc.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/rarc.tsv`.
    package static let rarc = KnowledgeTable(
        name: "rarc.tsv",
        text: ##"""
code	kind	category	denial_category	remedy	appeal	liability	forwards	action	usual_reasons	team	confidence	meaning	patient_meaning
MA130	supplemental	technical	information	newClaim	none	none	no	send_new_claim_frequency_1	16	billing	high	Not processed because it is incomplete; it needs a new claim and cannot be appealed	
N142	supplemental	claim_form	information	newClaim	unchanged	none	no	send_new_claim_frequency_1	16,96,A1	billing	high	The first claim is closed; send a new one and no replacement	
N380	supplemental	claim_form	information	replaceClaim	unchanged	none	no	send_replacement_frequency_7	18,16,97	billing	high	The first claim was processed; send a corrected claim with the payer's number	
N517	supplemental	claim_form	information	newClaim	unchanged	none	no	send_new_claim_frequency_1	16,226	billing	high	Send a new claim that carries what was asked for	
N779	supplemental	claim_form	information	wait	unchanged	none	no	wait_then_resend	18,16	billing	high	Replace or void only once the first claim is decided	
N798	supplemental	claim_form	information	voidThenNew	unchanged	none	no	void_frequency_8_then_new	16,18	billing	high	Withdraw the first claim with a void before a new one goes out	
N185	alert	claim_form	information	stop	unchanged	none	no	stop_resubmission	18,96	billing	high	Sending the claim once more is not wanted	
N61	supplemental	claim_form	information	none	unchanged	none	no	split_and_rebill	239,16	billing	high	Bill these services on claims of their own	
M47	supplemental	claim_form	information	none	unchanged	none	no	add_original_claim_number	16	billing	high	The payer's number of the earlier claim is missing or wrong	
MA67	alert	reversal	none	none	newClock	recompute	no	link_to_reversal		payment_posting	high	Corrects an earlier claim	
MA01	alert	appeal_rights	none	none	present	none	no	store_deadline_rule		appeals	high	Notice of the right to appeal under Medicare	
MA02	alert	appeal_rights	none	none	present	none	no	use_rules_table_not_remark_text		appeals	medium	Notice of appeal rights with an outdated time limit; take the limit from the rules	
MA44	alert	appeal_rights	none	noAppeal	none	none	no	verify_then_close		appeals	high	Decided by law, so that there is no appeal	
N210	alert	appeal_rights	none	none	present	none	no	open_appeal_clock		appeals	high	The decision may be appealed	
N211	alert	appeal_rights	none	noAppeal	none	none	no	do_not_draft_appeal		appeals	high	The decision may not be appealed	
N704	alert	appeal_rights	none	replaceClaim	none	none	no	correct_and_resubmit	16,4,11	billing	high	Not open to appeal, but open to a corrected claim	
N1	alert	appeal_rights	none	none	present	none	no	open_appeal_clock		appeals	high	Notice of the right to appeal under a plan or contract	
MA91	alert	appeal_outcome	none	none	nextLevel	recompute	no	record_appeal_outcome	193,45,50	appeals	high	Answers the appeal that was filed	
MA46	alert	appeal_outcome	none	none	nextLevel	none	no	consider_next_level	193	appeals	high	The new information was weighed; the payment stays	
N368	supplemental	appeal_rights	none	review	earlierClaim	none	no	find_original_decision	18,193	appeals	high	The earlier decision must be appealed, not this one	
N366	supplemental	documentation	documentation	none	reopening	none	no	send_records	226,227	medical_records	high	The information was not sent; sending it within a year reopens the claim	
MA13	alert	patient_protection	none	none	none	capAtPR	no	limit_patient_bill_to_PR		patient_accounts	high	Only what stands under PR may be billed to the patient	only amounts that the plan lists as your share may be billed
M27	alert	patient_protection	none	none	present	owesNothing	no	stop_patient_billing_and_refund	50,116,167	compliance	high	The patient is freed of this cost, and the provider bears it	you do not have to pay for this
M38	alert	patient_liability	none	none	present	patientMayOwe	no	verify_signed_notice_then_bill	50,96,204	patient_accounts	high	The patient was told beforehand in writing and agreed to pay	
M39	alert	patient_protection	none	none	present	owesNothing	no	stop_patient_billing_and_refund	50,116	compliance	high	The patient does not owe it: the notice beforehand was not valid	you do not have to pay for this
N563	alert	patient_protection	none	none	present	owesNothing	no	stop_patient_billing_and_refund	50,96	compliance	high	The patient does not owe it: the notice beforehand was never given	you do not have to pay for this
N172	supplemental	patient_protection	none	none	unchanged	owesNothing	no	stop_patient_billing_and_refund	96,50	patient_accounts	high	The patient does not owe the part that was taken off	you do not have to pay the part that was taken off
N174	supplemental	patient_protection	none	none	unchanged	capAtPR	no	limit_patient_bill_to_PR	96	patient_accounts	high	Not covered, yet the patient owes no more than the PR amount	you owe no more than the share that the plan lists
N246	supplemental	patient_protection	none	none	unchanged	capByState	no	apply_state_rule	45,96,242	patient_accounts	high	State law limits what the patient may be asked for	state law limits what you may be asked to pay
N364	alert	patient_protection	none	none	unchanged	owesNothing	no	stop_patient_billing_and_refund	1,2,281	patient_accounts	high	The agreement gives up the deductible or coinsurance	you do not have to pay this deductible or coinsurance
N524	supplemental	patient_protection	none	none	unchanged	owesNothing	no	stop_patient_billing_and_refund	45	patient_accounts	high	The payment settles the service in full	the plan's payment settles this in full
N781	alert	patient_protection	none	none	unchanged	qmb	no	bill_medicaid_never_patient	1,209	patient_accounts	high	Qualified Medicare Beneficiary: the deductible may not be collected, and what was collected goes back	you may not be asked to pay this deductible
N782	alert	patient_protection	none	none	unchanged	qmb	no	bill_medicaid_never_patient	2,209	patient_accounts	high	Qualified Medicare Beneficiary: the coinsurance may not be collected, and what was collected goes back	you may not be asked to pay this coinsurance
N783	alert	patient_protection	none	none	unchanged	qmb	no	bill_medicaid_never_patient	3,209	patient_accounts	high	Qualified Medicare Beneficiary: the copay may not be collected, and what was collected goes back	you may not be asked to pay this copay
N192	supplemental	patient_protection	none	none	unchanged	qmb	no	bill_medicaid_never_patient	209,1,2	patient_accounts	high	The patient has Medicaid or is a Qualified Medicare Beneficiary	
MA59	alert	refund	none	none	none	moneyOwed	no	issue_patient_refund_after_approval	A0,45	refunds	high	The patient paid too much; pay it back within 30 days	you paid more than you owed
MA72	alert	refund	none	none	none	moneyOwed	no	issue_patient_refund_after_approval	A0	refunds	high	The patient paid too much for assigned services; pay it back within 30 days	you paid more than you owed
N720	alert	refund	none	none	none	moneyOwed	no	issue_patient_refund_after_approval		refunds	high	The patient paid too much and may be due a refund	you may have paid more than you owed
N830	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	limit_patient_bill_to_PR	45,242,96	contracts	high	A federal or state law against balance billing applied; CO, OA and PI amounts may not reach the patient	a law against surprise bills limits what you may be asked to pay
N862	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	limit_patient_bill_to_PR	1,2,45	contracts	high	The patient's share is worked out from the lower of charge and qualifying payment amount	a law against surprise bills limits what you may be asked to pay
N864	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	open_negotiation_review	45,242	contracts	high	The law against surprise bills applies: emergency care	a law against surprise bills limits what you may be asked to pay
N865	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	open_negotiation_review	45,242	contracts	high	The law against surprise bills applies: a clinician outside the network at a facility within it	a law against surprise bills limits what you may be asked to pay
N866	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	open_negotiation_review	45	contracts	high	The law against surprise bills applies: air ambulance	a law against surprise bills limits what you may be asked to pay
N867	alert	surprise_billing	none	none	stateProcess	capAtPR	no	use_state_process	45	contracts	high	State law sets the patient's share	state law limits what you may be asked to pay
N869	alert	surprise_billing	none	none	federalArbitration	capAtPR	no	limit_patient_bill_to_PR	45	contracts	high	The patient's share is worked out from the qualifying payment amount	a law against surprise bills limits what you may be asked to pay
N4	supplemental	cob	coordinationOfBenefits	none	unchanged	hold	no	send_primary_eob	22,16,129	cob	high	The earlier payer's explanation of benefits is missing or not valid	
N479	supplemental	cob	coordinationOfBenefits	none	unchanged	hold	no	send_primary_eob	22,252	cob	high	What the other insurer decided was not sent along	
MA04	supplemental	cob	coordinationOfBenefits	none	unchanged	hold	no	send_primary_eob	22,16	cob	high	A later payer cannot decide without the first payer's name or payment	
MA92	supplemental	cob	coordinationOfBenefits	none	unchanged	hold	no	correct_and_resubmit	16,22	cob	high	Details of the other insurance are missing	
MA07	alert	cob	coordinationOfBenefits	none	unchanged	hold	yes	wait_for_next_payer		cob	high	The claim was also sent to Medicaid	the claim was also sent to Medicaid
MA18	alert	cob	coordinationOfBenefits	none	unchanged	hold	yes	wait_for_next_payer		cob	high	The claim was also sent to the supplemental insurer	the claim was also sent to your other plan
N522	supplemental	duplicate	duplicate	stop	unchanged	none	no	stop_resubmission	18	billing	high	A second copy of a claim that another payer forwarded	
N418	supplemental	routing	coordinationOfBenefits	none	unchanged	none	no	rebill_correct_payer	109,B11	billing	high	Sent to the wrong payer	
N104	supplemental	routing	coordinationOfBenefits	none	unchanged	none	no	rebill_correct_payer	109	billing	high	Outside this contractor's area	
N536	supplemental	cob	coordinationOfBenefits	none	unchanged	priorShareOnly	no	bill_patient_prior_share	96,275	patient_accounts	high	Not covered here; the share that the earlier payer set stands	
N197	supplemental	cob	coordinationOfBenefits	none	unchanged	hold	no	ask_patient_to_update_cob_with_plan	22,227	patient_access	high	The policyholder must bring the plan's notes on other insurance up to date	your plan needs you to update your other insurance details
N179	supplemental	documentation	documentation	none	unchanged	hold	no	ask_patient_to_answer_plan	227	patient_access	high	The plan asked the member for something and will decide again once it comes	your plan asked you for some facts and will look again once it has them
MA133	supplemental	bundling	bundling	none	unchanged	none	no	rebill_outside_stay_only	60,97	billing	high	Lies within an inpatient stay	
N687	alert	reversal	none	none	newClock	hold	no	find_other_coverage		eligibility	high	Taken back: the coverage was ended for the past	
N688	alert	reversal	none	none	newClock	none	no	clinical_appeal		clinical_appeals	high	Taken back after a medical or utilization review	
N689	alert	reversal	none	none	newClock	recompute	no	repost		payment_posting	high	Taken back: the rate was changed for the past	
N690	alert	reversal	none	none	decided	recompute	no	record_appeal_outcome		appeals	high	Taken back because an appeal was decided	
N695	alert	reversal	none	none	newClock	recompute	no	correct_patient_statement		patient_accounts	high	Taken back: the patient's share was wrong at first	the plan corrected your share
N696	alert	reversal	none	none	newClock	hold	no	bill_correct_primary		cob	high	Taken back because another party or plan pays	
N698	alert	reversal	none	none	newClock	hold	no	find_other_coverage	27,200	eligibility	high	Taken back: the premium was not paid within the grace period	
N617	supplemental	eligibility	eligibility	none	unchanged	hold	no	hold_until_grace_period_ends	257,133	eligibility	high	The member is in the second or third month of the premium's grace period	
N432	alert	audit	medicalNecessity	none	present	none	no	audit_appeal	216,50	appeals	high	Comes of an audit that recovers payments	
N115	supplemental	medical_necessity	medicalNecessity	none	unchanged	needsNotice	no	check_policy_then_appeal	50,11,167	clinical_appeals	high	Rests on a local coverage determination	
N386	supplemental	medical_necessity	medicalNecessity	none	limited	needsNotice	no	check_policy_then_appeal	50,272	clinical_appeals	high	Rests on a national coverage determination	
N569	supplemental	medical_necessity	medicalNecessity	none	unchanged	needsNotice	no	coding_review	11,167	coding	high	Not covered for the diagnosis on the claim	
N661	supplemental	medical_necessity	medicalNecessity	none	unchanged	none	no	clinical_appeal	50	clinical_appeals	high	The record does not show the medical need	
N623	supplemental	medical_necessity	medicalNecessity	none	externalReview	needsNotice	no	clinical_appeal	55,56	clinical_appeals	high	Held to be experimental, unproven or more than is needed	
M25	supplemental	medical_necessity	medicalNecessity	none	present	refundExcess	no	clinical_appeal	50,150	clinical_appeals	high	The record does not carry this level of service; what the patient paid above it goes back	
N130	supplemental	noncovered	coverage	none	unchanged	review	no	read_benefit_document	96,50,119,197	eligibility	high	The plan's benefit rules limit this service	
N425	supplemental	noncovered	coverage	none	limited	patientMayOweWithoutNotice	no	verify_then_bill_or_write_off	96	patient_accounts	high	Excluded by law	
N216	supplemental	noncovered	coverage	none	unchanged	review	no	verify_benefit	96,204	eligibility	high	This kind of service or benefit package is not the patient's	
N30	supplemental	eligibility	eligibility	none	unchanged	review	no	verify_eligibility	96,26,27,177	eligibility	high	The patient is not entitled to this service	
N381	alert	contractual	coverage	none	unchanged	none	no	contract_review	45,256	contracts	high	The contract says how this is paid	
N362	supplemental	units	coverage	none	unchanged	none	no	verify_units_then_appeal	151,198,119	coding	high	More units or days than the maximum	
N435	supplemental	units	coverage	none	unchanged	review	no	send_records	151,119	clinical_appeals	high	More often than allowed, without a reason in the record	
M86	supplemental	units	coverage	none	unchanged	review	no	find_earlier_payment	18,119,B13	billing	high	The same or a like service was already paid in the period	
N54	supplemental	authorization	authorization	none	unchanged	none	no	align_codes_with_authorization	197,198,284	authorization	high	The claim is not what was approved	
M62	supplemental	authorization	authorization	none	unchanged	none	no	correct_and_resubmit	197,16	authorization	high	The approval's number is missing or not valid	
N758	supplemental	authorization	authorization	none	unchanged	none	no	clinical_appeal	39,197	clinical_appeals	high	Follows the decision on prior approval	
N385	supplemental	authorization	authorization	none	unchanged	none	no	appeal_with_reason_for_delay	197,210	authorization	high	The admission was reported too late	
M15	supplemental	bundling	bundling	none	unchanged	none	no	check_edit_then_modifier_or_accept	97,234	coding	high	Part of a procedure that was paid	
N19	supplemental	bundling	bundling	none	unchanged	none	no	check_edit_then_modifier_or_accept	97	coding	high	Goes with the main procedure	
N20	supplemental	bundling	bundling	none	unchanged	none	no	check_edit_then_modifier_or_accept	97,236	coding	high	Not paid beside another service of the day	
M80	supplemental	bundling	bundling	none	unchanged	none	no	check_edit_then_modifier_or_accept	97,236	coding	high	Not covered in a session in which another service was already paid	
M144	supplemental	bundling	bundling	none	unchanged	none	no	check_global_period	97	coding	high	Care around an operation, paid within it	
N525	supplemental	bundling	bundling	none	unchanged	none	no	check_global_period	97	coding	high	Lies within the global period of another service	
N122	supplemental	bundling	bundling	none	unchanged	none	no	add_related_service_and_resubmit	B15,107,16	coding	high	An add-on code without its main code	
N390	supplemental	bundling	bundling	none	unchanged	none	no	accept_or_coding_review	97,234	coding	high	May not be billed on its own	
M20	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The HCPCS code is missing, incomplete or not valid	
M50	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	charge_master	high	The revenue code is missing, incomplete or not valid	
M51	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The procedure code is missing, incomplete or not valid	
M52	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	billing	high	The first date of service is missing, incomplete or not valid	
M53	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	billing	high	The days or units are missing, incomplete or not valid	
M54	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	billing	high	The total of charges is missing, incomplete or not valid	
M76	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The diagnosis is missing, incomplete or not valid	
M77	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The place of service is missing, incomplete or not valid	
M79	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	billing	high	The charge is missing, incomplete or not valid	
MA27	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	registration	high	The entitlement number or name is missing, incomplete or not valid	
MA30	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	billing	high	The type of bill is missing, incomplete or not valid	
MA36	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	registration	high	The patient's name is missing, incomplete or not valid	
MA40	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	registration	high	The admission date is missing, incomplete or not valid	
MA43	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The patient's discharge status is missing, incomplete or not valid	
MA61	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	registration	high	The social security number field is missing, incomplete or not valid	
MA63	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The principal diagnosis is missing, incomplete or not valid	
MA120	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	credentialing	high	The laboratory's certificate number is missing, incomplete or not valid	
N257	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	credentialing	high	The billing provider's number is missing, incomplete or not valid	
N265	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	credentialing	high	The ordering provider's number is missing, incomplete or not valid	
N286	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	credentialing	high	The referring provider's number is missing, incomplete or not valid	
N290	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	credentialing	high	The rendering provider's number is missing, incomplete or not valid	
N382	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	registration	high	The patient's identifier is missing, incomplete or not valid	
N434	supplemental	field	information	none	companionRemark	none	no	correct_and_resubmit	16	coding	high	The present-on-admission indicator is missing, incomplete or not valid	
N519	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	4,182	coding	high	The modifiers exclude each other	
M127	supplemental	documentation	documentation	none	unchanged	none	no	send_records	252,226,163	medical_records	high	The patient's medical record is missing	
M29	supplemental	documentation	documentation	none	unchanged	none	no	send_records	252,226	medical_records	high	The operative report is missing	
N26	supplemental	documentation	documentation	none	unchanged	none	no	send_itemized_bill	252,226	billing	high	The itemized bill is missing	
N706	supplemental	documentation	documentation	none	unchanged	none	no	send_records	252,226,163	medical_records	high	Documentation is missing	
N205	supplemental	documentation	documentation	none	unchanged	none	no	resend	250,251	medical_records	high	What was sent cannot be read	
N29	supplemental	documentation	documentation	none	unchanged	none	no	send_records	252,226	medical_records	medium	Retired: documents, orders or notes are missing; read like N706	
N822	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	4	coding	medium	The procedure's modifier is missing	
N620	alert	informational	none	none	none	none	no	none	246	payment_posting	high	The code only reports	
N95	supplemental	credentialing	credentialing	none	unchanged	none	no	verify_billing_provider	170,8,B7	credentialing	high	This type of provider may not bill it	
N570	supplemental	credentialing	credentialing	none	unchanged	none	no	verify_enrolment_dates	B7,16	credentialing	high	Data for credentialing are missing	
N656	supplemental	interest	none	none	none	none	no	post_interest_separately	225	payment_posting	high	Interest for late payment is included	
N615	alert	eligibility	eligibility	none	unchanged	hold	no	hold_until_grace_period_ends	257	eligibility	high	The plan may hold claims in the later months of the premium's grace period	
M64	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	16,146	coding	high	A further diagnosis is missing or not valid	
MA39	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	7,10,16	registration	high	The recorded sex is missing or not valid	
MA77	alert	refund	none	none	unchanged	moneyOwed	no	issue_patient_refund_after_approval	A0	refunds	high	With all payers counted, the patient paid too much; pay it back within 30 days	you paid more than you owed
N8	supplemental	cob	coordinationOfBenefits	none	unchanged	none	no	bill_secondary_ourselves	276,22	cob	high	The earlier payer denied it and sent no data on; send the claim here	
N10	supplemental	medical_necessity	medicalNecessity	none	unchanged	none	no	obtain_findings_then_appeal	216,39	clinical_appeals	high	Rests on a reviewer, consultant or hand-made decision	
N36	supplemental	cob	coordinationOfBenefits	none	unchanged	none	no	fix_with_prior_payer_first	136,22	cob	high	The first payer's requirements come first	
N48	supplemental	cob	coordinationOfBenefits	none	unchanged	none	no	correct_prior_payer_data	129,22	cob	high	Does not agree with what another insurer says	
N52	supplemental	eligibility	eligibility	none	unchanged	none	no	verify_capitation_assignment	24,109	contracts	high	The patient was not on this provider's managed-care list that day	
N56	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	181,16	coding	high	The procedure code does not hold for this service or day	
N58	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	142,16	billing	high	The patient's liability amount is missing or not valid	
N62	supplemental	claim_form	information	none	unchanged	none	no	split_and_rebill	239,16	billing	high	The dates span two rate periods; bill them apart	
N70	supplemental	bundling	bundling	none	unchanged	none	no	bill_nursing_facility	190,97	billing	high	Falls under consolidated billing	
N72	supplemental	coding	coding	none	unchanged	none	no	drg_validation_review	B22	coding	high	Medical reviewers changed the payment group; the record did not carry it	
N94	supplemental	credentialing	credentialing	none	unchanged	none	no	correct_taxonomy	8,16	credentialing	high	The taxonomy code must be more exact	
N103	supplemental	eligibility	eligibility	none	unchanged	hold	no	identify_responsible_authority	258	eligibility	high	The patient was in custody; a public authority may have to pay	
N105	supplemental	routing	coordinationOfBenefits	none	unchanged	none	no	rebill_correct_payer	109	billing	high	Goes to the contractor for railroad beneficiaries	
N106	supplemental	bundling	bundling	none	unchanged	neverBill	no	bill_nursing_facility	190,97	billing	high	Payable to the nursing facility alone; ask the facility and never the patient	
N113	supplemental	coding	coding	none	unchanged	none	no	recode_as_established	B16	coding	high	Only one first visit for each physician or group	
N117	supplemental	units	coverage	none	unchanged	none	no	find_earlier_payment	149	eligibility	high	The plan pays for this one time only	
N129	supplemental	eligibility	eligibility	none	unchanged	none	no	verify_birth_date	6,177	registration	high	Not entitled at this age	
N155	alert	cob	coordinationOfBenefits	none	unchanged	none	no	ask_patient_to_update_cob_with_plan	22	cob	high	The payer knows of no other insurance; tell it	
N180	supplemental	medical_necessity	medicalNecessity	none	unchanged	none	no	check_policy_then_appeal	50,272	clinical_appeals	high	Does not meet the criteria of the category that was billed	
N264	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	16,184	credentialing	high	The ordering provider's name is missing or not valid	
N285	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	16,183	credentialing	high	The referring provider's name is missing or not valid	
N429	supplemental	noncovered	coverage	none	unchanged	none	no	check_preventive_coding	49,96	eligibility	high	Not covered as routine care	
N448	supplemental	noncovered	coverage	none	unchanged	none	no	contract_review	96,45	contracts	high	No price for it stands in the fee schedule or contract	
N598	supplemental	cob	coordinationOfBenefits	none	unchanged	none	no	verify_cob_then_bill_correct_primary	22,20	cob	high	The health plan pays first	
N644	supplemental	coding	coding	none	unchanged	none	no	verify_ranking_and_modifiers	59	coding	high	The rule for bilateral procedures was applied	
N657	supplemental	field	information	none	unchanged	none	no	correct_and_resubmit	189,16	coding	high	Bill these services with the code that is right for them	
N674	supplemental	bundling	bundling	none	unchanged	none	no	bill_or_link_qualifying_service	B15,107	billing	high	A service that must come before it is not on file	
N699	supplemental	contractual	coverage	none	unchanged	none	no	route_to_reimbursement	237	reimbursement	high	Adjusted under a quality-reporting programme	
N700	supplemental	contractual	coverage	none	unchanged	none	no	route_to_reimbursement	237	reimbursement	high	Adjusted under the programme for electronic records	

"""##)
}
