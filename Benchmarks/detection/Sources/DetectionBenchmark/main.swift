// How many normalised events a second of processor time one core takes through the rule pack, and what a tenfold pack costs.
//
//     swift run -c release --package-path Benchmarks/detection DetectionBenchmark Rules [SECONDS]

import Detection
import Foundation
import Workbench

guard CommandLine.arguments.count > 1 else {
    print("usage: DetectionBenchmark RULES [SECONDS]")
    exit(2)
}
let directory = CommandLine.arguments[1]
let seconds = CommandLine.arguments.count > 2 ? Double(CommandLine.arguments[2]) ?? 3 : 3
let clock = ContinuousClock()

/// Events as a tenant sends them: the listed types by turns, a third of them with a process tree.
func events(_ types: [IssueType]) -> [DetectionEvent] {
    types.enumerated().map { index, type in
        let process = VendorAlertContent.Process(
            commandLine: "/usr/bin/node server.js --port \(index)", path: "/usr/bin/node", user: "app",
            container: "web-\(index % 40)", image: "registry.example/web:\(index % 9)")
        let event = VendorAlertContent.TriggeringEvent(
            name: "GetObject", origin: "AWS_CLOUDTRAIL", source: "s3.amazonaws.com", ip: "203.0.113.\(index % 250)",
            processes: index % 3 == 0 ? [process] : [])
        let resource = VendorAlertContent.Resource(
            id: "res-\(index)", name: "web-\(index)", type: "VIRTUAL_MACHINE", region: "eu-west-1", cloud: "AWS")
        let content = VendorAlertContent(
            name: type.name, description: "Something happened on web-\(index).", severity: .high,
            rule: .init(id: "rule-\(index)", name: type.name), resource: resource, events: [event])
        return DetectionEvent(kind: type.isPostExploit ? .detection : .issue, content: content)
    }
}

/// Rules that look for one made-up name each, in the ways in which the pack's own rules do.
func generated(_ count: Int) -> [(file: String, text: String)] {
    (0..<count).map { number in
        let digits = String(number, radix: 16)
        let id = "10000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        let text = """
            title: Generated \(number)
            id: \(id)
            logsource:
                product: wiz
            detection:
                name:
                    name|contains:
                        - 'Tool\(number) executed'
                        - 'Implant\(number)'
                command:
                    process.command_line|contains|all:
                        - '/opt/tool\(number)'
                        - '--run'
                condition: name or command
            """
        return ("generated/\(number).yml", text)
    }
}

/// Time that the processor spent on this program, in seconds: the same on a busy machine as on an idle one.
func processorTime() -> Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func measure(_ title: String, _ pack: RulePack, _ events: [DetectionEvent]) -> Double {
    var count = 0
    var matches = 0
    let start = processorTime()
    var elapsed = 0.0
    while elapsed < seconds {
        for event in events { matches += pack.matches(event).count }
        count += events.count
        elapsed = processorTime() - start
    }
    let rate = Double(count) / max(elapsed, 1e-9)
    print(
        "\(title): \(pack.rules.count) rules, \(Int(rate)) events/s, \(matches / max(1, count / events.count)) matches a round"
    )
    return rate
}

let paths = try FileManager.default.subpathsOfDirectory(atPath: directory).filter { $0.hasSuffix(".yml") }.sorted()
let own = try paths.map { (file: $0, text: try String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8)) }
let list = try String(contentsOfFile: "\(directory)/\(IssueType.fileName)", encoding: .utf8)
let stream = events(try IssueType.parse(csv: list))

let loading = clock.measure { _ = RulePack(sources: own) }
print("loading the pack: \(loading)")
_ = measure("the pack", RulePack(sources: own), stream)
let few = RulePack(sources: own + generated(max(0, 400 - paths.count)))
let many = RulePack(sources: own + generated(max(0, 4_000 - paths.count)))
let fewRate = measure("filled up to 400", few, stream)
let manyRate = measure("filled up to 4,000", many, stream)
print("cost of an event at ten times the rules: \(fewRate / manyRate) times")
_ = measure("400 generated alone", RulePack(sources: generated(400)), stream)
