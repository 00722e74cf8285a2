/// An id or path: shortened in the middle for the eye, whole on hover and in copies.
struct Copyable: Hashable, Sendable {
    var full: String
    var short: String
    /// What it is, for the copy button's label.
    var what: String

    init(_ text: String, what: String, limit: Int = 24) {
        full = text
        short = text.shortenedInMiddle(to: limit)
        self.what = what
    }

    init?(_ text: String?, what: String, limit: Int = 24) {
        guard let text, !text.isEmpty else { return nil }
        self.init(text, what: what, limit: limit)
    }
}

extension String {
    /// Beginning and end with "…" between, at most so many characters.
    func shortenedInMiddle(to limit: Int) -> String {
        guard limit > 2, count > limit else { return self }
        let head = limit / 2
        return "\(prefix(head))…\(suffix(limit - 1 - head))"
    }

    /// The beginning, with "…" when something was cut. On one line.
    func shortened(to limit: Int) -> String {
        guard count > limit else { return self }
        return "\(prefix(limit))…"
    }
}

/// "1 alert", "12 alerts", "1,234 alerts".
func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
}

/// With a comma between thousands.
func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
        result.append(digit)
    }
    return number < 0 ? "-" + result : result
}
