import CMarkdown

/// Words that somebody wrote in Markdown, as HTML that is safe to stand in a page: raw HTML in them is shown as text,
/// and nothing is fetched from another host. The one value that a template writes without escaping.
struct Markdown: Hashable, Sendable {
    /// The most characters that are rendered; longer texts are cut.
    static let limit = 20_000

    let html: String

    init(_ text: String, limit: Int = limit) {
        let plain = String(
            String.UnicodeScalarView(text.shortened(to: min(limit, Markdown.limit)).unicodeScalars.map(Markdown.shown)))
        html = Markdown.render(plain)
    }

    init?(_ text: String?, limit: Int = limit) {
        guard let text, !text.isEmpty else { return nil }
        self.init(text, limit: limit)
    }

    private static func render(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress, let html = cmarkdown_html(start, characters.count) else {
                    return ""
                }
                defer { cmarkdown_free(html) }
                return String(cString: html)
            }
        }
    }

    /// Control characters that no page should hold are replaced, as in all other texts.
    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\t", "\n", "\r": scalar
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": "\u{FFFD}"
        default: scalar
        }
    }
}
