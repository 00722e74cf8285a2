/// How pages read addresses and forms: a blank value is no value.
extension QueryItems {
    /// The first value of a name; nil when it is missing or blank.
    subscript(name: String) -> String? {
        guard let value = first(name), !value.isEmpty else { return nil }
        return value
    }

    /// The parts of a comma-separated value, and of repeated ones, each once.
    func list(_ name: String) -> [String] {
        var seen: Set<String> = []
        return all(name).flatMap { $0.split(separator: ",").map(String.init) }.filter { seen.insert($0).inserted }
    }
}
