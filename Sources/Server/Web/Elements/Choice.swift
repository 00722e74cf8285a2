/// An entry of a select box or a menu.
struct Choice: Hashable, Sendable {
    var value: String
    var words: String
    var isChosen: Bool

    init(_ value: String, _ words: String, isChosen: Bool = false) {
        self.value = value
        self.words = words
        self.isChosen = isChosen
    }
}

/// A link of a menu, tab bar or chip row.
struct MenuLink: Hashable, Sendable {
    var words: String
    var address: String
    var isCurrent: Bool
    /// A number beside it, grouped.
    var number: String?

    init(_ words: String, _ address: PageAddress, isCurrent: Bool = false, number: Int? = nil) {
        self.words = words
        self.address = address.text
        self.isCurrent = isCurrent
        self.number = number.map(grouped)
    }
}

/// One labelled input, with help under the label and its error beside it.
struct FormField: Hashable, Sendable {
    var name: String
    var label: String
    var help: String?
    var kind: String
    var value: String
    var error: String?
    var isRequired: Bool
    var autocomplete: String

    init(
        _ name: String, _ label: String, help: String? = nil, kind: String = "text", value: String = "",
        error: String? = nil, isRequired: Bool = true, autocomplete: String = "off"
    ) {
        self.name = name
        self.label = label
        self.help = help
        self.kind = kind
        self.value = value
        self.error = error
        self.isRequired = isRequired
        self.autocomplete = autocomplete
    }
}
