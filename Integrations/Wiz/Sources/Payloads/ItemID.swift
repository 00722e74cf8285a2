import Pipeline

/// The one thing that every item must have.
enum ItemID {
    private static let longest = 256

    /// - Throws: `decoding` when there is none, or none that a vendor would give.
    static func read(_ id: String?, of kind: String) throws(IntegrationError) -> String {
        guard let id else { throw IntegrationError(.decoding, "The \(kind) has no id.") }
        guard !id.contains("{{"), !id.contains("${") else {
            throw IntegrationError(
                .decoding,
                "The \(kind)'s id is a template variable that Wiz did not fill in: check the webhook's template.")
        }
        guard id.utf8.count <= longest,
            !id.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
        else { throw IntegrationError(.decoding, "The \(kind)'s id is not one that Wiz gives.") }
        return id
    }
}
