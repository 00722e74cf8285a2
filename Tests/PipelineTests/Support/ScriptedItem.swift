import Pipeline
import Workbench

/// An issue or detection of the scripted vendor. Its JSON is what that vendor sends, by webhook or by API.
struct ScriptedItem: Sendable, Hashable {
    var kind: VendorAlert.Kind = .issue
    var id: String
    var issueID: String?
    var name = "Reverse shell"
    var detectionIDs: [String] = []
    var description: String?
    /// The id of the resource it is about.
    var resource: String?
    var status = "OPEN"
    var reason: String?
    var isSettled = false
    var changedBy: String?
    var changedAt: Timestamp?
    var createdAt: Timestamp
    var updatedAt: Timestamp
    var notes: [String] = []

    init(
        _ id: String, kind: VendorAlert.Kind = .issue, name: String = "Reverse shell", issueID: String? = nil,
        at time: Timestamp = .now()
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.issueID = issueID
        createdAt = time
        updatedAt = time
    }

    /// Somebody in the vendor's console changes the status.
    func moved(
        to status: String, reason: String? = nil, by who: String? = "ada@customer.example", isSettled: Bool = false,
        at time: Timestamp = .now()
    ) -> ScriptedItem {
        var item = self
        item.status = status
        item.reason = reason
        item.changedBy = who
        item.isSettled = isSettled
        item.changedAt = time
        item.updatedAt = time
        return item
    }

    func with(_ change: (inout ScriptedItem) -> Void) -> ScriptedItem {
        var item = self
        change(&item)
        return item
    }

    var state: IssueState {
        let statuses: [String: IssueState.Status] = [
            "OPEN": .open, "IN_PROGRESS": .inProgress, "RESOLVED": .resolved, "REJECTED": .dismissed,
        ]
        return IssueState(
            status: statuses[status] ?? .other, vendorStatus: status, reason: reason, isSettledByVendor: isSettled,
            changedAt: changedAt, changedBy: changedBy)
    }

    func json(isComplete: Bool) -> JSON {
        .object([
            "kind": .string(kind.rawValue), "id": .string(id), "issue": JSON(issueID), "name": .string(name),
            "description": JSON(description), "resource": JSON(resource), "status": .string(status),
            "reason": JSON(reason),
            "settled": .bool(isSettled), "by": JSON(changedBy), "changed": nanoseconds(changedAt),
            "created": nanoseconds(createdAt), "updated": nanoseconds(updatedAt), "complete": .bool(isComplete),
            "detections": .array(detectionIDs.map(JSON.string)),
        ])
    }

    var webhook: [UInt8] { json(isComplete: false).bytes }
    var snapshot: [UInt8] { json(isComplete: true).bytes }

    private func nanoseconds(_ time: Timestamp?) -> JSON { time.map { .integer($0.nanoseconds) } ?? .null }

    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(VendorAlert.Kind.init), let id = json["id"]?.string,
            let created = json["created"]?.integer, let updated = json["updated"]?.integer
        else { return nil }
        self.init(id, kind: kind, name: json["name"]?.string ?? "", issueID: json["issue"]?.string)
        description = json["description"]?.string
        resource = json["resource"]?.string
        status = json["status"]?.string ?? "OPEN"
        reason = json["reason"]?.string
        isSettled = json["settled"]?.bool ?? false
        changedBy = json["by"]?.string
        changedAt = json["changed"]?.integer.map(Timestamp.init(nanoseconds:))
        createdAt = Timestamp(nanoseconds: created)
        updatedAt = Timestamp(nanoseconds: updated)
        detectionIDs = json["detections"]?.array.compactMap(\.string) ?? []
    }

    func item(isComplete: Bool) -> VendorItem {
        VendorItem(
            kind: kind, vendorID: id, issueID: kind.isIssue ? nil : issueID,
            content: VendorAlertContent(
                name: name, description: description, severity: .medium,
                resource: resource.map { .init(id: $0, name: $0) }, detectionIDs: detectionIDs),
            state: kind.isIssue ? state : nil, completeness: isComplete ? .snapshot : .notification,
            createdAt: createdAt, updatedAt: updatedAt, raw: json(isComplete: isComplete))
    }
}
