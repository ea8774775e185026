import RevenueCycle
import Testing

@Suite("The category of a denial")
struct DenialCategoryTests {
    private let knowledge = Knowledge.shipped

    @Test(
        arguments: [
            ("16", .information), ("96", .coverage), ("119", .coverage), ("242", .coverage), ("256", .coverage),
            ("233", .coding), ("22", .coordinationOfBenefits), ("109", .coordinationOfBenefits), ("286", .timelyFiling),
            ("29", .timelyFiling), ("193", .other), ("A1", .other), ("197", .authorization), ("50", .medicalNecessity),
            ("97", .bundling), ("18", .duplicate), ("B7", .credentialing), ("27", .eligibility),
            ("252", .documentation),
            ("4", .coding), ("9999", .other),
        ] as [(CARC, DenialCategory)]
    )
    func `is the reason's`(reason: CARC, category: DenialCategory) {
        #expect(knowledge.denialCategory(of: reason, remarks: []) == category)
    }

    @Test(
        arguments: [
            ("N362", .coverage), ("N418", .coordinationOfBenefits), ("N432", .medicalNecessity), ("M51", .information),
            ("N54", .authorization), ("N706", .documentation), ("N522", .duplicate), ("N95", .credentialing),
            ("N4", .coordinationOfBenefits), ("M15", .bundling), ("N448", .coverage), ("N72", .coding),
        ] as [(RARC, DenialCategory)]
    )
    func `is the first remark's for a reason that only remarks explain`(remark: RARC, category: DenialCategory) {
        for reason in Knowledge.explainedByRemark {
            #expect(knowledge.denialCategory(of: reason, remarks: [remark, "M27"]) == category)
        }
    }

    @Test(arguments: ["MA01", "N781", "N830", "MA67", "N720", "N656", "N620", "M38", "MA91", "ZZZ"] as [RARC])
    func `stays the reason's when the first remark is of no denial category`(remark: RARC) {
        #expect(knowledge.denialCategory(of: "96", remarks: [remark, "M51"]) == .coverage)
    }

    @Test func `stays the reason's where the reason says enough`() {
        #expect(knowledge.denialCategory(of: "50", remarks: ["M51"]) == .medicalNecessity)
    }
}

@Suite("The next step of a reason")
struct NextStepTests {
    private let knowledge = Knowledge.shipped

    @Test(
        arguments: [
            ("26", .verifyCoverage), ("B9", .verifyCoverage), ("22", .billNextPayer), ("109", .billNextPayer),
            ("197", .findAuthorization), ("288", .findAuthorization), ("50", .appeal), ("210", .appeal),
            ("256", .review),
            ("193", .appeal), ("285", .appeal), ("29", .writeOffReview), ("B4", .writeOffReview),
            ("286", .writeOffReview),
            ("116", .writeOffReview), ("11", .reviewCoding), ("97", .reviewCoding), ("A8", .reviewCoding),
            ("7", .reviewCoding), ("151", .reviewClinical), ("233", .reviewClinical), ("4", .replaceClaim),
            ("31", .replaceClaim), ("B7", .newClaim), ("129", .replaceClaim), ("58", .replaceClaim),
            ("163", .sendRecords), ("227", .sendRecords), ("252", .sendRecords), ("B12", .sendRecords),
            ("18", .checkStatus), ("B13", .checkStatus), ("133", .wait), ("B11", .wait), ("A0", .refund), ("45", .none),
            ("242", .review), ("16", .review), ("A1", .review), ("9999", .review),
        ] as [(CARC, NextStep)]
    )
    func `is the table's`(reason: CARC, step: NextStep) {
        #expect(knowledge.nextStep(of: reason, remarks: []) == step)
    }

    @Test(
        arguments: [
            ("MA130", .newClaim), ("N142", .newClaim), ("N517", .newClaim), ("N380", .replaceClaim),
            ("N798", .voidThenNew), ("N779", .wait), ("N185", .none), ("N522", .none), ("N704", .replaceClaim),
            ("N368", .review),
        ] as [(RARC, NextStep)]
    )
    func `is the remark's where the remark says how to send again`(remark: RARC, step: NextStep) {
        #expect(knowledge.nextStep(of: "50", remarks: [remark]) == step)
        #expect(knowledge.nextStep(of: "9999", remarks: ["N130", remark]) == step)
    }

    @Test func `follows the strictest remark, in whatever order they stand`() {
        let order: [(RARC, NextStep)] = [
            ("N185", .none), ("N779", .wait), ("N798", .voidThenNew), ("N142", .newClaim), ("N380", .replaceClaim),
            ("N368", .review),
        ]
        for start in order.indices {
            let remarks = order[start...].map(\.0)
            #expect(knowledge.nextStep(of: "50", remarks: remarks) == order[start].1)
            #expect(knowledge.nextStep(of: "50", remarks: remarks.reversed()) == order[start].1)
        }
    }

    @Test(arguments: ["MA44", "N211"] as [RARC])
    func `is never an appeal where there is none`(remark: RARC) {
        #expect(knowledge.nextStep(of: "50", remarks: [remark]) == .writeOffReview)
        #expect(knowledge.nextStep(of: "4", remarks: [remark]) == .replaceClaim)
        for fact in knowledge.knownReasons {
            #expect(knowledge.nextStep(of: fact.code, remarks: [remark]) != .appeal)
        }
    }

    @Test func `is a person's for a reason that only remarks explain, without a supplemental one`() {
        for reason in Knowledge.explainedByRemark {
            #expect(knowledge.nextStep(of: reason, remarks: []) == .review)
            #expect(knowledge.nextStep(of: reason, remarks: ["MA01", "ZZZ"]) == .review)
        }
        #expect(knowledge.nextStep(of: "226", remarks: ["N706"]) == .sendRecords)
    }

    @Test func `of a denial is never nothing, nor the patient's bill`() {
        for fact in knowledge.knownReasons where fact.nature == .denial {
            #expect(fact.nextStep != .none && fact.nextStep != .billPatient, "\(fact.code)")
        }
    }
}
