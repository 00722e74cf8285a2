import Pipeline
import Workbench

/// An issue as it stands in Wiz at the moment of a write.
struct IssueReading: Hashable, Sendable {
    var kind: VendorAlert.Kind
    var state: IssueState
    /// The texts of its notes, and of its resolution note.
    var notes: [String]

    init(kind: VendorAlert.Kind, state: IssueState, notes: [String] = []) {
        self.kind = kind
        self.state = state
        self.notes = notes
    }

    /// - Parameter expected: the kind we believe it to be, where Wiz leaves its type out.
    /// - Throws: `decoding` without a status: nothing may be decided then.
    init(_ node: JSON, expected: VendorAlert.Kind) throws(IntegrationError) {
        let item = try IssueReader(node: node).item()
        guard let state = item.state else {
            throw IntegrationError(.decoding, "Wiz gave the issue without its status.")
        }
        kind = item.content.type == nil ? expected : item.kind
        self.state = state
        notes = item.content.notes.map(\.text) + [node["resolutionNote"]?.string].compactMap { $0 }
    }

    func hasNote(marked marker: String) -> Bool {
        notes.contains { $0.contains(marker) }
    }
}
