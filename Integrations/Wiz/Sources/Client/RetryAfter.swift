import Workbench

/// The `Retry-After` header (RFC 9110 §10.2.3): seconds, or a date.
enum RetryAfter {
    /// Nobody is made to wait longer than this, in seconds, whatever the header says.
    private static let longest: Double = 3600
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// When to come back; nil when the header is missing or says nothing sensible.
    static func time(_ header: String?, now: Timestamp) -> Timestamp? {
        guard let text = header?.trimmed, !text.isEmpty else { return nil }
        if let seconds = Double(text) {
            guard seconds.isFinite, seconds >= 0 else { return nil }
            return now.adding(seconds: min(seconds, longest))
        }
        guard let date = date(text) else { return nil }
        return max(now, min(date, now.adding(seconds: longest)))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
