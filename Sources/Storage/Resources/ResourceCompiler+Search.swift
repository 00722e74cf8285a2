import Workbench

// Words in names and texts.
extension ResourceCompiler {
    mutating func search(_ text: String, in table: ResourceTable, _ alias: String) throws -> String {
        let terms = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard text.utf8.count <= 1000, terms.count <= 16 else {
            throw WorkbenchError.invalid("Search for at most 16 words at a time.", field: "search")
        }
        let conditions = terms.map { term in find(term, in: table, alias) }
        return conditions.isEmpty ? "1 = 1" : "(\(conditions.joined(separator: " AND ")))"
    }

    private mutating func find(_ term: String, in table: ResourceTable, _ alias: String) -> String {
        switch table.search {
        case .columns(let columns):
            let tests = columns.map { dialect.ignoringCase(.contains, "\(alias).\($0)", term, &arguments) }
            return "(\(tests.joined(separator: " OR ")))"
        case .indexed(let columns):
            guard let owners = dialect.owners(ofTextsWith: term, &arguments) else {
                return wordsBegin(term, columns, alias)
            }
            if probesTexts { return hasText(term, owner: "\(alias).id") }
            return "\(alias).id IN (\(owners))"
        case .indexedWithVendorAlerts(let columns):
            let joined = nextAlias()
            let alerts =
                "SELECT \(joined).alert_id FROM alert_vendor_alerts \(joined) WHERE \(joined).vendor_alert_id IN"
            guard let owners = dialect.owners(ofTextsWith: term, &arguments) else {
                let vendorAlert = nextAlias()
                let words = wordsBegin(term, ["name", "vendor_id"], vendorAlert)
                let rows = "SELECT \(vendorAlert).id FROM vendor_alerts \(vendorAlert) WHERE \(words)"
                return "(\(wordsBegin(term, columns, alias)) OR \(alias).id IN (\(alerts) (\(rows))))"
            }
            if probesTexts {
                let rested = "SELECT 1 FROM alert_vendor_alerts \(joined) WHERE \(joined).alert_id = \(alias).id"
                let found = hasText(term, owner: "\(joined).vendor_alert_id")
                return "(\(hasText(term, owner: "\(alias).id")) OR EXISTS (\(rested) AND \(found)))"
            }
            return "\(alias).id IN (\(owners) UNION \(alerts) (\(owners)))"
        }
    }

    /// Whether the text kept under one id has the term.
    private mutating func hasText(_ term: String, owner: String) -> String {
        let text = nextAlias()
        let test = dialect.ignoringCase(.contains, "\(text).content", term, &arguments)
        return "EXISTS (SELECT 1 FROM search_texts \(text) WHERE \(text).owner_id = \(owner) AND \(test))"
    }

    private mutating func wordsBegin(_ term: String, _ columns: [String], _ alias: String) -> String {
        let tests = columns.flatMap { column in
            [
                dialect.ignoringCase(.startsWith, "\(alias).\(column)", term, &arguments),
                dialect.ignoringCase(.contains, "\(alias).\(column)", " \(term)", &arguments),
            ]
        }
        return "(\(tests.joined(separator: " OR ")))"
    }
}
