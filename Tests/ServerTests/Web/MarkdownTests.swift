import Testing

@testable import Server

@Suite("Markdown")
struct MarkdownTests {
    @Test(
        "What people write is laid out",
        arguments: [
            ("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>\n"),
            ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"), ("~~gone~~", "<p><del>gone</del></p>\n"),
            ("see https://example.org/a", "<p>see <a href=\"https://example.org/a\">https://example.org/a</a></p>\n"),
            ("", ""),
        ])
    func layout(_ text: String, _ html: String) {
        #expect(Markdown(text).html == html)
    }

    @Test(
        "Markup is shown as the text it is, and no link runs a script or fetches from another host",
        arguments: [
            "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<div onclick='x'>\n\nhi\n\n</div>",
            "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,hi)", "[x](vbscript:x)",
            "[x](//evil.example)", "![x](https://evil.example/pixel.png)", "![](javascript:alert(1))",
            "<javascript:alert(1)>", "[x]: javascript:alert(1)\n\n[x]", "<a href=\"javascript:alert(1)\">x</a>",
            "`<script>`", "```\"><script>\n</script>\n```", "|<script>|\n|-|\n|<b onclick=x>|",
        ])
    func safety(_ text: String) {
        let html = Markdown(text).html
        let allowed: Set<String> = [
            "p", "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "br", "strong", "em", "ul", "ol",
            "li", "del",
        ]
        for tag in html.matches(of: /<\/?([A-Za-z!][A-Za-z0-9]*)([^>]*)>/) {
            #expect(allowed.contains(String(tag.1)), "\(html)")
            #expect(!tag.2.lowercased().contains(" on") && !tag.2.contains("src="), "\(html)")
        }
        for link in html.matches(of: /href="([^"]*)"/) {
            #expect(link.1.isEmpty || link.1.hasPrefix("https://"), "\(html)")
        }
    }

    @Test("Raw HTML is not lost: an analyst sees what the vendor sent")
    func evidence() {
        #expect(Markdown("run <b>this</b>").html == "<p>run &lt;b&gt;this&lt;/b&gt;</p>\n")
        #expect(Markdown("<script>x</script>").html.contains("&lt;script&gt;x&lt;/script&gt;"))
        #expect(
            Markdown("![chart](https://x.example/a.png)").html.contains("<a href=\"https://x.example/a.png\">chart</a>")
        )
    }

    @Test("Control characters, endless nesting and great length break nothing")
    func extremes() {
        #expect(Markdown("a\u{0}b\u{8}").html == "<p>a\u{FFFD}b\u{FFFD}</p>\n")
        for part in ["[", "> ", "*a ", "- ", "![", "<", "|", "`", "\u{202E}"] {
            #expect(!Markdown(String(repeating: part, count: 8000)).html.isEmpty)
        }
        #expect(Markdown(String(repeating: "x", count: 100_000)).html.count < 20_100)
        #expect(Markdown(String?.none) == nil && Markdown(String?.some("")) == nil)
    }
}
