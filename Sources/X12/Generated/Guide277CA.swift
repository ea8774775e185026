// Made from Guides/277CA.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/277CA.txt`.
    static let guide277CA = """
        # Health Care Claim Acknowledgment (X214). Structure only.
        guide 277CA
        transaction 277
        versions 005010X214 005010X214E1 005010X214E2
        older 004040X167 004040X167A1

        ST required 1
        BHT required 1
        loop 2000A required 1 Information source level
            HL required 1 3=20
            loop 2100A required 1 Information source
                NM1 required 1 1=PR,AY
                PER situational 1
            loop 2200A required 1 Source trace
                TRN required 1
                DTP required 1 1=050
                DTP required 1 1=009
            loop 2000B required * Information receiver level
                HL required 1 3=21
                loop 2100B required 1 Information receiver
                    NM1 required 1 1=41
                loop 2200B required 1 Receiver trace
                    TRN required 1
                    STC required *
                    QTY situational 1 1=90
                    QTY situational 1 1=AA
                    AMT situational 1 1=YU
                    AMT situational 1 1=YY
                loop 2000C situational * Billing provider level
                    HL required 1 3=19
                    loop 2100C required 1 Billing provider
                        NM1 required 1 1=85
                    loop 2200C situational 1 Provider trace
                        TRN required 1
                        STC situational *
                        REF situational 3
                        QTY situational 1 1=QA
                        QTY situational 1 1=QC
                        AMT situational 1 1=YU
                        AMT situational 1 1=YY
                    loop 2000D situational * Patient level
                        HL required 1 3=PT,22
                        loop 2100D required 1 Patient
                            NM1 required 1 1=QC,IL
                        loop 2200D required * anywhere Claim
                            TRN required 1 1=2
                            STC required *
                            REF situational 1 1=1K
                            REF situational 1 1=D9
                            REF situational 1 1=BLT
                            REF situational 1 1=EA,EJ
                            DTP required 1 1=472,434
                            loop 2220D situational * Service line
                                SVC required 1
                                STC required *
                                REF situational 1 1=FJ
                                REF situational 1 1=XZ
                                DTP situational 1 1=472
        SE required 1

        """
}
