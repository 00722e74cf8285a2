import TestSupport
import Testing
import Workbench

@testable import Pipeline

@Suite("When and what to poll")
struct PollScheduleTests {
    let schedule = PollSchedule(settings: PipelineSettings())
    let now = Timestamp(milliseconds: 1_767_348_000_000)
    let device = ID<SecurityDevice>("d")

    func run(_ stream: PollStream, watermark: Double? = nil, since: Double? = nil) -> PollRun {
        schedule.run(
            of: stream, device: device, watermark: watermark.map { now.adding(seconds: $0) },
            since: since.map { now.adding(seconds: $0) }, now: now)
    }

    @Test("every 12 hours while webhooks come, every 5 minutes before the first and once they have gone silent")
    func interval() {
        let hour: Double = 3600
        func interval(_ hoursAgo: Double?, found: Bool) -> Double {
            schedule.interval(
                lastWebhookAt: hoursAgo.map { now.adding(seconds: -$0 * hour) }, foundWithoutWebhook: found, now: now)
        }
        #expect(interval(nil, found: false) == 300)
        #expect(interval(1, found: false) == 12 * hour)
        #expect(interval(1, found: true) == 12 * hour, "a poll may be faster than one webhook")
        #expect(interval(25, found: false) == 12 * hour, "nothing happened, so nothing was sent")
        #expect(interval(25, found: true) == 300)
    }

    @Test("the first run looks 7 days back, at what is still open, as backfill")
    func first() {
        let run = run(.created)
        #expect(run.after == now.adding(seconds: -7 * 24 * 3600))
        #expect(run.before == now)
        #expect(run.isBackfill)
        #expect(run.wantsOnlyLive)
        #expect(run.source == .backfill)
    }

    @Test("changes need no first run: what is open comes by its creation")
    func firstChanges() {
        let run = run(.changed)
        #expect(run.after == now.adding(seconds: -600))
        #expect(!run.isBackfill)
        #expect(!run.wantsOnlyLive)
    }

    @Test("later runs reach back over the watermark by the overlap", arguments: [PollStream.created, .changed])
    func later(stream: PollStream) {
        let run = run(stream, watermark: -3600)
        #expect(run.after == now.adding(seconds: -4200))
        #expect(run.before == now)
        #expect(!run.isBackfill)
        #expect(run.source == .poll)
    }

    @Test("the window of detections lags the present, because they are indexed late")
    func detections() {
        #expect(run(.detections, watermark: -3600).before == now.adding(seconds: -300))
        #expect(run(.detections, watermark: 0).after <= run(.detections, watermark: 0).before)
    }

    @Test("asked to look further back, it does, as backfill, and asks for changes whole")
    func since() {
        let run = run(.created, watermark: -60, since: -90_000)
        #expect(run.after == now.adding(seconds: -90_000))
        #expect(run.isBackfill)
        #expect(!self.run(.changed, watermark: -60, since: -90_000).wantsOnlyLive)
    }

    @Test("asked for less than is missing, it leaves no gap")
    func sinceTooLate() {
        let run = run(.created, watermark: -90_000, since: -60)
        #expect(run.after == now.adding(seconds: -90_600))
        #expect(!run.isBackfill)
    }
}
