import Workbench

/// What somebody who connects a tenant has to do on the vendor's side, in the vendor's words. Pages are drawn from this.
public struct SetupGuide: Hashable, Sendable {
    /// Something to be typed or chosen exactly as it stands.
    public struct Value: Hashable, Sendable {
        public var label: String
        public var value: String

        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// Something to be made in the vendor's console.
    public struct Task: Hashable, Sendable {
        public var title: String
        public var words: String
        /// Where in the console; nil when no address leads there.
        public var link: String?
        public var values: [Value]
        /// A text to paste; nil when there is none.
        public var template: String?
        /// What to mind.
        public var notes: [String]

        public init(
            title: String, words: String, link: String? = nil, values: [Value] = [], template: String? = nil,
            notes: [String] = []
        ) {
            self.title = title
            self.words = words
            self.link = link
            self.values = values
            self.template = template
            self.notes = notes
        }
    }

    /// What must be at hand before the first step.
    public var prerequisites: [String]
    /// The account that reads and writes for us.
    public var account: Task
    /// What each side does in the console for the provider's own access; by the act that it completes.
    public var consoleTasks: [ConsoleAccessAct: Task]
    /// Where the vendor's webhooks are set up.
    public var webhook: Task
    /// The rules that send, one for each product and trigger.
    public var automationRules: [AutomationRule]
    /// What synchronization leaves alone, said plainly.
    public var notSynchronized: String
    /// Log sources that are worth connecting next; none of them can be connected yet.
    public var nextSources: [String]

    /// One rule in the vendor's console that calls our webhook.
    public struct AutomationRule: Hashable, Sendable {
        /// The product whose rule it is, as in `WebhookTrigger.product`.
        public var product: String
        public var task: Task

        public init(product: String, task: Task) {
            self.product = product
            self.task = task
        }
    }

    public init(
        prerequisites: [String], account: Task, consoleTasks: [ConsoleAccessAct: Task], webhook: Task,
        automationRules: [AutomationRule], notSynchronized: String, nextSources: [String]
    ) {
        self.prerequisites = prerequisites
        self.account = account
        self.consoleTasks = consoleTasks
        self.webhook = webhook
        self.automationRules = automationRules
        self.notSynchronized = notSynchronized
        self.nextSources = nextSources
    }

    /// Nothing in particular, for vendors without a guide.
    public static let none = SetupGuide(
        prerequisites: [], account: Task(title: "", words: ""), consoleTasks: [:],
        webhook: Task(title: "", words: ""), automationRules: [], notSynchronized: "", nextSources: [])
}

/// Which of the vendor's rules sent a webhook.
public struct WebhookTrigger: Hashable, Sendable {
    /// As in `VendorDescriptor.issueProduct` and `detectionProduct`.
    public var product: String
    /// Nil when the body names none.
    public var ruleName: String?
    /// Nil when the body has none that is known.
    public var severity: Severity?
    public var isTest: Bool

    public init(product: String, ruleName: String?, severity: Severity?, isTest: Bool) {
        self.product = product
        self.ruleName = ruleName
        self.severity = severity
        self.isTest = isTest
    }
}

extension Integration {
    /// For vendors without a guide.
    public var guide: SetupGuide { .none }

    /// For vendors without government clouds.
    public func needsAddendum(_ settings: [String: String]) -> Bool { false }

    /// For vendors whose webhooks do not say what sent them.
    public func trigger(of body: [UInt8]) -> WebhookTrigger? { nil }
}
