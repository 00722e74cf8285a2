import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's attack stories")
struct StoryTests {
    @Test("There are ten, and every rule that they speak of is known")
    func rules() {
        #expect(AttackStory.all.count == 10)
        let known = Set(ThreatRules.all.map(\.name))
        for step in AttackStory.all.flatMap(\.steps) {
            switch step {
            case .sign(let name), .threat(let name), .more(let name): #expect(known.contains(name), "\(name)")
            case .verdict(let reason, _): #expect(ResolutionReason.forThreats.contains(reason))
            }
        }
    }

    @Test("A story unfolds to its end in one account", arguments: AttackStory.all.map(\.name))
    func unfolds(name: String) async throws {
        let story = try #require(AttackStory.all.first { $0.name == name })
        let threats = story.steps.count { if case .threat = $0 { true } else { false } }
        let extras = story.steps.count {
            switch $0 {
            case .sign, .more: true
            default: false
            }
        }
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 0)) { tenant in
            let begun = try await tenant.send(
                .post, "/_emulator/stories", ["name": .string(name), "secondsPerStep": 0.01])
            #expect(begun.status == 202)
            try await poll {
                let issues = try await tenant.send(.get, "/_emulator/issues").json
                let both = try await tenant.graphQL(
                    "{ detections(first: 500, filterBy: {type: {equals: [GENERATED_THREAT, MATCH_ONLY]}}) { totalCount } }"
                )
                return issues["total"]?.intValue == Int64(threats)
                    && (both[path: "data.detections.totalCount"]?.intValue ?? 0) >= threats + extras
            }
            if name == "red-team" {
                try await poll {
                    let issues = try await tenant.send(.get, "/_emulator/issues?status=RESOLVED").json
                    return issues["total"]?.intValue == Int64(threats)
                }
            }
            let accounts = try await tenant.graphQL(
                "{ issues(first: 50) { nodes { cloudAccounts { id cloudProvider } } } }")
            let found = (accounts[path: "data.issues.nodes"]?.listValue ?? []).compactMap {
                $0[path: "cloudAccounts.0"]
            }
            #expect(Set(found).count == 1)
            #expect(found.first?.text("cloudProvider") == story.platform)
        }
    }

    @Test("An unknown story is refused with the names of those there are")
    func unknown() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 0)) { tenant in
            let answer = try await tenant.send(.post, "/_emulator/stories", ["name": "nothing"])
            #expect(answer.status == 400)
            #expect(answer.text.contains("crypto-miner"))
        }
    }
}
