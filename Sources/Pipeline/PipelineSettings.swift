import Workbench

/// What an operator may set about taking in and writing back. Every one of them has a default that suits most.
public struct PipelineSettings: Hashable, Sendable {
    /// Where people reach the workbench; links in notes begin with it.
    public var publicURL = "http://127.0.0.1:8080"
    /// Seconds between polls while webhooks arrive.
    public var pollInterval: Double = 12 * 3600
    /// Seconds between polls while no webhook has been seen yet, or they have gone silent.
    public var shortPollInterval: Double = 5 * 60
    /// How far back a device's first run looks, in seconds.
    public var firstRunWindow: Double = 7 * 24 * 3600
    /// How far each poll's window reaches back over the previous one, in seconds: late items and equal times.
    public var pollOverlap: Double = 10 * 60
    /// How far the end of a detections window lags the present, in seconds, because detections are indexed late.
    public var detectionLag: Double = 5 * 60
    /// Webhooks count as silent after this many seconds without one while polling finds new issues.
    public var webhookSilence: Double = 24 * 3600
    /// Seconds after a device is connected during which its alerts below critical are closed as those of a new device;
    /// 0 closes none.
    public var newDeviceWindow: Double = 0
    /// Dismissals for one device within an hour before the rest are held for a person.
    public var dismissalCap = 50
    /// Seconds after which an unfinished write is taken over by another worker.
    public var deliveryLease: Double = 15
    /// Seconds after which a delivery that keeps failing is given up as refused.
    public var deliveryPatience: Double = 3 * 24 * 3600
    /// Seconds between health checks of a device.
    public var healthInterval: Double = 5 * 60
    /// Seconds from the vendor's creation to our alert that the 95th percentile should stay under.
    public var delayGoal: Double = 5 * 60
    /// Seconds for which both sides may differ before the device is unhealthy.
    public var differenceTolerance: Double = 24 * 3600
    /// Seconds for which finished signals are kept.
    public var signalRetention: Double = 30 * 24 * 3600
    /// Seconds before the first repetition of what failed; each further one waits twice as long.
    public var retryBase: Double = 2
    /// The longest wait between two attempts, in seconds.
    public var retryLimit: Double = 5 * 60
    /// How many attempts a signal gets whose transaction fails before it is quarantined.
    public var signalAttempts = 3
    /// Writes to different issues of one device that may be under way at once.
    public var deliveriesAtOnce = 4
    /// While this many signals of a device wait to be processed, its polls hold back.
    public var backlogLimit = 2000
    /// Seconds after which workers look for work that another process made.
    public var lookInterval: Double = 2
    /// The provider's domain, in whose DNS verification codes are published and at which its users have their
    /// addresses; nil until it is set.
    public var providerDomain: String?
    /// Seconds between two look-ups of a verification code that is not there yet.
    public var domainLookupInterval: Double = 30
    /// Seconds for which synchronization runs on trial before it is enabled.
    public var shadowPeriod: Double = 7 * 24 * 3600
    /// Seconds for which a rotated webhook password still works.
    public var webhookOverlap: Double = 24 * 3600
    public var policy = SyncPolicy.standard

    public init() {}
}
