// Made from Guides/999.txt by scripts/embed-guides.py. Do not edit.

extension GuideText {
    /// The text of `Guides/999.txt`.
    static let guide999 = """
        # Implementation Acknowledgment (X231), and the 997 functional acknowledgment, which has AK3 to AK5 for IK3 to IK5.
        guide 999
        transaction 999 997
        versions 005010X231 005010X231A1
        older 005010X230 004010

        ST required 1
        AK1 required 1
        loop 2000 situational * Transaction set response
            AK2 required 1
            loop 2100 situational * Segment in error
                IK3 required 1
                CTX situational 10
                loop 2110 situational * Element in error
                    IK4 required 1
                    CTX situational 10
            loop 2100X situational * Segment in error, 997
                AK3 required 1
                loop 2110X situational * Element in error, 997
                    AK4 required 1
            IK5 situational 1
            AK5 situational 1
        AK9 required 1
        SE required 1

        """
}
