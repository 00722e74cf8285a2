/// A table's name and columns, in the order in which its rows are written and read.
struct Table: Sendable {
    let name: String
    let columns: [String]

    /// - Parameter columns: names with white space between them.
    init(_ name: String, _ columns: String) {
        self.name = name
        self.columns = columns.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The columns for a SELECT, under an alias.
    func list(_ alias: String) -> String {
        columns.map { "\(alias).\($0)" }.joined(separator: ", ")
    }

    /// Inserts one row; the values come in the columns' order.
    var insert: String {
        "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(parameters))"
    }

    /// Inserts one row with one more column, which the database computes.
    func insert(computing column: String, as expression: String) -> String {
        "INSERT INTO \(name) (\(columns.joined(separator: ", ")), \(column)) VALUES (\(parameters), (\(expression)))"
    }

    /// Replaces every column but the first, which is the key.
    var update: String {
        "UPDATE \(name) SET \(assignments) WHERE \(columns.first ?? "id") = $1"
    }

    /// Inserts, or replaces all columns but the key's and the kept ones.
    func upsert(key: [String], keeping kept: Set<String> = []) -> String {
        let replaced = columns.filter { !key.contains($0) && !kept.contains($0) }
        let assignments = replaced.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return "\(insert) ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(assignments)"
    }

    private var parameters: String {
        columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    }

    private var assignments: String {
        columns.indices.dropFirst().map { "\(columns[$0]) = $\($0 + 1)" }.joined(separator: ", ")
    }
}
