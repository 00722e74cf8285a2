import Detection
import Synchronization
import Workbench

/// The detection rules in force. They can be exchanged while everything runs; the next signal meets the new ones.
public final class ActiveRules: Sendable {
    private let current: Mutex<RulePack>

    public init(_ pack: RulePack) {
        current = Mutex(pack)
    }

    public var pack: RulePack { current.withLock { $0 } }

    public func replace(with pack: RulePack) {
        current.withLock { $0 = pack }
    }
}
