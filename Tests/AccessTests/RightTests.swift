import Access
import AccessModel
import Testing

@Suite("A right") struct RightTests {
    @Test func `is one that the product has`() {
        #expect(Set(Right.all.map(\.description)) == AccessModel.catalogue)
        #expect(Right.all.count == AccessModel.catalogue.count)
    }

    @Test func `that decides something is for people`() {
        #expect(Set(Action.allCases.filter(\.isForPeople)) == AccessModel.forPeople)
        #expect(Set(Action.allCases.filter(\.isLook)) == [.search, .read, .export])
    }

    @Test func `uses every action, and every group of fields stands somewhere`() {
        #expect(Set(Right.all.map(\.action)) == Set(Action.allCases))
        #expect(Set(Right.all.map(\.resource)) == Set(Resource.allCases))
        #expect(Resource.allCases.reduce(FieldMask()) { $0.union($1.fields) } == .all)
    }

    @Test func `shows groups of fields by their names`() {
        for group in FieldGroup.allCases {
            #expect(FieldGroup(name: group.name) == group)
            #expect(FieldMask([group]).groups == [group])
        }
        #expect(FieldGroup(name: "everything") == nil)
        let (one, other) = (FieldMask([.identity, .amounts]), FieldMask([.amounts, .freeText]))
        #expect(one.meet(other).groups == [.amounts])
        #expect(one.meet(.all) == one)
        #expect(one.meet([]).groups == [])
    }
}
