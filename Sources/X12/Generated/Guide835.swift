// Made from Guides/835.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/835.txt`.
    static let guide835 = """
        # Health Care Claim Payment/Advice (X221). Structure only.
        guide 835
        transaction 835
        versions 005010X221 005010X221A1
        older 004010X091 004010X091A1
        unused ST 3

        ST required 1
        BPR required 1
        NTE situational *
        TRN required 1
        CUR situational 1
        REF situational 1 1=EV
        REF situational 1 1=F2
        DTM situational 1 1=405
        loop 1000A required 1 Payer
            N1 required 1 1=PR
            N3 required 1
            N4 required 1
            REF situational 4 1=2U,EO,HI,NF
            PER situational 1 1=CX
            PER situational * 1=BL
            PER situational 1 1=IC
        loop 1000B required 1 Payee
            N1 required 1 1=PE
            N3 situational 1
            N4 situational 1
            REF situational * 1=0B,D3,PQ,TJ
            RDM situational 1
        loop 1000C situational * Other name
            N1 required 1 1=RM
            N3 situational 1
            N4 situational 1
            REF situational *
        loop 2000 situational * Header number
            LX required 1
            TS3 situational 1
            TS2 situational 1
            loop 2100 required * anywhere Claim payment
                CLP required 1
                CAS situational 99
                NM1 required 1 1=QC
                NM1 situational 1 1=IL
                NM1 situational 1 1=74
                NM1 situational 1 1=82
                NM1 situational 1 1=TT
                NM1 situational 1 1=PR
                NM1 situational 1 1=GB
                MIA situational 1
                MOA situational 1
                REF situational 5 1=1L,1W,28,6P,9A,9C,BB,CE,EA,F8,G1,G3,IG,SY
                REF situational 10 1=0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,LU
                DTM situational 2 1=232,233
                DTM situational 1 1=036
                DTM situational 1 1=050
                PER situational 2 1=CX
                AMT situational 13 1=AU,D8,DY,F5,I,NL,T,T2,ZK,ZL,ZM,ZN,ZO
                QTY situational 14 1=CA,CD,LA,LE,NE,NR,OU,PS,VS,ZK,ZL,ZM,ZN,ZO
                loop 2110 situational 999 anywhere Service payment
                    SVC required 1
                    DTM situational 2 1=150,151,472
                    CAS situational 99
                    REF situational 8 1=1S,APC,BB,E9,G1,G3,LU,RB
                    REF situational 1 1=6R
                    REF situational 10 1=0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ
                    REF situational 5 1=0K
                    AMT situational 9 1=B6,KH,T,T2,ZK,ZL,ZM,ZN,ZO
                    QTY situational 6 1=ZK,ZL,ZM,ZN,ZO
                    LQ situational 99 1=HE,RX
        PLB situational *
        SE required 1

        """
}
