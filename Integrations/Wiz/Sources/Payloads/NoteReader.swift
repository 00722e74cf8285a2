import Workbench

/// The notes of an issue. What is only white space is no note.
enum NoteReader {
    /// `notes` of an issue node.
    static func notes(_ node: JSON) -> [VendorAlertContent.Note] {
        node.objects("notes").compactMap { note in
            guard let text = note["text"]?.string, !text.trimmed.isEmpty else { return nil }
            let author =
                note["user"]?.text(anyOf: "name", "email") ?? note["serviceAccount"]?.text(anyOf: "name", "email")
            return VendorAlertContent.Note(
                id: note.text("id"), text: text, author: author, createdAt: note.time("createdAt"))
        }
    }

    /// A threat webhook's one text for all notes: "person@example.com-text, ". A text may hold commas itself, so that
    /// only what begins with an address begins a note.
    static func notes(inText text: String) -> [VendorAlertContent.Note] {
        var notes: [VendorAlertContent.Note] = []
        for piece in JSON.listed(text) {
            if let (author, words) = authored(piece) {
                notes.append(VendorAlertContent.Note(text: words, author: author))
            } else if let last = notes.indices.last {
                notes[last].text += ", " + piece
            } else {
                notes.append(VendorAlertContent.Note(text: piece))
            }
        }
        return notes.filter { !$0.text.trimmed.isEmpty }
    }

    private static func authored(_ piece: String) -> (author: String, words: String)? {
        guard let at = piece.firstIndex(of: "@"), !piece[..<at].contains(" "),
            let point = piece[at...].firstIndex(of: "."), let hyphen = piece[point...].firstIndex(of: "-"),
            !piece[at..<hyphen].contains(" ")
        else { return nil }
        return (String(piece[..<hyphen]), String(piece[piece.index(after: hyphen)...]))
    }
}
