/// A denial as it may be drawn: its code, the groups it comes in, its remark, and what is true of it.
struct DenialDraw: Sendable {
    let reason: String
    let groups: [String]
    let remark: String?
    let category: String
    let step: String

    init(_ reason: String, _ groups: String, _ category: String, _ step: String, remark: String? = nil) {
        self.reason = reason
        self.groups = groups.split(separator: " ").map(String.init)
        self.remark = remark
        self.category = category
        self.step = step
    }

    static let eligibility = [
        DenialDraw("26", "CO PR", "eligibility", "verifyCoverage"),
        DenialDraw("27", "CO PR OA", "eligibility", "verifyCoverage"),
        DenialDraw("31", "CO PR", "eligibility", "replaceClaim"),
        DenialDraw("32", "PR CO", "eligibility", "verifyCoverage"),
        DenialDraw("33", "PR CO", "eligibility", "verifyCoverage"),
        DenialDraw("177", "CO PI", "eligibility", "verifyCoverage"),
        DenialDraw("200", "PR CO", "eligibility", "verifyCoverage"),
        DenialDraw("258", "CO OA", "eligibility", "verifyCoverage"),
    ]
    static let coverage = [
        DenialDraw("204", "PR CO OA", "coverage", "verifyCoverage"),
        DenialDraw("119", "PR CO", "coverage", "verifyCoverage"),
        DenialDraw("35", "PR CO", "coverage", "verifyCoverage"),
        DenialDraw("272", "CO", "coverage", "appeal"),
        DenialDraw("256", "CO", "coverage", "review"),
        DenialDraw("242", "CO", "coverage", "review"),
        DenialDraw("49", "CO PI", "coverage", "reviewCoding"),
        DenialDraw("96", "CO", "coverage", "review", remark: "N130"),
        DenialDraw("273", "CO", "coverage", "reviewClinical"),
        DenialDraw("116", "CO", "coverage", "writeOffReview"),
    ]
    static let authorization = [
        DenialDraw("197", "CO CO PI", "authorization", "findAuthorization"),
        DenialDraw("197", "CO", "authorization", "findAuthorization", remark: "N54"),
        DenialDraw("198", "CO PR", "authorization", "findAuthorization"),
        DenialDraw("210", "CO", "authorization", "appeal"),
        DenialDraw("243", "CO PR", "authorization", "findAuthorization"),
        DenialDraw("284", "CO", "authorization", "findAuthorization"),
        DenialDraw("296", "CO", "authorization", "findAuthorization"),
        DenialDraw("39", "CO", "authorization", "appeal"),
    ]
    static let medicalNecessity = [
        DenialDraw("50", "CO CO PR", "medicalNecessity", "appeal"),
        DenialDraw("50", "CO", "medicalNecessity", "appeal", remark: "N661"),
        DenialDraw("55", "CO", "medicalNecessity", "appeal"),
        DenialDraw("56", "CO", "medicalNecessity", "appeal"),
        DenialDraw("40", "CO", "medicalNecessity", "appeal"),
        DenialDraw("151", "CO PI", "medicalNecessity", "reviewClinical"),
        DenialDraw("153", "CO", "medicalNecessity", "reviewClinical"),
        DenialDraw("152", "CO", "medicalNecessity", "appeal"),
        DenialDraw("150", "CO", "medicalNecessity", "reviewCoding"),
        DenialDraw("167", "CO", "medicalNecessity", "reviewCoding"),
        DenialDraw("186", "CO", "medicalNecessity", "appeal"),
    ]
    static let coding = [
        DenialDraw("4", "CO", "coding", "replaceClaim", remark: "N822"),
        DenialDraw("5", "CO", "coding", "replaceClaim"),
        DenialDraw("6", "CO", "coding", "replaceClaim"),
        DenialDraw("9", "CO", "coding", "replaceClaim"),
        DenialDraw("11", "CO", "coding", "reviewCoding"),
        DenialDraw("7", "CO", "coding", "reviewCoding"),
        DenialDraw("146", "CO", "coding", "replaceClaim"),
        DenialDraw("181", "CO", "coding", "replaceClaim", remark: "M51"),
        DenialDraw("182", "CO", "coding", "replaceClaim"),
        DenialDraw("B16", "CO", "coding", "reviewCoding"),
    ]
    static let bundling = [
        DenialDraw("97", "CO", "bundling", "reviewCoding"),
        DenialDraw("97", "CO", "bundling", "reviewCoding", remark: "M144"),
        DenialDraw("236", "CO", "bundling", "reviewCoding"),
        DenialDraw("231", "CO", "bundling", "reviewCoding"),
        DenialDraw("B15", "CO", "bundling", "replaceClaim", remark: "N674"),
        DenialDraw("107", "CO", "bundling", "replaceClaim"),
        DenialDraw("190", "CO", "bundling", "review"),
        DenialDraw("B20", "CO", "bundling", "reviewCoding"),
    ]
    static let information = [
        DenialDraw("206", "CO", "information", "replaceClaim"),
        DenialDraw("16", "CO", "information", "replaceClaim", remark: "M76"),
        DenialDraw("16", "CO", "information", "replaceClaim", remark: "N290"),
        DenialDraw("16", "CO", "information", "review"),
        DenialDraw("125", "CO", "information", "replaceClaim", remark: "M51"),
    ]
    static let documentation = [
        DenialDraw("163", "CO", "documentation", "sendRecords"),
        DenialDraw("250", "CO", "documentation", "sendRecords", remark: "N706"),
        DenialDraw("251", "CO", "documentation", "sendRecords"),
        DenialDraw("226", "CO", "documentation", "sendRecords", remark: "M127"),
        DenialDraw("112", "CO", "documentation", "sendRecords"),
        DenialDraw("227", "CO", "documentation", "sendRecords"),
        DenialDraw("164", "CO", "documentation", "appeal"),
    ]
    static let duplicate = [
        DenialDraw("18", "OA CO", "duplicate", "checkStatus"),
        DenialDraw("B13", "OA CO", "duplicate", "checkStatus"),
    ]
    static let timelyFiling = [
        DenialDraw("29", "CO", "timelyFiling", "writeOffReview"),
        DenialDraw("29", "CO PR", "timelyFiling", "writeOffReview"),
        DenialDraw("286", "CO", "timelyFiling", "writeOffReview"),
    ]
    static let coordinationOfBenefits = [
        DenialDraw("22", "CO OA", "coordinationOfBenefits", "billNextPayer"),
        DenialDraw("109", "CO OA", "coordinationOfBenefits", "billNextPayer"),
        DenialDraw("136", "OA", "coordinationOfBenefits", "billNextPayer"),
        DenialDraw("19", "CO", "coordinationOfBenefits", "billNextPayer"),
        DenialDraw("20", "CO OA", "coordinationOfBenefits", "billNextPayer"),
        DenialDraw("129", "CO", "coordinationOfBenefits", "replaceClaim"),
    ]
    static let credentialing = [
        DenialDraw("8", "CO", "credentialing", "replaceClaim"),
        DenialDraw("B7", "CO", "credentialing", "newClaim", remark: "N570"),
        DenialDraw("170", "CO", "credentialing", "replaceClaim"),
        DenialDraw("183", "CO", "credentialing", "replaceClaim"),
        DenialDraw("184", "CO", "credentialing", "replaceClaim"),
        DenialDraw("208", "CO", "credentialing", "replaceClaim"),
        DenialDraw("B23", "CO", "credentialing", "replaceClaim"),
    ]
    static let other = [
        DenialDraw("193", "CO", "other", "appeal"),
        DenialDraw("A1", "CO OA", "other", "review"),
    ]
}
