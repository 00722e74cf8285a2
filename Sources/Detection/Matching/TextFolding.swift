/// How text is made ready for comparison: UTF-8, each Unicode scalar in its lower case.
///
/// Sigma compares without regard to case and leaves open whose. Ours is Unicode's lower-case mapping, scalar by scalar,
/// the same on every machine: "É" equals "é", the Kelvin sign equals "k". The long s (ſ) counts as "s", as it does in
/// regular expressions. There is no locale, no normalisation (a composed "é" differs from "e" with a combining accent)
/// and no full case folding ("ß" differs from "ss").
enum TextFolding {
    static func fold(_ text: String) -> [UInt8] {
        if let ascii = foldedASCII(text) { return ascii }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                bytes.append(lowercased(UInt8(truncatingIfNeeded: scalar.value)))
            } else if scalar == "\u{17F}" {
                bytes.append(UInt8(ascii: "s"))
            } else {
                bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        return bytes
    }

    /// The usual case, without decoding; nil when another character is in the text.
    private static func foldedASCII(_ text: String) -> [UInt8]? {
        text.utf8.withContiguousStorageIfAvailable { source -> [UInt8]? in
            var others: UInt8 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: source.count) { buffer, count in
                for index in source.indices {
                    others |= source[index]
                    buffer[index] = lowercased(source[index])
                }
                count = source.count
            }
            return others < 0x80 ? bytes : nil
        } ?? nil
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
