import GraphQL

/// The paging arguments of a root field, checked against Wiz's limits.
struct PageRequest {
    /// The largest page (Wiz).
    static let largest = 500

    let first: Int
    let after: String?

    /// - Throws: BAD_USER_INPUT when `first` is missing (Wiz: the call fails), negative or above 500.
    /// - Parameter defaultFirst: for the few lists that clients ask for without `first`.
    init(_ arguments: GraphQLObject, defaultFirst: Int64? = nil) throws(Refusal) {
        guard let first = arguments["first"]?.intValue ?? defaultFirst else { throw .badInput("first is required") }
        guard first >= 0 else { throw .badInput("first must not be negative") }
        guard first <= Self.largest else { throw .badInput("first must not be greater than \(Self.largest)") }
        self.first = Int(first)
        after = arguments["after"]?.stringValue
    }

    /// `pageInfo`. A last page's cursor is not empty unless the page is.
    func info(end: String?, hasMore: Bool, repeatsCursor: Bool) -> GraphQLValue {
        if repeatsCursor {
            let cursor = after.flatMap { $0.isEmpty ? nil : $0 } ?? end ?? "bm90aGluZw=="
            return ["hasNextPage": true, "endCursor": .string(cursor)]
        }
        return ["hasNextPage": .bool(hasMore), "endCursor": .string(end ?? "")]
    }

    /// A page of a list, by position.
    func page(of items: [GraphQLValue], order: String, repeatsCursor: Bool) throws(Refusal) -> Resolved {
        try page(of: items, order: order, repeatsCursor: repeatsCursor) { $0 }
    }

    /// A page of a list, by position. Only the items of the page are turned into values.
    func page<Item>(
        of items: [Item], order: String, repeatsCursor: Bool, value: (Item) -> GraphQLValue
    ) throws(Refusal) -> Resolved {
        let slice = try slice(of: items.count, order: order, repeatsCursor: repeatsCursor)
        return .value([
            "nodes": .list(items[slice.range].map(value)), "totalCount": .int(Int64(items.count)),
            "maxCountReached": .bool(items.count > PageWalk.cap), "pageInfo": slice.info,
        ])
    }

    /// Where a page of a list of so many items lies.
    func slice(
        of count: Int, order: String, repeatsCursor: Bool
    ) throws(Refusal) -> (range: Range<Int>, info: GraphQLValue) {
        let reachable = min(count, PageWalk.cap)
        let zero = TimeIndex.Key(time: WizTime(nanoseconds: 0), id: WizID(high: 0, low: 0))
        let start: Int =
            if let after, !after.isEmpty { min(try PageCursor(after, order: order).served, reachable) } else { 0 }
        let end = min(reachable, start + first)
        let cursor = PageCursor(order: order, phase: 0, key: zero, served: end)
        let info = info(end: end > start ? cursor.text : nil, hasMore: end < reachable, repeatsCursor: repeatsCursor)
        return (start..<end, info)
    }
}
