import GraphQL

/// What the variables of a customer's template stand for: `{{issue.id}}`, or `{{id}}` as older templates have it.
struct TemplateVariables {
    private let issue: GraphQLValue
    private let others: GraphQLObject

    /// - Parameter body: the default body of the same event.
    init(body: GraphQLValue, issue: Issue, changes: [FieldChange], author: Author, view: TenantView) {
        var object = body["issue"]?.objectValue ?? [:]
        object["resource"] = body["resource"] ?? [:]
        object["control"] = body["control"] ?? [:]
        object["createdAt"] = .time(issue.createdAt)
        object["updatedAt"] = .time(issue.updatedAt)
        object["type"] = .string(issue.type.rawValue)
        object["description"] = .string(view.rule(of: issue).description)
        object["resolutionReason"] = .string(issue.resolutionReason?.rawValue ?? "")
        object["url"] = .string(view.url(of: issue))
        object["risks"] = .texts(view.rule(of: issue).risks)
        object["evidence"] = []
        object["tags"] = view.state.resource(of: issue)?.tags ?? .null
        self.issue = .object(object)
        others = Self.others(
            body,
            [
                "wizDomain": .string(String(view.portal.drop { $0 != "/" }.dropFirst(2))),
                "changedFields": .list(
                    changes.map { change in
                        [
                            "name": .string(change.field), "previousValue": .string(change.from),
                            "newValue": .string(change.to),
                        ]
                    }),
            ])
    }

    /// - Parameter body: what the Test button sends, which belongs to no issue.
    init(testBody body: GraphQLValue) {
        var object = body["issue"]?.objectValue ?? [:]
        for key in ["resource", "control"] { object[key] = body[key] ?? [:] }
        object["createdAt"] = object["created"]
        object["updatedAt"] = object["created"]
        for key in ["risks", "evidence"] { object[key] = [] }
        object["tags"] = [:]
        issue = .object(object)
        others = Self.others(body, ["changedFields": []])
    }

    private static func others(_ body: GraphQLValue, _ more: GraphQLObject) -> GraphQLObject {
        var object: GraphQLObject = [
            "triggerSource": body["trigger"]?["source"] ?? "", "triggerType": body["trigger"]?["type"] ?? "",
            "ruleId": body["trigger"]?["ruleId"] ?? "", "ruleName": body["trigger"]?["ruleName"] ?? "",
            "changedBy": body["trigger"]?["changedBy"] ?? "", "triggeredBy": body["trigger"]?["changedBy"] ?? "",
        ]
        for (key, value) in more { object[key] = value }
        return object
    }

    /// The template with its variables replaced. A variable that is not known leaves nothing behind. Texts are escaped
    /// for the JSON string that they stand in; everything else is JSON of its own.
    func fill(_ template: String) -> String {
        var filled = ""
        var rest = Substring(template)
        while let start = rest.firstRange(of: "{{") {
            filled += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
                return filled + rest[start.lowerBound...]
            }
            filled += text(of: rest[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace })
            rest = rest[end.upperBound...]
        }
        return filled + rest
    }

    private func text(of name: String) -> String {
        let steps = name.split(separator: ".").map(String.init)
        let path = steps.first == "issue" ? Array(steps.dropFirst()) : steps
        let found = others[name] ?? path.reduce(Optional(issue)) { value, step in value?[step] }
        guard let value = found else { return "" }
        let json = String(decoding: value.json(), as: UTF8.self)
        return value.stringValue == nil ? json : String(json.dropFirst().dropLast())
    }
}
