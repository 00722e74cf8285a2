import Workbench

/// Where an attempt leaves a delivery. Pure, and the only place that decides it.
struct DeliveryLanding: Sendable {
    let settings: PipelineSettings

    /// Before a delivery may count as hopeless it gets at least this many attempts, however old it is.
    private static let leastAttempts = 10

    /// - Parameter delivery: as it was sent, its attempts counted.
    func landing(of delivery: Delivery, after result: Result<DeliveryOutcome, IntegrationError>, at now: Timestamp)
        -> Delivery
    {
        var landed = delivery
        landed.leasedUntil = nil
        landed.updatedAt = now
        switch result {
        case .success(.done(_, let written, let words)):
            landed.finish(.done, words, at: now)
            landed.written = written
        case .success(.conflict(let state)):
            landed.finish(.conflict, DeliveryLanding.words(for: state, known: delivery.knownState), at: now)
            landed.conflictingState = state
        case .failure(let error):
            land(&landed, error, at: now)
        }
        return landed
    }

    private func land(_ delivery: inout Delivery, _ error: IntegrationError, at now: Timestamp) {
        let soon = now.adding(seconds: BackOff(settings).delay(afterFailures: delivery.attempts))
        switch error.verdict {
        case .giveUp:
            delivery.finish(.refused, error.detail, at: now)
        case .later(let until):
            delivery.state = .pending
            delivery.notBefore = max(until ?? soon, now)
            delivery.answer = error.detail
        case .retry:
            let age = now.seconds(since: delivery.createdAt)
            if age > settings.deliveryPatience, delivery.attempts >= DeliveryLanding.leastAttempts {
                delivery.finish(
                    .refused, "Given up after \(delivery.attempts) attempts. The last one: \(error.detail)", at: now)
            } else {
                delivery.state = .pending
                delivery.notBefore = soon
                delivery.answer = error.detail
            }
        }
    }

    private static func words(for state: IssueState, known: IssueState?) -> String {
        let by = state.changedBy.map { ", set by \($0)" } ?? ""
        let before =
            known.map { "It was \($0.words) when this was decided" } ?? "Its status was not known when this was decided"
        return "\(before); now it is \(state.words)\(by). Nothing was overwritten."
    }
}

extension Delivery {
    fileprivate mutating func finish(_ state: State, _ words: String, at time: Timestamp) {
        self.state = state
        answer = words
        finishedAt = time
        conflictingState = nil
        overridesConflict = false
    }
}

extension IssueState {
    /// The vendor's own words: "REJECTED (WONT_FIX)".
    fileprivate var words: String {
        guard let reason, !isLive else { return vendorStatus }
        return "\(vendorStatus) (\(reason))"
    }
}
