extension ProposedChange {
    /// An appeal of a payer's decision.
    package struct Appeal: Hashable, Sendable {
        /// Which step of the payer's way it is.
        package var level: AppealLevel
        /// The denial that it answers.
        package var category: DenialCategory
        /// The codes that it contests.
        package var codes: [String]
        /// Why the decision is wrong, point by point.
        package var grounds: [String]
        /// The letter, word for word.
        package var letter: String
        /// What may be gained.
        package var atStake: Money
        /// Who may file it.
        package var filer: AppealFiler
        /// The form that must go with it, if one must.
        package var form: AppealForm?

        /// An appeal, field by field.
        package init(
            level: AppealLevel,
            category: DenialCategory,
            codes: [String],
            grounds: [String],
            letter: String,
            atStake: Money,
            filer: AppealFiler,
            form: AppealForm? = nil
        ) {
            self.level = level
            self.category = category
            self.codes = codes
            self.grounds = grounds
            self.letter = letter
            self.atStake = atStake
            self.filer = filer
            self.form = form
        }

        var faults: [ChangeFault] {
            ChangeFault.ifBlank(letter) + (atStake.isPositive ? [] : [.amountNotPositive])
        }
    }

    /// A step of a payer's way of appeals; what each is called and how long it is open is the deadline rules' matter.
    package enum AppealLevel: String, Hashable, Sendable, CaseIterable {
        case first, second, third, fourth, fifth
        /// A review by somebody who is not the payer.
        case external
    }

    /// A form without which an appeal is not heard.
    package enum AppealForm: String, Hashable, Sendable, CaseIterable {
        /// The member authorizes the provider to file.
        case authorizedRepresentative
        /// A provider without a contract waives the patient's liability (Medicare Advantage).
        case waiverOfLiability
        /// The payer's own form for disputes.
        case payerForm
    }
}

extension ProposedChange.Appeal: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, level)
        writer.choice(2, category)
        writer.texts(3, codes)
        writer.texts(4, grounds)
        writer.text(5, letter)
        writer.money(6, atStake)
        writer.choice(7, filer)
        writer.choice(8, form)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var amount: Money?
        var chosen: (level: ProposedChange.AppealLevel?, category: DenialCategory?, filer: AppealFiler?)
        self.init(
            level: .first,
            category: .other,
            codes: [],
            grounds: [],
            letter: "",
            atStake: .zero,
            filer: .provider
        )
        while let field = try fields.next() {
            switch field.number {
            case 1: chosen.level = try field.choice(of: "appeal")
            case 2: chosen.category = try field.choice(of: "appeal")
            case 3: codes.append(field.text)
            case 4: grounds.append(field.text)
            case 5: letter = field.text
            case 6: amount = field.money
            case 7: chosen.filer = try field.choice(of: "appeal")
            case 8: form = try field.choice(of: "appeal")
            default: break
            }
        }
        level = try chosen.level.required(1, of: "appeal")
        category = try chosen.category.required(2, of: "appeal")
        atStake = try amount.required(6, of: "appeal")
        filer = try chosen.filer.required(7, of: "appeal")
    }
}
