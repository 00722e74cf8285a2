import Testing
import Workbench

@Suite("What a principal may do")
struct PrincipalTests {
    func principal(_ role: Role, isReadOnly: Bool = false) -> Principal {
        Principal(
            actorID: .init("a"), organizationID: .init("own"), displayName: "Ada", role: role, isReadOnly: isReadOnly)
    }

    @Test("the provider's people see every organization, a customer's only their own", arguments: Role.allCases)
    func scope(role: Role) {
        let scope = principal(role).scope
        #expect(scope.allows(.init("own")))
        #expect(scope.allows(.init("other")) == role.isProvider)
    }

    @Test("a read-only key changes nothing, whatever its role", arguments: Role.allCases)
    func readOnly(role: Role) {
        #expect(throws: WorkbenchError.self) { try principal(role, isReadOnly: true).requireWriter() }
        #expect(throws: WorkbenchError.self) { try principal(role, isReadOnly: true).requireAdministrator() }
        #expect(throws: Never.self) { try principal(role).requireWriter() }
    }

    @Test("only administrators administer")
    func administrators() {
        #expect(throws: Never.self) { try principal(.providerAdministrator).requireAdministrator() }
        #expect(throws: Never.self) { try principal(.organizationAdministrator).requireAdministrator() }
        #expect(throws: WorkbenchError.self) { try principal(.providerAnalyst).requireAdministrator() }
        #expect(throws: WorkbenchError.self) { try principal(.organizationAnalyst).requireAdministrator() }
    }
}
