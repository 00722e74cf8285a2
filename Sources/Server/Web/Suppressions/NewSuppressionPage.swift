import Detection
import Pipeline
import Workbench

/// The form for a new suppression, with what it would have done when somebody asked.
struct NewSuppressionPage: Sendable {
    /// Spans that the form offers, in days; blank never expires.
    static let spans: [(days: String, words: String)] = [
        ("7", "In a week"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), ("", "Never"),
    ]

    var shell: Shell
    var problem: String?
    var fields: [FormField]
    var condition: String
    var conditionError: String?
    var scopes: [Choice]
    var places: [Choice]
    var expiries: [Choice]
    var dismisses: Bool
    var preview: PreviewView?

    /// What it would have done, in words.
    struct PreviewView: Sendable {
        var summary: String
        var examples: [String]
        var hasExamples: Bool
        var dismissals: [String]
        var hasDismissals: Bool

        init(_ preview: SuppressionPreview) {
            let looked = preview.isCut ? "the newest \(grouped(preview.examined))" : "all \(grouped(preview.examined))"
            summary =
                "Of \(looked) issues and detections of the last \(SuppressionPreview.days) days it meets "
                + "\(grouped(preview.matched)); detection rules find \(grouped(preview.suppressed)) of these, whose "
                + "alerts it would have suppressed. It would have dismissed \(grouped(preview.dismissed)) issues."
            examples = preview.examples.map { "\(IssueWords.kind($0.kind)): \($0.content.name.shortened(to: 200))" }
            hasExamples = !examples.isEmpty
            dismissals = preview.dismissals.map {
                "\($0.issueName.shortened(to: 200)): \($0.write.status ?? "unchanged")"
            }
            hasDismissals = !dismissals.isEmpty
        }
    }

    init(
        _ typed: QueryItems, scopes: [Choice], problem: WorkbenchError? = nil, preview: SuppressionPreview? = nil,
        shell: Shell
    ) {
        self.shell = shell
        self.scopes = scopes
        self.problem = problem?.message
        self.preview = preview.map(PreviewView.init)
        func fault(_ field: String) -> String? { problem?.field == field ? problem?.message : nil }
        fields = [
            FormField("name", "Name", value: typed.first("name") ?? "", error: fault("name")),
            FormField(
                "reason", "Reason", help: "Why this need not be looked at. It stands in the history and in the note.",
                value: typed.first("reason") ?? "", error: fault("reason")),
        ]
        condition = typed.first("condition") ?? ""
        conditionError = fault("condition")
        let place = typed["place"] ?? Suppression.Place.workbench.rawValue
        places = [
            Choice(
                Suppression.Place.workbench.rawValue, "In the workbench: alerts open and close at once",
                isChosen: place == Suppression.Place.workbench.rawValue),
            Choice(
                Suppression.Place.detection.rawValue, "At detection: no alert is opened",
                isChosen: place == Suppression.Place.detection.rawValue),
        ]
        let days = typed.first("days") ?? "90"
        expiries = NewSuppressionPage.spans.map { Choice($0.days, $0.words, isChosen: $0.days == days) }
        dismisses = typed["dismisses"] != nil
    }

    func html() throws -> String { try Templates.render(self, with: "NewSuppression") }

    /// What was typed, for the form after an alert: the same finding on the same resource.
    static func like(_ alert: Alert, _ vendorAlert: VendorAlert) -> QueryItems {
        QueryItems([
            .init(name: "name", value: String("Like \(vendorAlert.content.name)".prefix(Suppression.nameLimit))),
            .init(name: "condition", value: EventCondition.likeness(of: vendorAlert)),
            .init(name: "scope", value: "device:\(alert.deviceID.rawValue)"),
        ])
    }
}
