import Workbench
import Yams

/// A YAML value with its line. Scalars keep their own text: what is a number or a boolean is decided here, by YAML 1.2's
/// core schema, so that `no`, `on` and `012` stay the text that their author wrote.
struct YAMLNode {
    let node: Node
    let line: Int

    init(_ node: Node, parentLine: Int = 1) {
        self.node = node
        line = node.mark?.line ?? parentLine
    }

    enum Scalar: Hashable {
        case text(String)
        case number(RuleNumber)
        case bool(Bool)
        case null
    }

    struct Member {
        var key: String
        var line: Int
        var value: YAMLNode
    }

    /// Nil when this is no scalar.
    var scalar: Scalar? {
        guard case .scalar(let scalar) = node else { return nil }
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return RuleNumber(scalar.string).map(Scalar.number) ?? .text(scalar.string)
        }
    }

    /// A scalar's own text, whatever its type; nil for null and for what is no scalar.
    var text: String? {
        guard case .scalar(let written) = node, scalar != .null else { return nil }
        return written.string
    }

    /// The elements of a list; nil when this is none.
    var elements: [YAMLNode]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.map { YAMLNode($0, parentLine: line) }
    }

    /// The members of a map in their order; nil when this is none.
    func members() throws(RuleFault) -> [Member]? {
        guard case .mapping(let mapping) = node else { return nil }
        var members: [Member] = []
        for (key, value) in mapping {
            let keyNode = YAMLNode(key, parentLine: line)
            guard case .scalar(let name) = key else { throw RuleFault(keyNode.line, "a key must be plain text") }
            guard name.string != "<<" else { throw RuleFault(keyNode.line, "YAML merge keys (<<) are not supported") }
            members.append(
                Member(key: name.string, line: keyNode.line, value: YAMLNode(value, parentLine: keyNode.line)))
        }
        return members
    }

    /// The same value as JSON.
    func json(depth: Int = 0) throws(RuleFault) -> JSON {
        guard depth < YAMLNode.depthLimit else { throw RuleFault(line, "nested too deeply") }
        if let elements {
            var list: [JSON] = []
            for element in elements { list.append(try element.json(depth: depth + 1)) }
            return .array(list)
        }
        if let members = try members() {
            var object: [String: JSON] = [:]
            for member in members { object[member.key] = try member.value.json(depth: depth + 1) }
            return .object(object)
        }
        switch scalar {
        case .text(let text): return .string(text)
        case .number(let number): return number.integer.map(JSON.integer) ?? .number(number.double)
        case .bool(let value): return .bool(value)
        case .null, nil: return .null
        }
    }

    static let depthLimit = 64
}
