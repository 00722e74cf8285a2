import Foundation
import GraphQL

/// Where a page ended: opaque to clients, base64 of JSON as Wiz's are. It names the last record and not a number of
/// records, so that what is added meanwhile neither repeats nor hides anything.
struct PageCursor: Sendable {
    /// The order that the cursor belongs to: it is good for no other.
    let order: String
    let phase: Int
    let key: TimeIndex.Key
    /// Records up to here, for the cap on paging.
    let served: Int

    var text: String {
        let value: GraphQLValue = [
            "order": .string(order), "phase": .int(Int64(phase)), "time": .int(key.time.nanoseconds),
            "id": .string(key.id.description), "served": .int(Int64(served)),
        ]
        return Data(value.json()).base64EncodedString()
    }

    init(order: String, phase: Int, key: TimeIndex.Key, served: Int) {
        self.order = order
        self.phase = phase
        self.key = key
        self.served = served
    }

    /// - Throws: BAD_USER_INPUT for anything that this tenant did not give out for this order.
    init(_ text: String, order: String) throws(Refusal) {
        guard let data = Data(base64Encoded: text), let value = try? GraphQLValue(json: Array(data)),
            value["order"]?.stringValue == order, let phase = value["phase"]?.intValue,
            let time = value["time"]?.intValue, let id = value["id"]?.stringValue.flatMap(WizID.init),
            let served = value["served"]?.intValue, (0...100).contains(phase), (0...1_000_000_000).contains(served)
        else { throw .badInput("invalid cursor") }
        self.init(
            order: order, phase: Int(phase), key: TimeIndex.Key(time: WizTime(nanoseconds: time), id: id),
            served: Int(served))
    }
}
