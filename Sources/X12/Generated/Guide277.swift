// Made from Guides/277.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/277.txt`.
    static let guide277 = """
        # Health Care Information Status Response (X212). Structure only.
        guide 277
        transaction 277
        versions 005010X212 005010X212E1 005010X212E2
        older 004010X093 004010X093A1 004010X070

        ST required 1
        BHT required 1
        loop 2000A required * Information source level
            HL required 1 3=20
            loop 2100A required 1 Payer
                NM1 required 1 1=PR
                PER situational 1
            loop 2000B required * Information receiver level
                HL required 1 3=21
                loop 2100B required 1 Information receiver
                    NM1 required 1 1=41
                loop 2200B situational 1 Receiver status
                    TRN required 1
                    STC required *
                loop 2000C situational * Service provider level
                    HL required 1 3=19
                    loop 2100C required 2 Provider
                        NM1 required 1 1=1P,85
                    loop 2200C situational 1 Provider status
                        TRN required 1
                        STC required *
                    loop 2000D situational * Subscriber level
                        HL required 1 3=22
                        DMG situational 1
                        loop 2100D required 1 Subscriber
                            NM1 required 1 1=IL,QC
                        loop 2200D situational * anywhere Claim
                            TRN required 1 1=2
                            STC required *
                            REF situational 1 1=1K
                            REF situational 1 1=BLT
                            REF situational 1 1=EJ
                            REF situational 1 1=XZ
                            REF situational 1 1=VV
                            REF situational 1 1=D9
                            DTP situational 1 1=472,232
                            loop 2220D situational * Service line
                                SVC required 1
                                STC required *
                                REF situational 1 1=FJ
                                DTP situational 1 1=472
                        loop 2000E situational * Dependent level
                            HL required 1 3=23
                            DMG situational 1
                            loop 2100E required 1 Dependent
                                NM1 required 1 1=QC
                            loop 2200E required * Claim of a dependent
                                TRN required 1 1=2
                                STC required *
                                REF situational 1 1=1K
                                REF situational 1 1=BLT
                                REF situational 1 1=EJ
                                REF situational 1 1=XZ
                                REF situational 1 1=VV
                                REF situational 1 1=D9
                                DTP situational 1 1=472,232
                                loop 2220E situational * Service line of a dependent
                                    SVC required 1
                                    STC required *
                                    REF situational 1 1=FJ
                                    DTP situational 1 1=472
        SE required 1

        """
}
