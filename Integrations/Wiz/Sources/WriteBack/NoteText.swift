import Workbench

/// The text of a note in Wiz: headline, details, link, marker. Wiz refuses notes over about 1,500 characters; whatever
/// has to give way, the headline, the link and the marker stay.
enum NoteText {
    /// Counted in UTF-16 units, of which no way of counting characters finds more.
    static let limit = 1_399
    private static let headlineLimit = 500
    private static let linkLimit = 400
    private static let ellipsis = "…"
    private static let truncated = "… [truncated]"

    static func make(_ note: SyncNote, marker: String) -> String {
        let headline = cut(note.headline.trimmed, to: headlineLimit, ending: ellipsis)
        let link = note.link.flatMap { $0.utf16.count <= linkLimit ? $0 : nil }
        let tail = [link, "[\(cut(marker, to: 200, ending: ""))]"].compactMap { $0 }
        let details = note.details.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
        let fixed = ([headline] + tail).joined(separator: "\n")
        let room = limit - fixed.utf16.count - 1
        guard !details.isEmpty, room > truncated.utf16.count else { return fixed }
        return ([headline, cut(details, to: room, ending: truncated)] + tail).joined(separator: "\n")
    }

    /// At most so many UTF-16 units, the ending included; whole characters only.
    private static func cut(_ text: String, to limit: Int, ending: String) -> String {
        guard text.utf16.count > limit else { return text }
        var room = limit - ending.utf16.count
        var kept = ""
        for character in text {
            room -= character.utf16.count
            if room < 0 { break }
            kept.append(character)
        }
        return kept + ending
    }
}
