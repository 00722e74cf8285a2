import Testing
import Workbench

@Suite("Console access")
struct ConsoleAccessTests {
    @Test("goes its whole way step by step, and each state says whose turn it is")
    func way() throws {
        var state = ConsoleAccess.notSetUp
        var visited = [state]
        var turns: [ConsoleAccessSide?] = []
        while let next = state.next {
            turns.append(state.turn)
            state = try next.applied(to: state)
            visited.append(state)
        }
        #expect(visited == ConsoleAccess.way)
        #expect(
            turns == [
                .customer, .customer, .provider, .customer, .customer, .provider, .provider, .provider,
            ])
        #expect(state == .active && state.turn == nil)
    }

    @Test("no state can be skipped: of all acts only the next one and giving up are allowed")
    func noSkipping() {
        for state in ConsoleAccess.allCases {
            let allowed = ConsoleAccessAct.allCases.filter { (try? $0.applied(to: state)) != nil }
            var expected: Set<ConsoleAccessAct> = []
            if let next = state.next { expected.insert(next) }
            if state.isUnderWay { expected.insert(.cancel) }
            if state == .active { expected.insert(.revoke) }
            if state == .cancelled || state == .revoked { expected.insert(.restart) }
            #expect(Set(allowed) == expected, "\(state)")
        }
    }

    @Test("a step out of turn is refused with what comes next")
    func words() {
        let error = #expect(throws: WorkbenchError.self) { try ConsoleAccessAct.activate.applied(to: .requested) }
        #expect(error?.code == .conflict)
        #expect(error?.message.contains("publish the code in the dns") == true)
    }

    @Test(
        "the user's address is lower case, with underscores for what no mailbox name should hold",
        arguments: [
            ("Acme Corp", 1, "soc+acme_corp@soc.example"), ("ACME", 2, "soc+acme_2@soc.example"),
            ("Über & Söhne GmbH", 1, "soc+_ber_s_hne_gmbh@soc.example"), ("a-b", 1, "soc+a-b@soc.example"),
        ])
    func email(_ organization: String, _ number: Int, _ expected: String) {
        #expect(
            ConsoleAccessRecord.email(organization: organization, domain: "SOC.example", number: number) == expected)
    }
}
