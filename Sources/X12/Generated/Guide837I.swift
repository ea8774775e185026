// Made from Guides/837I.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/837I.txt`.
    static let guide837I = """
        # Health Care Claim: Institutional (X223). Structure only.
        guide 837I
        transaction 837
        versions 005010X223 005010X223A1 005010X223A2 005010X223A3 005010X292 005010X299
        older 004010X096 004010X096A1

        ST required 1
        BHT required 1
        REF situational 1 1=87
        loop 1000A required 1 Submitter
            NM1 required 1 1=41
            N2 situational 1
            PER required 2
        loop 1000B required 1 Receiver
            NM1 required 1 1=40
            N2 situational 1
        loop 2000A required * Billing provider level
            HL required 1 3=20
            PRV situational 1 1=BI,PE
            CUR situational 1
            loop 2010AA required 1 Billing provider
                NM1 required 1 1=85
                N2 situational 1
                N3 required 2
                N4 required 1
                REF required 1 1=EI,SY
                REF situational 12
                PER situational 2
            loop 2010AB situational 1 Pay-to address
                NM1 required 1 1=87
                N2 situational 1
                N3 required 1
                N4 required 1
                REF situational 8
            loop 2010AC situational 1 Pay-to plan
                NM1 required 1 1=PE
                N3 required 1
                N4 required 1
                REF situational 1 1=2U,FY,NF
                REF required 1 1=EI
            loop 2000B required * Subscriber level
                HL required 1 3=22
                SBR required 1
                PAT situational 1
                loop 2010BA required 1 Subscriber
                    NM1 required 1 1=IL
                    N2 situational 1
                    N3 situational 1
                    N4 situational 1
                    DMG situational 1
                    REF situational 5
                    PER situational 1
                loop 2010BB required 1 Payer
                    NM1 required 1 1=PR
                    N2 situational 1
                    N3 situational 1
                    N4 situational 1
                    REF situational 3 1=2U,EI,FY,NF
                    REF situational 2 1=G2,LU
                loop 2010BD situational 1 Responsible party and other names of older releases
                    NM1 required 1 1=QD,AO
                    N2 situational 1
                    N3 situational 1
                    N4 situational 1
                    REF situational 4
                loop 2300 situational * anywhere Claim
                    CLM required 1
                    DTP situational 1 1=096
                    DTP required 1 1=434
                    DTP situational 1 1=435
                    DTP situational 1 1=050
                    CL1 required 1
                    PWK situational 10
                    CN1 situational 1
                    AMT situational 1 1=F3
                    AMT situational 1 1=F5
                    AMT situational 2 1=C5,MA
                    REF situational 1 1=4N
                    REF situational 5 1=9F
                    REF situational 5 1=G1
                    REF situational 1 1=F8
                    REF situational 1 1=9A
                    REF situational 1 1=9C
                    REF situational 5 1=LX
                    REF situational 1 1=D9
                    REF situational 1 1=LU
                    REF situational 1 1=EA
                    REF situational 1 1=P4
                    REF situational 1 1=G4
                    REF situational 2 1=DD,F5
                    K3 situational 10
                    NTE situational 10 1=ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI
                    NTE situational 1 1=ADD
                    CR6 situational 1
                    CRC situational 3
                    HI required 1 1-1=ABK,BK
                    HI situational 1 1-1=ABJ,BJ
                    HI situational 1 1-1=APR,PR
                    HI situational 1 1-1=ABN,BN
                    HI situational 1 1-1=DR
                    HI situational 2 1-1=ABF,BF
                    HI situational 1 1-1=BBR,BR,CAH,BP
                    HI situational 2 1-1=BBQ,BQ,BO
                    HI situational 2 1-1=BI
                    HI situational 2 1-1=BH
                    HI situational 2 1-1=BE
                    HI situational 2 1-1=BG
                    HI situational 2 1-1=TC
                    QTY situational 4
                    HCP situational 1
                    loop 2305 situational 6 Home health plan of older releases
                        CR7 required 1
                        HSD situational 12
                    loop 2310A situational 1 Attending provider
                        NM1 required 1 1=71
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2310B situational 1 Operating physician
                        NM1 required 1 1=72
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2310C situational 1 Other operating physician
                        NM1 required 1 1=ZZ,73
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2310D situational 1 Rendering provider
                        NM1 required 1 1=82
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2310E situational 1 Service facility
                        NM1 required 1 1=77,FA
                        PRV situational 1
                        N2 situational 1
                        N3 required 1
                        N4 required 1
                        REF situational 5
                    loop 2310F situational 1 Referring provider
                        NM1 required 1 1=DN
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2320 situational 10 Other subscriber
                        SBR required 1
                        CAS situational 5
                        AMT situational 1 1=D
                        AMT situational 1 1=A8
                        AMT situational 1 1=EAF
                        AMT situational 12 1=AAE,B6,AU,C4,DY,F2,F5,T,T2,T3
                        DMG situational 1
                        OI required 1
                        MIA situational 1
                        MOA situational 1
                        loop 2330A required 1 Other subscriber name
                            NM1 required 1 1=IL
                            N2 situational 1
                            N3 situational 1
                            N4 situational 1
                            REF situational 3
                        loop 2330B required 1 Other payer
                            NM1 required 1 1=PR
                            N2 situational 1
                            N3 situational 1
                            N4 situational 1
                            PER situational 2
                            DTP situational 1 1=573
                            REF situational 3 1=2U,EI,FY,NF
                            REF situational 1 1=G1
                            REF situational 1 1=9F
                            REF situational 1 1=T4
                            REF situational 1 1=F8
                        loop 2330C situational 1 Other payer attending provider
                            NM1 required 1 1=71
                            REF situational 4
                        loop 2330D situational 1 Other payer operating physician
                            NM1 required 1 1=72
                            REF situational 4
                        loop 2330E situational 1 Other payer other operating physician
                            NM1 required 1 1=ZZ,73
                            REF situational 4
                        loop 2330F situational 1 Other payer service facility
                            NM1 required 1 1=77,FA
                            REF situational 4
                        loop 2330G situational 1 Other payer rendering provider
                            NM1 required 1 1=82
                            REF situational 4
                        loop 2330H situational 1 Other payer referring provider
                            NM1 required 1 1=DN
                            REF situational 4
                        loop 2330I situational 1 Other payer billing provider
                            NM1 required 1 1=85
                            REF situational 4
                        loop 2330J situational 1 Other payer patient of older releases
                            NM1 required 1 1=QC
                            REF situational 4
                    loop 2400 required 999 anywhere Service line
                        LX required 1
                        SV2 required 1
                        PWK situational 10
                        DTP situational 1 1=472
                        DTP situational 1 1=866
                        REF situational 1 1=6R
                        REF situational 1 1=9B
                        REF situational 1 1=9D
                        AMT situational 1 1=GT
                        AMT situational 1 1=N8
                        NTE situational 1 1=TPO
                        HCP situational 1
                        loop 2410 situational 25 Drug
                            LIN required 1
                            CTP required 1
                            REF situational 1 1=VY,XZ
                        loop 2420A situational 1 Operating physician of the line
                            NM1 required 1 1=72
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2420B situational 1 Other operating physician of the line
                            NM1 required 1 1=ZZ,73
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2420C situational 1 Rendering provider of the line
                            NM1 required 1 1=82
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2420D situational 1 Referring provider of the line
                            NM1 required 1 1=DN
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2420E situational 1 Attending provider of the line, older releases
                            NM1 required 1 1=71
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2430 situational 15 Line adjudication
                            SVD required 1
                            CAS situational 5
                            DTP required 1 1=573
                            AMT situational 1 1=EAF
                loop 2000C situational * Patient level
                    HL required 1 3=23
                    PAT required 1
                    loop 2010CA required 1 Patient
                        NM1 required 1 1=QC
                        N2 situational 1
                        N3 required 1
                        N4 required 1
                        DMG required 1
                        REF situational 5
                        PER situational 1
                    same 2300
        SE required 1

        """
}
