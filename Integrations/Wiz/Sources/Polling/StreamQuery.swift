import Pipeline
import Workbench

/// What is asked of Wiz for one page of a stream.
struct StreamQuery: Sendable {
    let request: PollRequest
    let cursor: PollCursor

    var operation: Operation {
        request.stream == .detections ? .detections : .issues
    }

    /// The time that the stream is ordered by.
    var timeField: String {
        request.stream == .changed ? "statusChangedAt" : "createdAt"
    }

    var variables: [String: JSON] {
        var variables: [String: JSON] = [
            "first": .integer(Int64(cursor.pageSize)), "filterBy": .object(filter),
            "orderBy": [
                "field": request.stream == .changed ? "STATUS_CHANGED_AT" : "CREATED_AT", "direction": "ASC",
            ],
        ]
        if let after = cursor.cursor { variables["after"] = .string(after) }
        return variables
    }

    /// Empty lists are left out: Wiz answers them with 400. Issues of all types come by one query, threats among them.
    private var filter: [String: JSON] {
        var filter: [String: JSON] = [timeField: ["after": .string(after), "before": .string(before)]]
        switch request.stream {
        case .detections:
            // With any filter Wiz gives only the first of these unless both are named.
            filter["type"] = ["equals": ["GENERATED_THREAT", "MATCH_ONLY"]]
        case .created, .changed:
            if request.onlyLive { filter["status"] = ["OPEN", "IN_PROGRESS"] }
        }
        return filter
    }

    /// Wiz's `after` is exclusive and counts microseconds: one less makes it inclusive.
    private var after: String {
        let (earlier, isTooEarly) = cursor.start.subtractingReportingOverflow(1000)
        return StreamQuery.microseconds(Timestamp(nanoseconds: isTooEarly ? .min : earlier))
    }

    private var before: String { StreamQuery.microseconds(request.before) }

    private static func microseconds(_ time: Timestamp) -> String {
        String(time.precise.dropLast(4)) + "Z"
    }

    /// The newest time among a page's items, in the stream's order.
    func newest(of page: ItemPage) -> Timestamp? {
        page.nodes.compactMap { $0[timeField]?.string.flatMap { Timestamp($0) } }.max()
    }
}
