extension ModifierChain {
    /// `re` comes first, then its flags. An expression may match anywhere in the value; a place behind it anchors it.
    func regularExpressions(
        _ scalar: YAMLNode.Scalar, _ text: String, _ own: [Modifier], _ context: inout PackContext
    ) throws(ModifierError) -> [ValueTest] {
        guard own.first == .re else { throw ModifierError("re must be the first modifier") }
        guard scalar != .null else { throw ModifierError("re needs a text") }
        var flags = ""
        var place: Modifier?
        var isExpanded = false
        for modifier in own.dropFirst() {
            if let flag = modifier.flag {
                flags.append(flag)
            } else if modifier.isPlace, place == nil {
                place = modifier
            } else if modifier == .expand {
                isExpanded = true
            } else {
                throw ModifierError("\(modifier.rawValue) does not go with re\(place == nil ? "" : " twice")")
            }
        }
        var expressions: [RegularExpression] = []
        for source in isExpanded ? try ModifierChain.expanded(text, context.placeholders) : [text] {
            // Also a syntax check: "a)(b" must not become two halves of what is put around it.
            let plain = flags.isEmpty ? source : "(?\(flags))\(source)"
            if place != nil { _ = try RegularExpression(plain) }
            expressions.append(try context.expression(ModifierChain.anchored(plain, place)))
        }
        return [.matches(ExpressionGroup(expressions))]
    }

    private static func anchored(_ source: String, _ place: Modifier?) -> String {
        switch place {
        case .startswith: "\\A(?:\(source))"
        case .endswith: "(?:\(source))\\z"
        default: source
        }
    }

    /// A list's values are texts, not expressions: every character that could mean something is escaped.
    private static func expanded(
        _ text: String, _ placeholders: PlaceholderLists
    ) throws(ModifierError) -> [String] {
        var variants = [""]
        for piece in try placeholders.pieces(of: text) {
            switch piece {
            case .plain(let plain): variants = variants.map { $0 + plain }
            case .values(let values): variants = variants.flatMap { start in values.map { start + escaped($0) } }
            }
            try checkCount(variants.count)
        }
        return variants
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar.properties.numericType == nil, !scalar.properties.isAlphabetic { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    static func checkCount(_ count: Int) throws(ModifierError) {
        guard count <= valueLimit else { throw ModifierError("more than \(valueLimit) values come out of one") }
    }
}
