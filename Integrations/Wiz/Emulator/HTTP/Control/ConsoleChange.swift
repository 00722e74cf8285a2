import GraphQL

/// A change that the control side asks for: by a person in the Wiz console, or by Wiz itself in a scan.
///
/// The console fills in what its form preselects: a reason and a note. Wiz is the author where it is named, where the
/// reason is one that only Wiz gives, and where a posture issue is resolved, which only a scan can do.
struct ConsoleChange {
    private(set) var change = IssueChange()
    private(set) var author: Author

    private static let keys: Set<String> = [
        "status", "resolutionReason", "note", "resolutionNote", "dueAt", "rejectionExpiredAt", "severity", "author",
    ]

    init(_ object: GraphQLObject, on issue: Issue) throws(Refusal) {
        let fields = ControlFields(object)
        try fields.allow(only: Self.keys)
        change.status = try fields.word("status")
        change.resolutionReason = try fields.word("resolutionReason")
        change.severity = try fields.word("severity")
        change.note = fields.text("note")
        if let value = object["resolutionNote"] { change.resolutionNote = value.stringValue.map { .set($0) } ?? .clear }
        if let value = object["dueAt"] {
            change.dueAt = value.isNull ? .clear : try fields.time("dueAt").map { .set($0) }
        }
        if let value = object["rejectionExpiredAt"] {
            change.rejectionExpiredAt = value.isNull ? .clear : try fields.time("rejectionExpiredAt").map { .set($0) }
        }
        author = try Self.author(object["author"]) ?? Self.people[0]
        preselect(on: issue, namesAuthor: object["author"] != nil)
    }

    private mutating func preselect(on issue: Issue, namesAuthor: Bool) {
        let isPosture = issue.type != .threatDetection
        if change.status == .resolved, isPosture, change.resolutionReason == nil, !namesAuthor {
            change.resolutionReason = .issueFixed
        }
        if let reason = change.resolutionReason, reason.isGivenByWiz, !namesAuthor { author = .wiz }
        guard author != .wiz, change.status != issue.status else { return }
        if change.status == .rejected {
            change.resolutionReason = change.resolutionReason ?? .wontFix
            if change.note.isBlank { change.note = "Ignored in the console." }
        } else if change.status == .resolved {
            change.resolutionReason = change.resolutionReason ?? .notMaliciousThreat
        }
    }

    static let people = TenantState.people

    /// `"wiz"`, or a person by email address or name; a name that is not known is a new person's.
    private static func author(_ value: GraphQLValue?) throws(Refusal) -> Author? {
        guard let value, !value.isNull else { return nil }
        guard let word = value.stringValue ?? value["email"]?.stringValue ?? value["kind"]?.stringValue, !word.isEmpty
        else { throw .badInput("author must be \"wiz\" or a person's name or email address") }
        if word.lowercased() == "wiz" { return .wiz }
        if let known = people.first(where: { $0.isNamed(word) }) { return known }
        let name = String(word.prefix { $0 != "@" })
        let email =
            word.contains("@")
            ? word : "\(name.lowercased().split(separator: " ").joined(separator: "."))@fernleigh.example"
        return .user(id: WizID(name: email).description, name: name, email: email)
    }
}

extension Author {
    fileprivate func isNamed(_ word: String) -> Bool {
        guard case .user(_, let name, let email) = self else { return false }
        return name.lowercased() == word.lowercased() || email.lowercased() == word.lowercased()
    }
}

extension ResolutionReason {
    /// Reasons that no person can choose.
    fileprivate var isGivenByWiz: Bool { !Self.forRejecting.contains(self) && !Self.forThreats.contains(self) }
}
