import Pipeline
import Workbench

/// A test of a connection, permission by permission.
struct ConnectionReportView: Sendable {
    struct Problem: Sendable {
        var title: String
        var words: String
    }

    struct Permission: Sendable {
        var name: String
        var purpose: String
        var state: StateMark
        var words: String?
        /// The style of the words.
        var tone: String
    }

    var state: StateMark
    /// Environment and region.
    var place: String?
    var problems: [Problem]
    var warnings: [String]
    var permissions: [Permission]
    var hasPermissions: Bool

    init(_ report: ConnectionReport) {
        state =
            report.isGood
            ? StateMark("Everything needed is there", shape: "✓", .good)
            : StateMark(report.problems.isEmpty ? "Not complete" : "Does not work", shape: "✕", .bad)
        let parts = [report.environment, report.region.map { "data centre \($0)" }].compactMap { $0 }
        place = parts.isEmpty ? nil : parts.joined(separator: ", ").shortened(to: 200)
        problems = report.problems.map { Problem(title: $0.kind.words, words: $0.words.shortened(to: 600)) }
        warnings = report.warnings.map { $0.shortened(to: 600) }
        permissions = report.permissions.map(Permission.init)
        hasPermissions = !permissions.isEmpty
    }
}

extension ConnectionReportView.Permission {
    init(_ permission: ConnectionReport.Permission) {
        name = permission.name
        purpose = permission.purpose
        words = permission.words?.shortened(to: 600)
        let isRed = permission.isRequired && permission.verdict != .granted
        tone = isRed ? "tone-bad" : "quiet"
        switch permission.verdict {
        case .granted: state = StateMark("Granted", shape: "✓", .good)
        case .missing:
            state =
                permission.isRequired
                ? StateMark("Missing", shape: "✕", .bad) : StateMark("Not granted", shape: "–", .quiet)
        case .unlicensed: state = StateMark("No licence", shape: "✕", .bad)
        case .unknown: state = StateMark("Not known", shape: "?", isRed ? .bad : .quiet)
        }
    }
}
