import Workbench

/// A number of a rule or an event, compared exactly where both are whole.
struct RuleNumber: Hashable, Sendable {
    let integer: Int64?
    let double: Double

    /// Accepts exactly what JSON calls a number (RFC 8259 §6): "0123", "0x1f", "inf" and " 1" are text.
    init?(_ text: some StringProtocol) {
        guard RuleNumber.isNumber(text), let double = Double(String(text)), double.isFinite else { return nil }
        self.init(integer: Int64(text) ?? Int64(exactly: double), double: double)
    }

    /// A JSON number, or text that reads as one: vendors send both.
    init?(_ value: JSON) {
        switch value {
        case .integer(let integer):
            self.init(integer: integer, double: Double(integer))
        case .number(let double):
            guard double.isFinite else { return nil }
            self.init(integer: Int64(exactly: double), double: double)
        case .string(let text):
            self.init(text)
        default:
            return nil
        }
    }

    private init(integer: Int64?, double: Double) {
        self.integer = integer
        self.double = double
    }

    func equals(_ other: RuleNumber) -> Bool {
        if let integer, let second = other.integer { return integer == second }
        return double == other.double
    }

    func isLess(than other: RuleNumber) -> Bool {
        if let integer, let second = other.integer { return integer < second }
        return double < other.double
    }

    private static func isNumber(_ text: some StringProtocol) -> Bool {
        var rest = Substring(text)
        if rest.first == "-" { rest.removeFirst() }
        guard let whole = takeDigits(&rest), whole == "0" || whole.first != "0" else { return false }
        if rest.first == "." {
            rest.removeFirst()
            guard takeDigits(&rest) != nil else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
            guard takeDigits(&rest) != nil else { return false }
        }
        return rest.isEmpty
    }

    private static func takeDigits(_ rest: inout Substring) -> Substring? {
        let digits = rest.prefix { "0"..."9" ~= $0 && $0.utf8.count == 1 }
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        return digits
    }
}
