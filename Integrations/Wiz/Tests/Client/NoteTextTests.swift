import Testing
import Workbench

@testable import Wiz

@Suite("The text of notes")
struct NoteTextTests {
    @Test("A short note is its headline, details, link and marker")
    func short() {
        let note = SyncNote(
            headline: "Closed as benign by Ada.", details: ["It was the backup job.", "  "],
            link: "https://mdr.example/alerts/1")
        #expect(
            NoteText.make(note, marker: "watchfloor:1")
                == "Closed as benign by Ada.\nIt was the backup job.\nhttps://mdr.example/alerts/1\n[watchfloor:1]")
        #expect(NoteText.make(SyncNote(headline: "h"), marker: "m") == "h\n[m]")
    }

    private static let long = [
        String(repeating: "word ", count: 1_000), String(repeating: "é", count: 5_000),
        String(repeating: "e\u{301}", count: 3_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 2_000), String(repeating: "漢", count: 4_000),
        String(repeating: "a\n", count: 4_000),
    ]

    @Test(
        "However long the details, the note stays under 1,400, whole, with headline, link and marker", arguments: long)
    func cut(_ details: String) {
        for headline in ["Closed.", details] {
            let note = SyncNote(headline: headline, details: [details, details], link: "https://mdr.example/alerts/1")
            let text = NoteText.make(note, marker: "watchfloor:1")
            #expect(text.utf16.count < 1_400)
            #expect(text.unicodeScalars.count < 1_400)
            #expect(text.hasSuffix("\nhttps://mdr.example/alerts/1\n[watchfloor:1]"))
            #expect(text.contains("… [truncated]"))
            #expect(text.hasPrefix(String(headline.trimmed.prefix(5))))
            let body = text.prefix(while: { $0 != "…" })
            #expect((details + "Closed.\n").contains(where: { body.last == $0 }), "cut within a character")
        }
    }

    @Test("A note that just fits is not cut")
    func fits() {
        for length in 1_300...1_420 {
            let text = NoteText.make(
                SyncNote(headline: "h", details: [String(repeating: "x", count: length)], link: "l"), marker: "m")
            #expect(text.utf16.count <= NoteText.limit)
            #expect(text.contains("truncated") == (length > NoteText.limit - "h\n\nl\n[m]".count))
        }
    }
}
