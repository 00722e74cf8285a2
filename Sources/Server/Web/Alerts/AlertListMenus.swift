import Pipeline
import Workbench

/// What stands over the alerts list: tabs by severity, menus, the form with the rarer filters, saved views.
extension AlertListPage {
    /// A saved view in the menu.
    struct View: Sendable {
        var name: String
        var address: String
        /// Where it is deleted.
        var removal: String
    }

    /// Selects and inputs of the rarer filters.
    struct FilterForm: Sendable {
        /// What the address says beside the form's own fields.
        var kept: [Choice]
        var sources: [Choice]
        var devices: [Choice]
        var tactics: [Choice]
        var periods: [Choice]
        var technique: String
        var resource: String
        var account: String
        /// Dates ("2026-01-31").
        var from: String
        var to: String
        /// How many of the form's filters are in force; nil for none.
        var number: String?

        init(_ model: AlertListModel) {
            let filter = model.filter
            kept = FilterForm.kept(filter)
            sources =
                [Choice("", "Any")]
                + AlertListFilter.Source.allCases.map {
                    Choice($0.rawValue, model.words(for: $0), isChosen: $0 == filter.source)
                }
            devices =
                [Choice("", "Any")]
                + model.devices.map {
                    Choice($0.id.rawValue, $0.name.shortened(to: 60), isChosen: $0.id == filter.device)
                }
            tactics =
                [Choice("", "Any")]
                + AttackName.tactics.map { Choice($0.id, "\($0.name) (\($0.id))", isChosen: $0.id == filter.tactic) }
            periods =
                [Choice("", "Any time")]
                + AlertListFilter.Period.Within.allCases.map {
                    Choice($0.rawValue, $0.words, isChosen: $0 == filter.period.within)
                }
            technique = filter.technique ?? ""
            resource = filter.resource ?? ""
            account = filter.account ?? ""
            from = filter.period.from.map { String($0.description.prefix(10)) } ?? ""
            to = filter.period.to.map { String($0.description.prefix(10)) } ?? ""
            let inForce = [
                filter.source != nil, filter.device != nil, filter.tactic != nil, filter.technique != nil,
                filter.resource != nil, filter.account != nil, !filter.period.isAny,
            ].filter { $0 }.count
            number = inForce == 0 ? nil : grouped(inForce)
        }

        private static let own: Set<String> = [
            "source", "device", "tactic", "technique", "resource", "account", "within", "from", "to",
        ]

        private static func kept(_ filter: AlertListFilter) -> [Choice] {
            let query = filter.address().text.split(separator: "?").dropFirst().first ?? ""
            return QueryItems(String(query)).items.filter { !own.contains($0.name) }.map { Choice($0.name, $0.value) }
        }
    }

    /// All, and one for each severity; testing stands with tuning.
    static func severityTabs(_ model: AlertListModel) -> [MenuLink] {
        let groups: [(String, Set<Severity>)] = [
            ("All", []), ("Critical", [.critical]), ("High", [.high]), ("Medium", [.medium]), ("Low", [.low]),
            ("Tuning", [.tuning, .testing]),
        ]
        return groups.map { words, severities in
            let counted = severities.isEmpty ? Set(Severity.allCases) : severities
            let number = model.filter.status.statuses.reduce(0) { sum, status in
                counted.reduce(sum) { $0 + model.counts.total(status: status, severity: $1) }
            }
            return MenuLink(
                words, model.filter.changed { $0.severities = severities }.address(),
                isCurrent: model.filter.severities == severities, number: number)
        }
    }

    static func statusMenu(_ model: AlertListModel) -> Menu {
        let severities = model.filter.severities.isEmpty ? Set(Severity.allCases) : model.filter.severities
        return Menu(
            label: "Status", current: model.filter.status.words,
            links: AlertListFilter.StatusChoice.allCases.map { choice in
                let number = choice.statuses.reduce(0) { sum, status in
                    severities.reduce(sum) { $0 + model.counts.total(status: status, severity: $1) }
                }
                return MenuLink(
                    choice.words, model.filter.changed { $0.status = choice }.address(),
                    isCurrent: choice == model.filter.status, number: number)
            })
    }

    static func columnMenu(_ model: AlertListModel) -> Menu {
        let shown = model.filter.shownColumns
        let known = AlertListFilter.Column.allCases.filter { $0 != .organization || model.showsOrganization }
        let hidden = known.filter { !shown.contains($0) }.count
        return Menu(
            label: "Columns", current: hidden == 0 ? "All" : "\(known.count - hidden) of \(known.count)",
            links: known.map { column in
                let words = column == .vendor ? model.vendorHeading : column.words
                let toggled = model.filter.changed { $0.columns = shown.symmetricDifference([column]) }
                return MenuLink(words, toggled.address(), isCurrent: shown.contains(column))
            })
    }

    static func viewLinks(_ model: AlertListModel) -> [View] {
        model.views.map { view in
            View(
                name: view.name, address: view.query.isEmpty ? "/alerts" : "/alerts?\(view.query)",
                removal: "/alerts/views/\(PageAddress.encoded(view.id.rawValue))/delete")
        }
    }

    /// The classes that hide columns.
    static func tableStyle(_ filter: AlertListFilter) -> String {
        AlertListFilter.Column.allCases.filter { !filter.shownColumns.contains($0) }.map { "without-\($0.rawValue)" }
            .joined(separator: " ")
    }
}

extension AlertListModel {
    /// The product line behind a source, by the vendors' own names for it where there is one vendor.
    func words(for source: AlertListFilter.Source) -> String {
        let product = products.count == 1 ? products.first : nil
        return switch source {
        case .issues: product?.issues ?? "Issues"
        case .detections: product?.detections ?? "Detections alone"
        }
    }
}

/// What a vendor calls its two product lines.
struct ProductNames: Hashable, Sendable {
    var issues: String
    var detections: String
}
