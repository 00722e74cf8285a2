/// Positions of records in order of an instant, ties in order of id: what keyset paging walks along.
struct TimeIndex: Sendable {
    struct Key: Comparable, Sendable, Hashable {
        let time: WizTime
        let id: WizID

        static func < (left: Key, right: Key) -> Bool {
            (left.time, left.id) < (right.time, right.id)
        }
    }

    struct Entry: Sendable {
        let key: Key
        let position: Int
    }

    private(set) var entries: [Entry] = []

    mutating func insert(_ key: Key, position: Int) {
        let entry = Entry(key: key, position: position)
        if let last = entries.last, key < last.key {
            entries.insert(entry, at: count(below: key))
        } else {
            entries.append(entry)
        }
    }

    mutating func remove(_ key: Key) {
        let index = count(below: key)
        if entries.indices.contains(index), entries[index].key == key { entries.remove(at: index) }
    }

    /// How many entries come before the key.
    func count(below key: Key) -> Int {
        partition { $0 < key }
    }

    /// How many entries come before the key or are it.
    func count(upTo key: Key) -> Int {
        partition { $0 <= key }
    }

    private func partition(_ isBefore: (Key) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle].key) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
