/// The types and directives that every schema has (GraphQL specification §3.5, §3.13, §4.2).
enum IntrospectionTypes {
    static let sdl = #"""
        "Whole numbers between -(2^31) and 2^31 - 1."
        scalar Int
        "Double-precision fractional numbers as IEEE 754 has them."
        scalar Float
        "Text, a sequence of Unicode characters."
        scalar String
        "`true` or `false`."
        scalar Boolean
        """
        A unique identifier, written as a string and not meant to be read by people. As an input, any string or
        integer is accepted.
        """
        scalar ID

        "Includes this field or fragment only when the `if` argument is true."
        directive @include(
          "Included when true."
          if: Boolean!
        ) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Skips this field or fragment when the `if` argument is true."
        directive @skip(
          "Skipped when true."
          if: Boolean!
        ) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Marks an element of a schema as no longer supported."
        directive @deprecated(
          "Why it was deprecated, usually with what to use instead. Formatted as CommonMark."
          reason: String = "No longer supported"
        ) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        "Gives the address of a specification of a custom scalar."
        directive @specifiedBy(
          "The address."
          url: String!
        ) on SCALAR

        "What a server can do: its types and directives, and where each kind of operation starts."
        type __Schema {
          description: String
          "All types of this server."
          types: [__Type!]!
          "Where queries start."
          queryType: __Type!
          "Where mutations start, if there are any."
          mutationType: __Type
          "Where subscriptions start, if there are any."
          subscriptionType: __Type
          "All directives of this server."
          directives: [__Directive!]!
        }
        "A named type, or a list or non-null type around another. Which fields are set depends on the kind."
        type __Type {
          kind: __TypeKind!
          name: String
          description: String
          specifiedByURL: String
          fields(includeDeprecated: Boolean = false): [__Field!]
          interfaces: [__Type!]
          possibleTypes: [__Type!]
          enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
          inputFields(includeDeprecated: Boolean = false): [__InputValue!]
          ofType: __Type
        }
        "Which kind of type a `__Type` is."
        enum __TypeKind {
          "A scalar."
          SCALAR
          "An object. `fields` and `interfaces` are set."
          OBJECT
          "An interface. `fields`, `interfaces` and `possibleTypes` are set."
          INTERFACE
          "A union. `possibleTypes` is set."
          UNION
          "An enum. `enumValues` is set."
          ENUM
          "An input object. `inputFields` is set."
          INPUT_OBJECT
          "A list. `ofType` is set."
          LIST
          "A type that is never null. `ofType` is set."
          NON_NULL
        }
        "A field of an object type or interface."
        type __Field {
          name: String!
          description: String
          args(includeDeprecated: Boolean = false): [__InputValue!]!
          type: __Type!
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "An argument of a field or directive, or a field of an input object."
        type __InputValue {
          name: String!
          description: String
          type: __Type!
          "The default value as a GraphQL literal."
          defaultValue: String
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "A value of an enum."
        type __EnumValue {
          name: String!
          description: String
          isDeprecated: Boolean!
          deprecationReason: String
        }
        "An annotation that changes how documents are executed or checked."
        type __Directive {
          name: String!
          description: String
          isRepeatable: Boolean!
          locations: [__DirectiveLocation!]!
          args(includeDeprecated: Boolean = false): [__InputValue!]!
        }
        "Where a directive may stand."
        enum __DirectiveLocation {
          QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION
          SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
          INPUT_FIELD_DEFINITION
        }
        """#
}
