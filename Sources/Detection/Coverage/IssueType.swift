public import Workbench

/// A kind of issue or detection that is publicly known: one row of the list that a pack is held against.
public struct IssueType: Hashable, Sendable, Identifiable {
    public var id: String
    public var name: String
    /// The family the row comes from ("guardduty", "posture_check").
    public var kind: String
    public var cloud: String
    /// Whether it shows that somebody got in, rather than that somebody could.
    public var isPostExploit: Bool
    /// MITRE ATT&CK ids.
    public var tactics: [String]
    public var techniques: [String]
    public var severity: Severity?
    /// Where the name can be read.
    public var source: String

    /// The rule pack's list, beside its rules.
    public static let fileName = "issue-types.csv"

    /// Reads a list with a header line.
    ///
    /// - Throws: `WorkbenchError.invalid` when a needed column is missing, a row has no name, or a quote is not closed.
    public static func parse(csv text: String) throws(WorkbenchError) -> [IssueType] {
        var rows = try CSVText.rows(of: text)
        guard !rows.isEmpty else { throw .invalid("The list of issue types is empty.") }
        let header = rows.removeFirst()
        for column in ["name", "kind", "post_exploit"] where !header.contains(column) {
            throw .invalid("The list of issue types has no column '\(column)'.")
        }
        var types: [IssueType] = []
        for (index, row) in rows.enumerated() {
            let values = Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
            guard let name = values["name"], !name.isEmpty else {
                throw .invalid("Row \(index + 2) of the list of issue types has no name.")
            }
            types.append(IssueType(name: name, values: values))
        }
        return types
    }

    private init(name: String, values: [String: String]) {
        func list(_ column: String) -> [String] { (values[column] ?? "").split(separator: ";").map(String.init) }
        id = values["id"] ?? name
        self.name = name
        kind = values["kind"] ?? ""
        cloud = values["cloud"] ?? ""
        isPostExploit = values["post_exploit"] == "yes"
        tactics = list("mitre_tactic")
        techniques = list("mitre_technique")
        severity = values["severity"].flatMap(IssueType.severity)
        source = values["source"] ?? ""
    }

    private static func severity(_ text: String) -> Severity? {
        Severity.allCases.first { $0.rawValue.uppercased() == text.uppercased() }
    }
}

/// Comma-separated values (RFC 4180): fields may be quoted, and a quote inside is doubled.
enum CSVText {
    static func rows(of text: String) throws(WorkbenchError) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var endedQuote = false
        func endRow() {
            if !(row.isEmpty && field.isEmpty) { rows.append(row + [field]) }
            row = []
            field = ""
        }
        for scalar in text.unicodeScalars {
            if isQuoted {
                if scalar == "\"" {
                    isQuoted = false
                    endedQuote = true
                } else {
                    field.unicodeScalars.append(scalar)
                }
                continue
            }
            switch scalar {
            case "\"":
                // A second quote right after a closing one stands for a quote.
                if endedQuote { field.append("\"") }
                isQuoted = true
            case ",":
                row.append(field)
                field = ""
            case "\n": endRow()
            case "\r": break
            default: field.unicodeScalars.append(scalar)
            }
            endedQuote = false
        }
        guard !isQuoted else { throw .invalid("A quote is not closed.") }
        endRow()
        return rows
    }
}
