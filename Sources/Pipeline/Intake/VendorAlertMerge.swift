import Workbench

/// What a signal does to the vendor alert it speaks of. The vendor's own times decide, never the order of arrival.
struct VendorAlertMerge {
    /// The vendor alert as it is afterwards.
    var result: VendorAlert
    var isNew: Bool
    var isChanged: Bool
    /// The state before and after, when a snapshot changed what we know of it.
    var stateChange: (before: IssueState?, after: IssueState)?

    /// - Parameter isMatched: whether a rule matched the item. A body's claim about the state of an unknown issue is
    ///   kept only for an alert that a person may act on before the issue has been read.
    init(
        _ item: VendorItem, into known: VendorAlert?, from signal: Signal, of device: SecurityDevice, isMatched: Bool,
        at time: Timestamp
    ) {
        guard let known else {
            result = VendorAlertMerge.fresh(item, signal, device, isMatched: isMatched, at: time)
            isNew = true
            isChanged = true
            return
        }
        var next = known
        let age = Age(of: item, receivedAt: signal.receivedAt, beside: known.vendorUpdatedAt)
        VendorAlertMerge.mergeContent(of: item, into: &next, age)
        if let time = VendorAlertMerge.time(of: item, receivedAt: signal.receivedAt) {
            next.vendorUpdatedAt = max(next.vendorUpdatedAt ?? time, time)
        }
        next.vendorCreatedAt = known.vendorCreatedAt ?? item.createdAt
        if !item.kind.isIssue {
            next.issueID = age == .older ? known.issueID ?? item.issueID : item.issueID ?? known.issueID
        }
        if item.completeness == .snapshot, let state = item.state,
            VendorAlertMerge.supersedes(known.state, by: state, of: item, age)
        {
            next.state = state
            if !(known.state?.isSame(as: state) ?? false) { stateChange = (known.state, state) }
        }
        isNew = false
        isChanged = next != known
        if isChanged { next.updatedAt = time }
        result = next
    }

    private enum Age {
        case newer, same, older

        init(of item: VendorItem, receivedAt: Timestamp, beside known: Timestamp?) {
            let time = VendorAlertMerge.time(of: item, receivedAt: receivedAt)
            switch (time, known) {
            case (let time?, let known?): self = time > known ? .newer : time == known ? .same : .older
            case (_, nil): self = .newer
            // A snapshot is the truth of its moment even when the vendor gives it no time.
            case (nil, _): self = item.completeness == .snapshot ? .same : .older
            }
        }
    }

    /// A notification's clock is only claimed, so it cannot reach past its arrival and shut out what is read later.
    private static func time(of item: VendorItem, receivedAt: Timestamp) -> Timestamp? {
        guard let time = item.updatedAt else { return nil }
        return item.completeness == .notification ? min(time, receivedAt) : time
    }

    private static func fresh(
        _ item: VendorItem, _ signal: Signal, _ device: SecurityDevice, isMatched: Bool, at time: Timestamp
    ) -> VendorAlert {
        let trustsState = item.completeness == .snapshot || isMatched
        return VendorAlert(
            id: .make(at: time), organizationID: device.organizationID, deviceID: device.id, kind: item.kind,
            vendorID: item.vendorID, issueID: item.kind.isIssue ? nil : item.issueID, content: item.content,
            state: item.kind.isIssue && trustsState ? item.state : nil,
            vendorUpdatedAt: self.time(of: item, receivedAt: signal.receivedAt), vendorCreatedAt: item.createdAt,
            raw: item.raw, firstSource: signal.source, createdAt: time, updatedAt: time)
    }

    private static func mergeContent(of item: VendorItem, into next: inout VendorAlert, _ age: Age) {
        switch (item.completeness, age) {
        case (.snapshot, .newer), (.snapshot, .same):
            next.kind = item.kind
            next.content = item.content
            next.raw = item.raw
        case (.notification, .newer):
            next.content = next.content.overlaid(with: item.content)
            next.raw = item.raw
        case (.notification, .same):
            // Two bodies about one moment know different things; what is there already stays.
            next.content = item.content.overlaid(with: next.content)
        case (_, .older):
            break
        }
    }

    /// The time of the last change of status decides; where the vendor gives none, that of the item.
    private static func supersedes(_ known: IssueState?, by state: IssueState, of item: VendorItem, _ age: Age) -> Bool
    {
        guard let known else { return true }
        switch (known.changedAt, state.changedAt) {
        case (let old?, let new?):
            // After a write of ours the time is an estimate until the vendor's own is read.
            let slack = known.isSame(as: state) ? InboundChange.echoTolerance : 0
            return new.adding(seconds: slack) >= old
        case (nil, _?): return true
        // Read before the change that we know of, unless the vendor never says when a status changed.
        case (let old?, nil): return item.updatedAt.map { $0 >= old } ?? true
        case (nil, nil): return age != .older
        }
    }
}
