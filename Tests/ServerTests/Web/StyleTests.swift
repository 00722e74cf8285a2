import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Server

@Suite("Style and static files")
struct StyleTests {
    /// The tokens of the style sheet as (light, dark) pairs of relative luminance.
    static let tokens: [String: (light: Double, dark: Double)] = {
        var tokens: [String: (Double, Double)] = [:]
        let text = String(decoding: Assets.styleSheet.bytes, as: UTF8.self)
        for match in text.matches(of: /--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)/) {
            tokens[String(match.1)] = (luminance(match.2), luminance(match.3))
        }
        return tokens
    }()

    /// WCAG 2.2, "relative luminance".
    static func luminance(_ hex: Substring) -> Double {
        let value = Int(hex, radix: 16) ?? 0
        let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]  // safe: three parts
    }

    static func contrast(_ one: Double, _ two: Double) -> Double {
        (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    @Test(
        "Text keeps a contrast of 4.5 to 1 on every ground it stands on, light and dark",
        arguments: [
            ("ink", ["ground", "surface", "raised", "sunken", "hover", "info-ground", "warn-ground", "bad-ground"]),
            ("muted", ["ground", "surface", "raised", "sunken", "hover", "info-ground"]),
            ("accent", ["ground", "surface", "raised", "hover", "info-ground"]), ("on-fill", ["fill"]),
            ("critical", ["ground", "surface", "hover", "info-ground"]),
            ("high", ["ground", "surface", "hover", "info-ground"]),
            ("medium", ["ground", "surface", "hover", "info-ground"]),
            ("low", ["ground", "surface", "hover", "info-ground"]),
            ("tuning", ["ground", "surface", "hover", "info-ground"]),
            ("testing", ["ground", "surface", "hover", "info-ground"]),
            ("good", ["ground", "surface", "hover", "good-ground", "info-ground"]),
            ("warn", ["ground", "surface", "hover", "warn-ground", "info-ground"]),
            ("bad", ["ground", "surface", "hover", "bad-ground", "info-ground"]),
            ("info", ["ground", "surface", "hover", "info-ground"]),
        ])
    func textContrast(_ name: String, _ grounds: [String]) throws {
        let text = try #require(StyleTests.tokens[name])
        for ground in grounds {
            let behind = try #require(StyleTests.tokens[ground])
            #expect(StyleTests.contrast(text.light, behind.light) >= 4.5, "\(name) on \(ground), light")
            #expect(StyleTests.contrast(text.dark, behind.dark) >= 4.5, "\(name) on \(ground), dark")
        }
    }

    @Test("Borders of controls and the focus ring keep 3 to 1", arguments: ["edge", "focus"])
    func edgeContrast(_ name: String) throws {
        let edge = try #require(StyleTests.tokens[name])
        for ground in ["ground", "surface", "raised"] {
            let behind = try #require(StyleTests.tokens[ground])
            #expect(StyleTests.contrast(edge.light, behind.light) >= 3, "\(name) on \(ground), light")
            #expect(StyleTests.contrast(edge.dark, behind.dark) >= 3, "\(name) on \(ground), dark")
        }
    }

    @Test("The contrast is reckoned as the guideline does")
    func contrastIsRight() {
        #expect(abs(StyleTests.contrast(StyleTests.luminance("ffffff"), StyleTests.luminance("000000")) - 21) < 0.001)
        #expect(abs(StyleTests.contrast(StyleTests.luminance("777777"), StyleTests.luminance("ffffff")) - 4.478) < 0.01)
    }

    @Test("Rules use tokens: no colour stands outside the first block but for marks and backdrops")
    func coloursAreTokens() {
        let text = String(decoding: Assets.styleSheet.bytes, as: UTF8.self)
        let rules = text.drop { $0 != "}" }
        let strays = rules.matches(of: /#[0-9a-f]{3,8}\b/).map { String($0.0) }
        #expect(Set(strays).isSubset(of: ["#ffe58a", "#6b5300", "#00000073"]))
    }

    @Test("A file's address changes with its content, and nothing else")
    func addresses() {
        let one = Asset(name: "a.css", contentType: "text/css", bytes: Array("a".utf8))
        let same = Asset(name: "a.css", contentType: "text/css", bytes: Array("a".utf8))
        let other = Asset(name: "a.css", contentType: "text/css", bytes: Array("b".utf8))
        #expect(one.address == "/assets/ca978112ca1bbdca/a.css")
        #expect(one.address == same.address && one.address != other.address)
    }

    @Test("Files are served for good, with their type; a browser that has one gets no second copy")
    func serving() {
        let request = { (known: String?) in
            var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: Assets.script.address)
            head.headerFields[.ifNoneMatch] = known
            return Request(head: head, body: RequestBody(buffer: .init()))
        }
        let first = Assets.response(Assets.script, to: request(nil))
        #expect(first.status == .ok)
        #expect(first.headers[.contentType] == "text/javascript; charset=utf-8")
        #expect(first.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(first.body.contentLength == Assets.script.bytes.count)
        let again = Assets.response(Assets.script, to: request("\"x\", \(first.headers[.eTag] ?? "")"))
        #expect(again.status == .notModified)
        #expect(again.body.contentLength == 0)
    }
}
