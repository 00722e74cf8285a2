/// A string value of a rule, its wildcards told apart from its text (Sigma specification, "wildcards" and "escaping").
///
/// `*` stands for any text, `?` for one character. A backslash makes the wildcard or backslash after it plain;
/// before anything else it is a plain backslash itself.
struct WildcardText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String)
        case one
        case many
    }

    var parts: [Part]

    init(parsing source: String) {
        parts = []
        var text = ""
        var isEscaped = false
        for scalar in source.unicodeScalars {
            let isSpecial = scalar == "*" || scalar == "?"
            if isEscaped {
                if !isSpecial, scalar != "\\" { text.unicodeScalars.append("\\") }
                text.unicodeScalars.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if isSpecial {
                append(&text)
                parts.append(scalar == "*" ? .many : .one)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        if isEscaped { text.unicodeScalars.append("\\") }
        append(&text)
    }

    init(parts: [Part]) {
        self.parts = parts
    }

    /// Text that is taken as it stands.
    init(plain text: String) {
        parts = text.isEmpty ? [] : [.text(text)]
    }

    private mutating func append(_ text: inout String) {
        guard !text.isEmpty else { return }
        parts.append(.text(text))
        text = ""
    }

    /// The text, if no wildcard is in it.
    var plain: String? {
        switch (parts.count, parts.first) {
        case (0, _): ""
        case (1, .text(let text)): text
        default: nil
        }
    }

    func openedAtStart() -> WildcardText {
        var opened = self
        if parts.first != .many { opened.parts.insert(.many, at: 0) }
        return opened
    }

    func openedAtEnd() -> WildcardText {
        var opened = self
        if parts.last != .many { opened.parts.append(.many) }
        return opened
    }
}
