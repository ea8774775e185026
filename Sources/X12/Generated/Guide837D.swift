// Made from Guides/837D.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/837D.txt`.
    static let guide837D = """
        # Health Care Claim: Dental (X224). Structure only.
        guide 837D
        transaction 837
        versions 005010X224 005010X224A1 005010X224A2 005010X224A3 005010X293 005010X300
        older 004010X097 004010X097A1

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
                    DTP situational 1 1=431
                    DTP situational 1 1=454
                    DTP situational 1 1=304
                    DTP situational 1 1=453
                    DTP situational 10 1=439
                    DTP situational 10 1=484
                    DTP situational 1 1=455
                    DTP situational 1 1=471
                    DTP situational 1 1=314
                    DTP situational 1 1=360
                    DTP situational 1 1=361
                    DTP situational 1 1=297
                    DTP situational 1 1=296
                    DTP situational 1 1=435
                    DTP situational 1 1=096
                    DTP situational 2 1=090,091
                    DTP situational 1 1=444
                    DTP situational 1 1=050
                    DTP situational 10 1=938,330,461,452,472
                    DN1 situational 1
                    DN2 situational 35
                    PWK situational 10
                    CN1 situational 1
                    AMT situational 1 1=F5
                    AMT situational 1 1=MA
                    AMT situational 1 1=NE
                    REF situational 1 1=4N
                    REF situational 1 1=F5
                    REF situational 1 1=EW
                    REF situational 1 1=9F
                    REF situational 1 1=G1
                    REF situational 1 1=F8
                    REF situational 3 1=X4
                    REF situational 1 1=9A
                    REF situational 1 1=9C
                    REF situational 1 1=LX
                    REF situational 1 1=D9
                    REF situational 1 1=EA
                    REF situational 1 1=P4
                    REF situational 1 1=1J
                    K3 situational 10
                    NTE situational 1 1=ADD,CER,DCP,DGN,TPO
                    CR1 situational 1
                    CR2 situational 1
                    CRC situational 3 1=07
                    CRC situational 3 1=E1,E2,E3
                    CRC situational 1 1=75
                    CRC situational 1 1=ZZ
                    HI situational 1 1-1=ABK,BK
                    HI situational 1 1-1=BP
                    HI situational 2 1-1=BG
                    HCP situational 1
                    loop 2305 situational 6 Home health plan of older releases
                        CR7 required 1
                        HSD situational 12
                    loop 2310A situational 2 Referring provider
                        NM1 required 1 1=DN,P3
                        PRV situational 1
                        N2 situational 1
                        REF situational 5
                    loop 2310B situational 1 Rendering provider
                        NM1 required 1 1=82
                        PRV situational 1 1=PE
                        N2 situational 1
                        REF situational 5
                    loop 2310C situational 1 Service facility
                        NM1 required 1 1=77,FA,LI,TL
                        N2 situational 1
                        N3 required 1
                        N4 required 1
                        REF situational 5
                        PER situational 1
                    loop 2310D situational 1 Supervising provider
                        NM1 required 1 1=DQ
                        N2 situational 1
                        REF situational 5
                    loop 2310E situational 1 Ambulance pick-up
                        NM1 required 1 1=PW
                        N3 required 1
                        N4 required 1
                    loop 2310F situational 1 Ambulance drop-off
                        NM1 required 1 1=45
                        N3 required 1
                        N4 required 1
                    loop 2310G situational 1 Purchased service provider of older releases
                        NM1 required 1 1=QB
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
                        loop 2330C situational 2 Other payer referring provider
                            NM1 required 1 1=DN,P3
                            REF required 3
                        loop 2330D situational 1 Other payer rendering provider
                            NM1 required 1 1=82
                            REF required 3
                        loop 2330E situational 1 Other payer service facility
                            NM1 required 1 1=77,FA,LI,TL
                            REF required 3
                        loop 2330F situational 1 Other payer supervising provider
                            NM1 required 1 1=DQ
                            REF required 3
                        loop 2330G situational 1 Other payer billing provider
                            NM1 required 1 1=85
                            REF required 2
                        loop 2330H situational 1 Other payer patient of older releases
                            NM1 required 1 1=QC
                            REF situational 3
                    loop 2400 required 50 anywhere Service line
                        LX required 1
                        SV3 required 1
                        TOO situational 32
                        DTP situational 1 1=472
                        DTP situational 1 1=471
                        DTP situational 1 1=607
                        DTP situational 1 1=463
                        DTP situational 1 1=461
                        DTP situational 1 1=304
                        DTP situational 2 1=738,739
                        DTP situational 1 1=011
                        DTP situational 1 1=455
                        DTP situational 1 1=454
                        DTP situational 1 1=446,452,453,330,119,480,481,431,484,439
                        QTY situational 1 1=PT
                        QTY situational 1 1=FL
                        QTY situational 5 1=BF,EC,EM,HM,HO,HP,P3,P4,P5,SG
                        MEA situational 20
                        CN1 situational 1
                        REF situational 1 1=9B
                        REF situational 1 1=9D
                        REF situational 5 1=G1
                        REF situational 1 1=6R
                        REF situational 1 1=EW
                        REF situational 1 1=X4
                        REF situational 1 1=F4
                        REF situational 1 1=BT
                        REF situational 5 1=9F
                        REF situational 2 1=OZ,VP,LX,P4,1S,TP,D9
                        AMT situational 1 1=T
                        AMT situational 1 1=F4
                        AMT situational 1 1=AAE
                        K3 situational 10
                        NTE situational 1 1=ADD,DCP,PMT
                        NTE situational 1 1=TPO
                        PS1 situational 1
                        HSD situational 1
                        HCP situational 1
                        loop 2410 situational 25 Drug
                            LIN required 1
                            CTP required 1
                            REF situational 1 1=VY,XZ
                        loop 2420A situational 1 Rendering provider of the line
                            NM1 required 1 1=82
                            PRV situational 1 1=PE
                            N2 situational 1
                            REF situational 20
                        loop 2420B situational 1 Purchased service provider
                            NM1 required 1 1=QB
                            REF situational 20
                        loop 2420C situational 1 Service facility of the line
                            NM1 required 1 1=77,FA,LI,TL
                            N2 situational 1
                            N3 required 1
                            N4 required 1
                            REF situational 5
                        loop 2420D situational 1 Supervising provider of the line
                            NM1 required 1 1=DQ
                            N2 situational 1
                            REF situational 20
                        loop 2420E situational 1 Ordering provider
                            NM1 required 1 1=DK
                            N2 situational 1
                            N3 situational 1
                            N4 situational 1
                            REF situational 20
                            PER situational 1
                        loop 2420F situational 2 Referring provider of the line
                            NM1 required 1 1=DN,P3
                            PRV situational 1
                            N2 situational 1
                            REF situational 20
                        loop 2420G situational 4 Ambulance pick-up of the line
                            NM1 required 1 1=PW,PR
                            N3 required 1
                            N4 required 1
                            REF situational 2
                        loop 2420H situational 1 Ambulance drop-off of the line
                            NM1 required 1 1=45
                            N3 required 1
                            N4 required 1
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
