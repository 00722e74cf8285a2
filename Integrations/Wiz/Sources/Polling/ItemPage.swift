import Pipeline
import Workbench

/// One page of a connection, as Wiz gives it.
struct ItemPage: Hashable, Sendable {
    var nodes: [JSON]
    var hasNextPage: Bool
    var endCursor: String?
    var total: Int?

    /// Nodes that Wiz could not give are null and left out.
    ///
    /// - Throws: `decoding` without a statement on whether there is more: to stop there would lose items silently.
    init(_ connection: JSON) throws(IntegrationError) {
        guard let hasNextPage = connection["pageInfo"]?["hasNextPage"]?.bool else {
            throw IntegrationError(.decoding, "Wiz gave a page without saying whether there is another.")
        }
        self.hasNextPage = hasNextPage
        nodes = (connection["nodes"]?.array ?? []).filter { !$0.isNull }
        endCursor = connection["pageInfo"]?["endCursor"]?.string
        total = connection["totalCount"]?.integer.flatMap { Int(exactly: $0) }
    }
}
