import GraphQL

extension QueryRoot {
    func auditLog(_ field: FieldCall) throws -> Resolved {
        let reader = FilterReader(object: field.arguments["filterBy"]?.objectValue ?? [:], now: view.now)
        let span = try reader.span("timestamp")
        let actions = try reader.set("action")
        let statuses = try reader.set("status")
        let users = try reader.set("userId")
        let accounts = try reader.set("serviceAccountId")
        let search = reader.text("search")?.lowercased()
        let found = tenant.audit.entries.reversed().filter { entry in
            (span?.contains(entry.time) ?? true) && (actions?.contains(entry.action) ?? true)
                && (statuses?.contains(entry.status.rawValue) ?? true)
                && (users?.contains(entry.author?.userValue["id"]?.stringValue ?? "") ?? true)
                && (accounts?.contains(entry.author?.serviceAccountValue["id"]?.stringValue ?? "") ?? true)
                && (search.map { entry.action.lowercased().contains($0) } ?? true)
        }
        do throws(Refusal) {
            try access.require("admin:audit")
            return try PageRequest(field.arguments).page(
                of: Array(found), order: field.name, repeatsCursor: repeatsCursor
            ) { $0.value }
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    func report(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:reports")
        guard let id = field.arguments["id"]?.stringValue.flatMap(WizID.init) else {
            throw .invalidID("id must be a valid report id")
        }
        guard let report = tenant.reports.reports.first(where: { $0.id == id }) else { throw .notFound }
        return .value(report.value(now: view.now, origin: origin))
    }

    func reports(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:reports")
        let filter = field.arguments["filterBy"]
        let search = filter?["search"]?.stringValue?.lowercased()
        let types = (filter?["type"]?.listValue).map { Set($0.compactMap(\.stringValue)) }
        let found = tenant.reports.reports.filter { report in
            (search.map { report.name.lowercased().contains($0) } ?? true) && (types?.contains(report.type) ?? true)
        }
        return try PageRequest(field.arguments, defaultFirst: 50).page(
            of: found, order: field.name, repeatsCursor: repeatsCursor
        ) { $0.value(now: view.now, origin: origin) }
    }

    func rules(_ field: FieldCall, _ kind: Rule.Kind) throws -> Resolved {
        let filter = try RecordFilter(
            field.arguments["filterBy"]?.objectValue, now: view.now,
            places: [
                "securityFramework": ["securitySubCategories", "category", "framework", "id"],
                "frameworkCategory": ["securitySubCategories", "category", "id"], "projectId": [],
            ])
        do throws(Refusal) {
            try access.require("read:controls")
            let known = view.state.rules.filter { $0.kind == kind }.map { Record(fields: view.details(of: $0)) }
            let found = known.filter { filter.matches($0.fields) }
            let sorted = RecordOrder(field.arguments["orderBy"])?.sorted(found) ?? found
            return try PageRequest(field.arguments, defaultFirst: 50).page(
                of: sorted, order: field.name, repeatsCursor: repeatsCursor
            ) { .object($0.fields) }
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    func rule(_ field: FieldCall, _ kind: Rule.Kind) throws(Refusal) -> Resolved {
        try access.require("read:controls")
        let id = field.arguments["id"]?.stringValue
        guard let rule = view.state.rules.first(where: { $0.id == id && $0.kind == kind }) else { throw .notFound }
        return .value(view.detailedValue(of: rule))
    }

    func project(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:projects")
        let id = field.arguments["id"]?.stringValue
        guard let project = view.state.estate.projects.first(where: { $0.id == id || $0.slug == id }) else {
            throw .notFound
        }
        return .value(view.value(of: project))
    }
}
