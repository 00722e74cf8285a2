import GraphQL

/// Reads a coerced filter input. Null means absent; an empty list is an error, as Wiz answers it with HTTP 400.
struct FilterReader {
    let object: GraphQLObject
    let now: WizTime

    /// An error with this code is answered as HTTP 400.
    static let badRequest = "BAD_REQUEST"

    func value(_ key: String) -> GraphQLValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) -> String? { value(key)?.stringValue }
    func flag(_ key: String) -> Bool? { value(key)?.boolValue }

    func reader(_ key: String) -> FilterReader? {
        value(key)?.objectValue.map { FilterReader(object: $0, now: now) }
    }

    /// - Throws: BAD_REQUEST when the list is there and empty.
    func set(_ key: String) throws(GraphQLError) -> Set<String>? {
        guard let value = value(key) else { return nil }
        let items = value.listValue ?? [value]
        guard !items.isEmpty else {
            throw GraphQLError("filter \(key) must not be an empty list", code: Self.badRequest)
        }
        return Set(items.compactMap { $0.stringValue ?? $0.intValue.map(String.init) })
    }

    /// The list in `{equals: [...]}`.
    func equals(_ key: String) throws(GraphQLError) -> Set<String>? {
        try reader(key)?.set("equals")
    }

    /// - Throws: BAD_USER_INPUT for texts that are no time, and for `inLast` beside `after` or `before`.
    func span(_ key: String) throws(GraphQLError) -> TimeSpan? {
        guard let reader = reader(key) else { return nil }
        let after = try reader.time("after")
        let before = try reader.time("before")
        guard let last = reader.reader("inLast") else {
            return after == nil && before == nil ? nil : TimeSpan(after: after, before: before)
        }
        guard after == nil, before == nil else {
            throw GraphQLError("\(key): inLast cannot be combined with after or before", code: "BAD_USER_INPUT")
        }
        let amount = last.value("amount")?.doubleValue ?? 0
        let unit = Self.units[last.text("unit") ?? ""] ?? 0
        return TimeSpan(after: now.adding(seconds: -amount * unit), before: nil)
    }

    private func time(_ key: String) throws(GraphQLError) -> WizTime? {
        guard let value = value(key) else { return nil }
        guard let time = value.stringValue.flatMap(WizTime.init) else {
            throw GraphQLError("\(key) must be an RFC 3339 time", code: "BAD_USER_INPUT")
        }
        return time
    }

    private static let units: [String: Double] = [
        "DurationFilterValueUnitMinutes": 60, "DurationFilterValueUnitHours": 3600,
        "DurationFilterValueUnitDays": 86_400, "DurationFilterValueUnitWeeks": 604_800,
        "DurationFilterValueUnitMonths": 2_592_000,
    ]
}

/// From after an instant to before another, both exclusive. What has no time is in no span.
struct TimeSpan: Sendable {
    let after: WizTime?
    let before: WizTime?

    func contains(_ time: WizTime?) -> Bool {
        guard let time else { return false }
        if let after, time <= after { return false }
        if let before, time >= before { return false }
        return true
    }
}
