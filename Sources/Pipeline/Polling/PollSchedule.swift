import Workbench

/// When a device is polled, and what each poll asks for. Pure: the poller brings the facts.
struct PollSchedule: Sendable {
    let settings: PipelineSettings

    /// Seconds between two polls.
    ///
    /// - Parameter foundWithoutWebhook: whether a poll has opened an alert since the last webhook came.
    func interval(lastWebhookAt: Timestamp?, foundWithoutWebhook: Bool, now: Timestamp) -> Double {
        guard let lastWebhookAt else { return min(settings.shortPollInterval, settings.pollInterval) }
        let isSilent = isSilent(lastWebhookAt: lastWebhookAt, foundWithoutWebhook: foundWithoutWebhook, now: now)
        return isSilent ? min(settings.shortPollInterval, settings.pollInterval) : settings.pollInterval
    }

    /// Webhooks that came once and come no longer, although there would have been something to send.
    func isSilent(lastWebhookAt: Timestamp, foundWithoutWebhook: Bool, now: Timestamp) -> Bool {
        foundWithoutWebhook && now.seconds(since: lastWebhookAt) > settings.webhookSilence
    }

    /// The next reading of a stream.
    ///
    /// - Parameters:
    ///   - watermark: up to where everything is in the inbox; nil before the first run.
    ///   - since: a person asked to look back to here.
    func run(
        of stream: PollStream, device: ID<SecurityDevice>, watermark: Timestamp?, since: Timestamp?, now: Timestamp
    ) -> PollRun {
        let before = stream == .detections ? now.adding(seconds: -settings.detectionLag) : now
        let regular: Timestamp
        if let watermark {
            regular = watermark.adding(seconds: -settings.pollOverlap)
        } else if stream == .changed {
            // A first run asks for what is still open, and the other stream brings that.
            regular = now.adding(seconds: -settings.pollOverlap)
        } else {
            regular = now.adding(seconds: -settings.firstRunWindow)
        }
        let after = min(since ?? regular, regular, before)
        let isFirst = watermark == nil && stream != .changed
        return PollRun(
            id: .make(at: now), deviceID: device, stream: stream, after: after, before: before,
            isBackfill: isFirst || after < regular, startedAt: now, updatedAt: now)
    }
}

extension PollRun {
    /// A backfill wants what is still open; what has ended meanwhile needs nobody. Changes are wanted whole.
    var wantsOnlyLive: Bool { isBackfill && stream != .changed }

    var source: Signal.Source { isBackfill ? .backfill : .poll }
}
