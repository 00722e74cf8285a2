import GraphQL
import Testing
import WizEmulator

@testable import Wiz

@Suite("Documents that the client sends")
struct DocumentTests {
    @Test("Every document is valid for the tenant's schema", arguments: Wiz.Operation.all)
    func valid(_ operation: Wiz.Operation) throws {
        let executor = GraphQLExecutor(schema: try Schema(sdl: WizSchema.sdl))
        #expect(executor.validate(operation.document) == [])
        let summary = try #require(executor.summary(of: GraphQLRequest(query: operation.document)))
        #expect(summary.rootFields == [operation.rootField])
        #expect((summary.kind == .mutation) == (operation.kind == .mutation))
    }

    @Test("A document with a field that Wiz does not know would be found out")
    func invalid() throws {
        let executor = GraphQLExecutor(schema: try Schema(sdl: WizSchema.sdl))
        let document = Wiz.Operation.issues.document.replacing("statusChangedAt", with: "statusChangedWhen")
        #expect(!executor.validate(document).isEmpty)
    }

    @Test("Documents have names of their own")
    func names() {
        #expect(Set(Wiz.Operation.all.map(\.name)).count == Wiz.Operation.all.count)
        for operation in Wiz.Operation.all { #expect(operation.document.contains(" \(operation.name)")) }
    }
}
