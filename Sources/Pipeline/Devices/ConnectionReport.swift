import Workbench

/// What a test of a connection found, permission by permission. Nothing is stored and nothing is changed at the vendor.
public struct ConnectionReport: Hashable, Sendable {
    /// One permission of the vendor's, asked for by itself.
    public struct Permission: Hashable, Sendable {
        public enum Verdict: String, Hashable, Sendable, CaseIterable {
            case granted
            case missing
            /// The vendor says that the tenant has not bought what this permission is for.
            case unlicensed
            /// It could not be found out; `words` says why.
            case unknown
        }

        /// As the vendor calls it.
        public var name: String
        /// What it is needed for.
        public var purpose: String
        /// Whether the device cannot do its work without it.
        public var isRequired: Bool
        public var verdict: Verdict
        /// What was met and what to do; nil when there is nothing to say.
        public var words: String?

        public init(name: String, purpose: String, isRequired: Bool, verdict: Verdict, words: String? = nil) {
            self.name = name
            self.purpose = purpose
            self.isRequired = isRequired
            self.verdict = verdict
            self.words = words
        }
    }

    public var permissions: [Permission] = []
    /// Which of the vendor's environments answered, in words; nil when none did.
    public var environment: String?
    /// Which of the vendor's regions or data centres; nil when it cannot be told.
    public var region: String?
    /// Why the connection as a whole does not work.
    public var problems: [HealthProblem] = []
    /// What an administrator should look at, although the connection works.
    public var warnings: [String] = []
    /// Whether the tenant belongs to a government's cloud, for which a legal addendum must be recorded first.
    public var needsAddendum = false
    /// Seconds by which the vendor's clock is ahead of ours; nil when it showed none.
    public var clockDifference: Double?
    /// Ids of some issues of the tenant, by which it is known again.
    public var sampleIssueIDs: [String] = []

    public init() {}

    /// Whether the device could do its whole work.
    public var isGood: Bool {
        problems.isEmpty && permissions.allSatisfy { !$0.isRequired || $0.verdict == .granted }
    }

    /// For the API and the command line.
    public var json: JSON {
        [
            "ok": .bool(isGood), "environment": JSON(environment), "region": JSON(region),
            "needs_addendum": .bool(needsAddendum),
            "clock_difference_seconds": clockDifference.map(JSON.number) ?? .null,
            "problems": .array(problems.map { ["kind": .string($0.kind.rawValue), "words": .string($0.words)] }),
            "warnings": .array(warnings.map(JSON.string)),
            "permissions": .array(
                permissions.map {
                    [
                        "name": .string($0.name), "purpose": .string($0.purpose), "required": .bool($0.isRequired),
                        "verdict": .string($0.verdict.rawValue), "words": JSON($0.words),
                    ]
                }),
        ]
    }
}

extension TenantConnection {
    /// For vendors whose permissions cannot be told apart: what the ordinary check finds.
    public func test() async -> ConnectionReport {
        var report = ConnectionReport()
        report.problems = await check()
        return report
    }
}
