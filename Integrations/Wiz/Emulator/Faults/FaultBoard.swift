import GraphQL
import Synchronization

/// The faults in force.
final class FaultBoard: Sendable {
    private let faults = Mutex<[Fault]>([])

    func replace(_ new: [Fault]) {
        faults.withLock { $0 = new }
    }

    /// The first fault of a kind that is meant for one of the operations. It counts as a call that it hit.
    func take(_ kind: Fault.Kind, for operations: [String]) -> Fault? {
        faults.withLock { faults in
            guard let index = faults.firstIndex(where: { $0.kind == kind && $0.applies(to: operations) }) else {
                return nil
            }
            let fault = faults[index]
            if let calls = fault.calls {
                if calls <= 1 { faults.remove(at: index) } else { faults[index].calls = calls - 1 }
            }
            return fault
        }
    }

    var value: GraphQLValue {
        ["faults": .list(faults.withLock { $0 }.map(\.value))]
    }
}

extension Fault {
    /// The name that stands for `POST /oauth/token` among operations.
    static let tokenOperation = "token"

    fileprivate func applies(to operations: [String]) -> Bool {
        if calls == 0 { return false }
        if let operation { return operations.contains(operation) }
        // A licence is missing for a part of the API; without a name, for the one that Wiz sells apart.
        if kind == .missingLicense { return operations.contains("detections") }
        // Without a name, faults of single calls leave the token endpoint alone: most would never come to bear.
        return kind == .shortTokens || kind == .missingExpiresIn || !operations.contains(Self.tokenOperation)
    }
}
