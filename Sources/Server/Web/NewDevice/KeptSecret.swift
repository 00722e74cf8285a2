import Foundation
import Pipeline
import Workbench

/// A secret that was typed into a form which comes back: sealed for the same person and a short time, so that it need
/// not be typed again after a test, and never stands readable in a page.
struct KeptSecret: Sendable {
    /// Seconds.
    private static let lifetime: Double = 3600

    let vault: any Vault
    let person: ID<Actor>

    func seal(_ secret: String, at time: Timestamp = .now()) throws -> String {
        let text = "\(person.rawValue)\n\(time.milliseconds)\n\(secret)"
        return Data(try vault.seal(text)).base64EncodedString()
    }

    /// Nil for what is not ours, another person's, or too old.
    func open(_ text: String?, at time: Timestamp = .now()) -> String? {
        guard let text, !text.isEmpty, let data = Data(base64Encoded: text),
            let opened = try? vault.open(Array(data))
        else { return nil }
        let parts = opened.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == person.rawValue, let sealed = Int64(parts[1]),
            abs(time.seconds(since: Timestamp(milliseconds: sealed))) < KeptSecret.lifetime
        else { return nil }
        return String(parts[2])
    }
}
