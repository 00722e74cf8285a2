import Workbench

/// What the vendor's console is told about an investigation.
struct InvestigationNote {
    let investigation: Investigation
    /// Of the alert through which the issue hears of it; the analyst's own assessment comes first.
    let severity: Severity
    /// Who acted.
    let name: String
    let why: String?

    func note(for kind: WorkflowEvent.Kind, link: String) -> SyncNote {
        SyncNote(headline: headline(for: kind), details: details(for: kind), link: link)
    }

    private func headline(for kind: WorkflowEvent.Kind) -> String {
        let noun = investigation.noun
        switch kind {
        case .investigationToIncident: return "Confirmed as an incident in Watchfloor by \(name)."
        case .investigationReopened: return "\(noun.sentence) reopened in Watchfloor by \(name)."
        case .investigationClosed, .incidentClosed:
            return "\(noun.sentence) closed in Watchfloor as "
                + "\(investigation.decision?.words.lowercased() ?? "closed") by \(name)."
        default:
            return investigation.isIncident
                ? "Part of an incident in Watchfloor." : "Under investigation in Watchfloor."
        }
    }

    private func details(for kind: WorkflowEvent.Kind) -> [String] {
        let title = "\(investigation.shortLink) · \(investigation.title)"
        let severity = investigation.assessment.analystSeverity?.rawValue ?? severity.rawValue
        switch kind {
        case .investigationToIncident: return ["\(title) · severity \(severity.lowercased())"]
        case .investigationClosed, .incidentClosed: return [title, investigation.closeComment ?? ""]
        case .investigationReopened: return [title, why ?? ""]
        default: return [investigation.isIncident ? "\(title) · severity \(severity.lowercased())" : title]
        }
    }
}

extension String {
    /// As it begins a sentence.
    fileprivate var sentence: String { "\(prefix(1).uppercased())\(dropFirst())" }
}
