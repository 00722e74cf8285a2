import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/faults`: what goes wrong on purpose.
struct FaultControl: Sendable {
    let faults: FaultBoard

    func add(to group: RouterGroup<EmulatorContext>) {
        group.get("/faults") { _, _ in Reply.json(value) }
        group.put("/faults", use: replace)
        group.delete("/faults") { _, _ in
            faults.replace([])
            return Reply.json(value)
        }
    }

    /// The faults of the body, by kind, take the place of those in force; `{}` clears them all.
    private func replace(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        faults.replace(try Self.read(object))
        return Reply.json(value)
    }

    /// Never inlined: within an asynchronous function the optimiser of Swift 6.3 crashes on this loop.
    @inline(never)
    private static func read(_ object: GraphQLObject) throws -> [Fault] {
        try object.flatMap { key, value in
            guard let kind = Fault.Kind(rawValue: key) else {
                throw Fault.Malformed(message: "unknown fault \"\(key)\"; known are \(known)")
            }
            return try Fault.read(kind, value)
        }
    }

    private static let known = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")

    private var value: GraphQLValue {
        var object = faults.value.objectValue ?? [:]
        object["kinds"] = .texts(Fault.Kind.allCases.map(\.rawValue))
        return .object(object)
    }
}
