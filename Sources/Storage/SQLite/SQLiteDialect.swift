struct SQLiteDialect: SQLDialect {
    func list(_ parameter: String) -> String {
        "(SELECT value FROM json_each(\(parameter)))"
    }

    /// SQLite's LIKE folds ASCII letters only, so other texts are compared in Swift's lower case.
    func ignoringCase(_ test: TextTest, _ column: String, _ text: String, _ arguments: inout SQLArguments) -> String {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let pattern = arguments.bind(.text(test.likePattern(isASCII ? text : text.lowercased())))
        let operand = isASCII ? column : "swiftLowercaseString(\(column))"
        return "\(operand) LIKE \(pattern) ESCAPE '\\'"
    }

    /// The trigram index of FTS5 knows terms of three characters or more.
    func owners(ofTextsWith term: String, _ arguments: inout SQLArguments) -> String? {
        guard term.unicodeScalars.count >= 3 else { return nil }
        let phrase = arguments.bind(.text("\"\(term.replacing("\"", with: "\"\""))\""))
        return """
            SELECT s.owner_id FROM search_texts s
            WHERE s.number IN (SELECT rowid FROM search_index WHERE search_index MATCH \(phrase))
            """
    }

    /// There is one writer, so nothing else can claim meanwhile.
    var claimSuffix: String { "" }
}
