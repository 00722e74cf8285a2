@testable import Server

/// Reads templates as the renderer does and reports names that no object on the way has, and tags never reached.
struct TemplateWalk {
    private(set) var missing: Set<String> = []
    private(set) var reached: Set<String> = []

    private indirect enum Part {
        case variable(String, tag: String)
        case section(String, inverted: Bool, [Part], tag: String)
        case partial(String)
        case parent(String, blocks: [String: [Part]])
        case block(String, [Part])
    }

    /// Every tag that shows or asks for a value, as "Template: name".
    static func tags(of name: String) -> Set<String> {
        var tags: Set<String> = []
        func collect(_ parts: [Part]) {
            for part in parts {
                switch part {
                case .variable(_, let tag): tags.insert(tag)
                case .section(_, _, let inner, let tag):
                    tags.insert(tag)
                    collect(inner)
                case .parent(_, let blocks): for block in blocks.values { collect(block) }
                case .block(_, let inner): collect(inner)
                case .partial: break
                }
            }
        }
        collect(parse(name))
        return tags
    }

    mutating func walk(_ page: Any, template: String) {
        walk(TemplateWalk.parse(template), [page], blocks: [:])
    }

    private mutating func walk(_ parts: [Part], _ stack: [Any], blocks: [String: [Part]]) {
        for part in parts {
            switch part {
            case .variable(let name, let tag):
                reached.insert(tag)
                if case .missing = TemplateWalk.find(name, stack) { missing.insert(tag) }
            case .section(let name, let inverted, let inner, let tag):
                reached.insert(tag)
                enter(name, inverted, inner, tag, stack, blocks)
            case .partial(let name): walk(TemplateWalk.parse(name), stack, blocks: blocks)
            case .parent(let name, let own): walk(TemplateWalk.parse(name), stack, blocks: own)
            case .block(let name, let inner): walk(blocks[name] ?? inner, stack, blocks: blocks)
            }
        }
    }

    private mutating func enter(
        _ name: String, _ inverted: Bool, _ inner: [Part], _ tag: String, _ stack: [Any], _ blocks: [String: [Part]]
    ) {
        switch TemplateWalk.find(name, stack) {
        case .missing: missing.insert(tag)
        case .none: if inverted { walk(inner, stack, blocks: blocks) }
        case .some(let flag as Bool): if flag != inverted { walk(inner, stack, blocks: blocks) }
        case .some(let list as [Any]):
            if list.isEmpty, inverted { walk(inner, stack, blocks: blocks) }
            if !inverted { for element in list { walk(inner, stack + [element], blocks: blocks) } }
        case .some(let value): if !inverted { walk(inner, stack + [value], blocks: blocks) }
        }
    }

    private enum Found {
        case missing, none
        case some(Any)
    }

    private static func find(_ name: String, _ stack: [Any]) -> Found {
        guard name != ".", let current = stack.last else { return stack.last.map(Found.some) ?? .missing }
        let names = name.split(separator: ".").map(String.init)
        guard !name.hasPrefix(".") else { return child(names[...], of: current) }
        for object in stack.reversed() {
            // As the renderer: an object whose property is nil does not hide an outer one of the same name.
            if case .some(let first) = child(names.prefix(1), of: object) { return child(names.dropFirst(), of: first) }
        }
        return stack.contains { if case .none = child(names.prefix(1), of: $0) { true } else { false } }
            ? .none : .missing
    }

    private static func child(_ names: ArraySlice<String>, of object: Any) -> Found {
        guard let name = names.first else { return .some(object) }
        guard let match = Mirror(reflecting: object).children.first(where: { $0.label == name }) else {
            return .missing
        }
        let mirror = Mirror(reflecting: match.value)
        guard mirror.displayStyle == .optional else { return child(names.dropFirst(), of: match.value) }
        guard let wrapped = mirror.children.first?.value else { return .none }
        return child(names.dropFirst(), of: wrapped)
    }

    private static func parse(_ name: String) -> [Part] {
        var rest = String(decoding: Templates.sources[name] ?? [], as: UTF8.self)[...]
        return parse(&rest, name, until: nil)
    }

    private static func parse(_ rest: inout Substring, _ template: String, until end: String?) -> [Part] {
        var parts: [Part] = []
        while let open = rest.firstRange(of: "{{") {
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { break }
            let tag = String(rest[..<close.lowerBound])
            rest = rest[close.upperBound...]
            let name = String(tag.dropFirst())
            let label = "\(template): \(tag)"
            switch tag.first {
            case "#": parts.append(.section(name, inverted: false, parse(&rest, template, until: name), tag: label))
            case "^": parts.append(.section(name, inverted: true, parse(&rest, template, until: name), tag: label))
            case "$": parts.append(.block(name, parse(&rest, template, until: name)))
            case "<":
                var blocks: [String: [Part]] = [:]
                for case .block(let block, let inner) in parse(&rest, template, until: name) { blocks[block] = inner }
                parts.append(.parent(name, blocks: blocks))
            case ">": parts.append(.partial(name))
            case "&": parts.append(.variable(name, tag: label))
            case "/": if name == end { return parts }
            default: parts.append(.variable(tag, tag: label))
            }
        }
        return parts
    }
}
