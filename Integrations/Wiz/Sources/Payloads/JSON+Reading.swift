import Workbench

/// Reading what may be null, missing, empty, of another type or split into a text: nothing here fails.
extension JSON {
    /// A text without surrounding white space, or a number as text; nil for everything else and for "".
    func text(_ key: String) -> String? {
        guard let text = self[key]?.stringOrNumber?.trimmed, !text.isEmpty else { return nil }
        return text
    }

    /// The first of some keys that has a text.
    func text(anyOf keys: String...) -> String? {
        for key in keys {
            if let text = text(key) { return text }
        }
        return nil
    }

    func time(_ key: String) -> Timestamp? {
        text(key).flatMap { Timestamp($0) }
    }

    /// A list of texts, or a text that lists them ("A, B, ").
    func texts(_ key: String) -> [String] {
        guard let value = self[key] else { return [] }
        if case .array(let list) = value {
            return list.compactMap { $0.stringOrNumber?.trimmed }.filter { !$0.isEmpty }.withoutRepeats
        }
        return (value.string.map(JSON.listed) ?? []).withoutRepeats
    }

    /// The elements of a list that are objects.
    func objects(_ key: String) -> [JSON] {
        (self[key]?.array ?? []).filter { if case .object = $0 { true } else { false } }
    }

    func count(_ key: String) -> Int? {
        guard let number = self[key]?.integer, number >= 0 else { return nil }
        return Int(exactly: number)
    }

    /// A web address. Anything else that calls itself a link is dropped: it would be shown as one.
    func link(_ key: String) -> String? {
        guard let text = text(key) else { return nil }
        let start = text.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://") ? text : nil
    }

    func has(_ key: String) -> Bool { object[key] != nil }

    /// Wiz writes lists into texts with a comma and a space after each: "A, B, ".
    static func listed(_ text: String) -> [String] {
        var rest = Substring(text)
        var items: [String] = []
        while let separator = rest.range(of: ", ") {
            items.append(String(rest[..<separator.lowerBound]))
            rest = rest[separator.upperBound...]
        }
        items.append(String(rest))
        return items.map(\.trimmed).map { $0.hasSuffix(",") ? String($0.dropLast()).trimmed : $0 }
            .filter { !$0.isEmpty }
    }
}

extension Substring {
    /// The first place of a short text.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return start..<(index(start, offsetBy: text.count, limitedBy: endIndex) ?? endIndex)
            }
            start = index(after: start)
        }
        return nil
    }
}

extension Sequence where Element: Hashable {
    /// In order, each element once.
    var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
