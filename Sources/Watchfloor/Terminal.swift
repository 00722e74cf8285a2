import Foundation

/// What commands print. Written at once: the standard output is block-buffered in a pipe, and a crash would lose it.
enum Terminal {
    static func print(_ line: String = "") {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Rows in columns; numbers are not aligned, a missing cell is a dash.
    static func printTable(_ header: [String], _ rows: [[String?]]) {
        let cells = [header.map(Optional.some)] + rows
        let widths = header.indices.map { column in
            cells.map { row in row.indices.contains(column) ? (row[column] ?? "–").count : 0 }.max() ?? 0
        }
        for row in cells {
            let padded = zip(row, widths).map { cell, width in
                let text = (cell ?? "–").replacingOccurrences(of: "\n", with: " ")
                return text + String(repeating: " ", count: max(0, width - text.count))
            }
            print(padded.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
        }
    }

    /// Asks on the terminal; anything but "yes" is no. Without a terminal the answer is no.
    static func confirm(_ question: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else { return false }
        FileHandle.standardOutput.write(Data("\(question) Type yes to go on: ".utf8))
        return readLine()?.trimmingCharacters(in: .whitespaces) == "yes"
    }

    /// A secret: from the terminal without echo, or the first line of a pipe.
    static func readSecret(_ prompt: String) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() }
        FileHandle.standardOutput.write(Data(prompt.utf8))
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine() }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            print()
        }
        return readLine()
    }
}
