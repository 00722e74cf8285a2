import TestSupport
import Testing
import Workbench

@testable import Pipeline

@Suite("Where an attempt leaves a delivery")
struct DeliveryLandingTests {
    let now = Timestamp(milliseconds: 1_767_348_000_000)
    let settings = PipelineSettings()

    func delivery(attempts: Int = 1, ageInDays: Double = 0) -> Delivery {
        let device = Fixture.device(in: .init("o"))
        let time = now.adding(seconds: -ageInDays * 86_400)
        var delivery = Fixture.delivery(
            for: Fixture.event(.alertClosed, of: Fixture.alert(on: device), at: time),
            on: Fixture.vendorAlert(of: device, vendorID: "i"), move: .dismiss(.benign), at: time)
        delivery.state = .sending
        delivery.attempts = attempts
        delivery.leasedUntil = now
        return delivery
    }

    func land(_ delivery: Delivery, _ result: Result<DeliveryOutcome, IntegrationError>) -> Delivery {
        DeliveryLanding(settings: settings).landing(of: delivery, after: result, at: now)
    }

    @Test("done keeps what was written and the vendor's words")
    func done() {
        let written = WrittenChange(state: Fixture.open, note: "A note.")
        let landed = land(delivery(), .success(.done(state: Fixture.open, written: written, words: "Written.")))
        #expect(landed.state == .done)
        #expect(landed.written == written)
        #expect(landed.answer == "Written.")
        #expect(landed.finishedAt == now)
        #expect(landed.leasedUntil == nil)
    }

    @Test("a conflict says what it was, what it is and by whom, and keeps it")
    func conflict() {
        let state = IssueState(status: .dismissed, vendorStatus: "REJECTED", reason: "WONT_FIX", changedBy: "eve")
        let landed = land(delivery(), .success(.conflict(state)))
        #expect(landed.state == .conflict)
        #expect(landed.conflictingState == state)
        #expect(landed.answer?.contains("OPEN") == true)
        #expect(landed.answer?.contains("REJECTED (WONT_FIX), set by eve") == true)
    }

    @Test(
        "what may pass is tried again, later each time",
        arguments: [
            IntegrationError.Reason.auth, .server, .timeout, .network, .decoding,
        ])
    func retry(reason: IntegrationError.Reason) {
        for (attempts, longest) in [(1, 2.0), (2, 4), (3, 8), (8, 256), (30, 300)] {
            let landed = land(delivery(attempts: attempts), .failure(IntegrationError(reason, "Down.")))
            let wait = landed.notBefore.seconds(since: now)
            #expect(landed.state == .pending)
            #expect(landed.answer == "Down.")
            #expect(wait >= longest / 2 && wait <= longest, "\(attempts): \(wait)")
        }
    }

    @Test("a rate limit is honoured to the moment")
    func rateLimit() {
        let until = now.adding(seconds: 77)
        let landed = land(delivery(), .failure(IntegrationError(.rateLimited(until: until), "Slower.")))
        #expect(landed.state == .pending)
        #expect(landed.notBefore == until)
    }

    @Test(
        "a refusal ends it, with the vendor's own words",
        arguments: [
            IntegrationError.Reason.refused, .client, .scope("write:issues"),
        ])
    func refused(reason: IntegrationError.Reason) {
        let landed = land(delivery(), .failure(IntegrationError(reason, "A note is required for rejection")))
        #expect(landed.state == .refused)
        #expect(landed.answer == "A note is required for rejection")
        #expect(landed.finishedAt == now)
    }

    @Test("patience ends after three days and ten attempts, not after either alone")
    func patience() {
        let error = Result<DeliveryOutcome, IntegrationError>.failure(IntegrationError(.server, "Down."))
        #expect(land(delivery(attempts: 200, ageInDays: 2.9), error).state == .pending)
        #expect(land(delivery(attempts: 9, ageInDays: 30), error).state == .pending)
        let landed = land(delivery(attempts: 10, ageInDays: 3.1), error)
        #expect(landed.state == .refused)
        #expect(landed.answer?.contains("Down.") == true)
    }

    @Test("\"write ours\" holds for retries and is spent with the outcome")
    func overriding() {
        var delivery = delivery()
        delivery.overridesConflict = true
        #expect(land(delivery, .failure(IntegrationError(.server, "Down."))).overridesConflict)
        #expect(!land(delivery, .success(.done(state: nil, written: nil, words: ""))).overridesConflict)
    }
}

@Suite("Waiting before trying again")
struct BackOffTests {
    @Test("doubles up to the limit, spread over half of each step")
    func doubles() {
        var settings = PipelineSettings()
        settings.retryBase = 1
        settings.retryLimit = 60
        let backOff = BackOff(settings)
        for (failures, full) in [(Int.min, 1.0), (0, 1), (1, 1), (2, 2), (3, 4), (7, 60), (Int.max, 60)] {
            let delays = (0..<200).map { _ in backOff.delay(afterFailures: failures) }
            #expect(delays.allSatisfy { $0 >= full / 2 && $0 <= full })
            #expect(Set(delays).count > 1, "not all at once")
        }
    }
}
