import Detection
import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    static let rules = RulePack(sources: [
        (
            "execution/shell.yml",
            """
            title: Reverse <shell>
            id: 0a4d2c1e-0000-4000-8000-000000000001
            name: shell
            description: A shell that calls home.
            status: test
            level: high
            tags: [attack.execution, attack.t1059.004, attack.t1059]
            references: ['https://attack.mitre.org/techniques/T1059/', 'javascript:alert(1)']
            falsepositives: [Exercises.]
            logsource: {product: cloud}
            detection:
                selection:
                    name|contains: shell
                condition: selection
            custom:
                triage: [Who opened it?]
                tests:
                    -   name: A shell
                        event: {name: Reverse shell}
                        fires: true
                    -   name: Wrongly expected
                        event: {name: Disk}
                        fires: true
            """
        ),
        (
            "several.yml",
            """
            title: Several shells
            id: 0a4d2c1e-0000-4000-8000-000000000002
            level: critical
            tags: [attack.impact, attack.t1059]
            correlation:
                type: event_count
                rules: [shell]
                group-by: [resource.id]
                timespan: 1h
                condition: {gte: 3}
                generate: true
            """
        ),
        (
            "filter.yml",
            """
            title: Not the exercises
            id: 0a4d2c1e-0000-4000-8000-000000000003
            logsource: {product: cloud}
            filter:
                rules: any
                exercise:
                    name|contains: exercise
                condition: not exercise
            """
        ),
        ("broken.yml", "title: broken"),
    ])

    /// The pages of detection rules, in the states that together reach every tag.
    static func detectionPages(_ shell: Shell) -> [(template: String, page: Any)] {
        let today = Sparkline.day(now)
        let rule = rules.rules[0]
        let hits = [
            RuleHits(ruleID: rule.id, day: today, count: 3), RuleHits(ruleID: rule.id, day: today - 7, count: 9),
        ]
        let facts = DetectionRulePage.Facts(
            hits: hits, alerts: [alert(1), alert(status: .closed)], suppressions: [suppression()], organizations: [])
        let none = DetectionRulePage.Facts(hits: [], alerts: [], suppressions: [], organizations: [])
        let empty = RulePack(sources: [])
        let proposal = FilterProposal(
            alert: alert(status: .closed), document: "title: x", examined: 2, keptOut: [alert(status: .closed)])
        let nothing = FilterProposal(alert: alert(status: .closed), document: "title: x", examined: 0, keptOut: [])
        return [
            (
                "DetectionList",
                DetectionListPage(rules, hits: hits, filter: .init(QueryItems("")), now: now, shell: shell)
            ),
            (
                "DetectionList",
                DetectionListPage(empty, hits: [], filter: .init(QueryItems("tactic=TA0002")), now: now, shell: shell)
            ),
            (
                "DetectionList",
                DetectionListPage(empty, hits: [], filter: .init(QueryItems("")), now: now, shell: shell)
            ),
            ("DetectionRule", DetectionRulePage(rule, in: rules, facts: facts, now: now, shell: shell)),
            ("DetectionRule", DetectionRulePage(rules.rules[1], in: empty, facts: none, now: now, shell: shell)),
            ("Coverage", CoveragePage(rules.rules, shell: shell)),
            ("Coverage", CoveragePage([], shell: shell)),
            ("FilterProposal", FilterProposalPage(proposal, rule: rule, viewer: analyst, now: now, shell: shell)),
            ("FilterProposal", FilterProposalPage(nothing, rule: rule, viewer: reader, now: now, shell: shell)),
        ]
    }
}
