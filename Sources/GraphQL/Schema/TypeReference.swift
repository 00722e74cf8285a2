/// Which of a schema's types: an index into `Schema.types`, given only by the schema itself.
struct TypeID: Sendable, Hashable {
    let index: Int
}

/// A named type of a schema, possibly in lists and possibly not null.
indirect enum TypeReference: Sendable, Hashable {
    case named(TypeID)
    case list(TypeReference)
    case nonNull(TypeReference)

    /// The type under all lists and exclamation marks.
    var innermost: TypeID {
        switch self {
        case .named(let id): id
        case .list(let item): item.innermost
        case .nonNull(let type): type.innermost
        }
    }

    var isNonNull: Bool {
        if case .nonNull = self { true } else { false }
    }

    /// The type without an outer exclamation mark.
    var nullable: TypeReference {
        if case .nonNull(let type) = self { type } else { self }
    }
}
