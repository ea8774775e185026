import Access
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("An identity") struct IdentityTests {
    private let identity = Identity(issuer: "https://id.example", subject: "s1")

    @Test func `belongs to the one account to which it was linked, for good, while that stands`() throws {
        let world = try SignInWorld()
        let (plane, why) = (world.plane, SignInWorld.why)
        try plane.addAccount("user:bob", human: "bob", reason: why)
        #expect(try plane.account(of: identity) == nil)
        try plane.link(identity, to: "user:ada", reason: why)
        #expect(try plane.account(of: identity)?.rawValue == "user:ada")
        for other in [
            Identity(issuer: "https://id.example", subject: "s2"),
            Identity(issuer: "https://id2.example", subject: "s1"),
        ] {
            #expect(try plane.account(of: other) == nil)
        }
        #expect(throws: ControlPlaneError.self) { try plane.link(identity, to: "user:ada", reason: why) }
        #expect(throws: ControlPlaneError.self) { try plane.link(identity, to: "user:bob", reason: why) }
        let token = try world.session()
        try plane.unlink(identity, from: "user:ada", reason: why)
        #expect(try plane.session(of: token) == nil)
        #expect(try plane.account(of: identity) == nil)
        #expect(throws: ControlPlaneError.self) { try plane.unlink(identity, from: "user:ada", reason: why) }
        #expect(throws: ControlPlaneError.self) { try plane.link(identity, to: "user:bob", reason: why) }
        try plane.link(identity, to: "user:ada", reason: why)
        #expect(try plane.account(of: identity)?.rawValue == "user:ada")
        _ = try plane.rebuild()
        #expect(try plane.account(of: identity)?.rawValue == "user:ada")
        try plane.endAccount("user:ada", reason: why)
        #expect(try plane.account(of: identity) == nil)
    }

    @Test func `is linked by those with the right, to people's accounts, and names its issuer by a URL`() throws {
        let world = try SignInWorld()
        let (plane, why) = (world.plane, SignInWorld.why)
        try plane.addAccount("user:bob", human: "bob", reason: why)
        #expect(throws: ControlPlaneError.self) {
            try plane.acting(as: "user:bob").link(identity, to: "user:ada", reason: why)
        }
        for (issuer, subject) in [("id.example", "s1"), ("", "s1"), ("https://id.example", ""), ("https://a b", "s1")] {
            #expect(throws: ControlPlaneError.self) {
                try plane.link(Identity(issuer: issuer, subject: subject), to: "user:ada", reason: why)
            }
        }
        #expect(throws: ControlPlaneError.self) { try plane.link(identity, to: "service:feed", reason: why) }
        #expect(throws: ControlPlaneError.self) { try plane.link(identity, to: "user:none", reason: why) }
    }
}
