"""Documents, valid and not, over one schema that has every kind of type.

Each entry is a document, or a tuple of a document, its variables and, where it holds several operations, the name of
the one to run.
"""

SDL = '''
"""A moment."""
scalar Moment
scalar Anything

directive @trace(level: Int = 1, tags: [String!]) on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @tag(name: String!) repeatable on FIELD
directive @onFragment on FRAGMENT_DEFINITION
directive @onVariable(n: Int) on VARIABLE_DEFINITION

enum Color { RED GREEN BLUE @deprecated(reason: "Faded.") }
enum Size { SMALL LARGE }

interface Being { id: ID! name: String }
interface Pet implements Being { id: ID! name: String owner: Human }

type Dog implements Pet & Being {
  id: ID!
  name: String
  owner: Human
  barks: Boolean
  volume: Int
  nickname(upper: Boolean = false): String
  friends: [Pet!]
  mother: Dog
  fur: Color
}

type Cat implements Pet & Being {
  id: ID!
  name: String
  owner: Human
  meows: Boolean
  volume: Float
  lives: Int!
  friends: [Being]
  mother: Cat
}

type Human implements Being {
  id: ID!
  name: String
  pets(first: Int, kind: [String!]): [Pet]
  born: Moment
  relatives: [Human]!
}

union Occupant = Dog | Cat | Human
union Animal = Dog | Cat

input Inner { required: Int! list: [Int!] = [1, 2] deeper: Inner }
input Outer {
  text: String
  color: Color = RED
  flags: [Boolean]
  inner: Inner
  inners: [Inner!]
  matrix: [[Int]]
  moment: Moment
}

type Query {
  dog: Dog
  cat: Cat
  human: Human
  being: Being
  pet: Pet
  beings: [Being]
  occupants: [Occupant!]!
  animal: Animal
  color: Color
  colors: [Color!]
  number: Int
  big: Int
  ratio: Float
  text: String
  flag: Boolean
  ident: ID
  moment: Moment
  anything: Anything
  must: String!
  mustBeing: Being!
  matrix: [[Int!]]
  holes: [String!]
  strict: [String!]!
  fails: String
  failsHard: String!
  wrongEnum: Color
  wrongInt: Int
  wrongList: [Int]
  echo: String
  echoInt(n: Int): String
  echoIntRequired(n: Int!): String
  echoIntDefault(n: Int = 7): String
  echoIntRequiredDefault(n: Int! = 7): String
  echoFloat(n: Float): String
  echoText(s: String): String
  echoFlag(b: Boolean): String
  echoID(id: ID): String
  echoColor(c: Color): String
  echoColors(cs: [Color!]): String
  echoList(list: [Int]): String
  echoStrictList(list: [Int!]!): String
  echoMatrix(m: [[Int]]): String
  echoOuter(outer: Outer): String
  echoInner(inner: Inner!): String
  echoMoment(m: Moment): String
  echoAnything(a: Anything): String
  echoMany(a: Int, b: Int = 2, c: [String] = ["x"], d: Outer = {text: "d"}): String
}

type Mutation {
  rename(id: ID!, name: String): Dog
  echoSet(outer: Outer!): String
  failsHard: String!
  dog: Dog
}

type Subscription { dog: Dog cat: Cat }
'''

_DOG = {
    '__typename': 'Dog', 'id': 'd1', 'name': 'Rex', 'barks': True, 'volume': 7, 'fur': 'RED', 'nickname': 'rexy',
    'owner': {'__typename': 'Human', 'id': 'h1', 'name': 'Ann', 'born': '2001-01-01', 'relatives': [], 'pets': []},
    'friends': [{'__typename': 'Cat', 'id': 'c1', 'name': 'Tom', 'lives': 9, 'volume': 1.5, 'meows': True}],
    'mother': {'__typename': 'Dog', 'id': 'd0', 'name': None},
}

DATA = {
    'dog': _DOG,
    'cat': {
        '__typename': 'Cat', 'id': 'c1', 'name': 'Tom', 'lives': None, 'volume': 2, 'meows': False,
        'friends': [_DOG, None],
    },
    'human': {
        '__typename': 'Human', 'id': 5, 'name': 'Ann', 'born': 12, 'relatives': None,
        'pets': [_DOG, None, {'__typename': 'Cat', 'id': 'c2', 'lives': 3}],
    },
    'being': _DOG, 'pet': {'__typename': 'Cat', 'id': 'c3', 'lives': 1, 'name': 'Kit'},
    'beings': [_DOG, {'__typename': 'Human', 'id': 'h2', 'name': 'Bob', 'relatives': []}, None],
    'occupants': [_DOG, {'__typename': 'Human', 'id': 'h2', 'name': 'Bob', 'relatives': []}],
    'animal': _DOG, 'color': 'GREEN', 'colors': ['RED', 'BLUE'], 'number': 3, 'big': 3000000000, 'ratio': 1.5,
    'text': 'words "quoted" \\ and ünïcode \U0001f43e', 'flag': False, 'ident': 42, 'moment': '2026-01-01T00:00:00Z',
    'anything': {'deep': [1, 2.5, None, {'x': True}]}, 'must': None, 'mustBeing': None,
    'matrix': [[1, 2], [3, None], None], 'holes': ['a', None], 'strict': ['a', None],
    'fails': {'__error': 'broken on purpose'}, 'failsHard': {'__error': 'broken for good'},
    'wrongEnum': 'MAUVE', 'wrongInt': 'seven', 'wrongList': 5,
    'rename': _DOG,
}

LEXICAL = [
    '', ' ', '# only a comment', '{', '}', '{}', '{ dog }', '{ dog { } }', '{ dog { name }', '{ dog { name } }}',
    '{ dog { name } } extra', 'query { dog { name } ', 'query Q { dog { name } }', 'query Q($a) { dog { name } }',
    'query Q($a: ) { dog { name } }', 'query Q() { dog { name } }', '{ dog() { name } }', '{ echoInt(n:) }',
    '{ echoInt(n 5) }', '{ echoInt(: 5) }', '{ ...on Dog { name } }', '{ ... { number } }', '{ ... on { number } }',
    '{ ...on }', 'fragment on on Dog { name } { number }', '{ number, text,,, flag }', '{ number: }', '{ : number }',
    '{ a: b: number }', '{ number @ }', '{ number @include }', '{ number @include() }', '{ number? }', '{ nümber }',
    '{ number \u00a0 text }', '\ufeff{ number }', '{ \ufeffnumber }', '{\tnumber\r\n}', '{ number # comment\n text }',
    '{ echoText(s: "abc) }', '{ echoText(s: "a\nb") }', "{ echoText(s: 'a') }", '{ echoText(s: "a\\qb") }',
    '{ echoText(s: "a\\u00e9\\n\\t\\"\\\\\\/") }', '{ echoText(s: "\\u{1F43E}") }', '{ echoText(s: "\\uD83D\\uDC3E") }',
    '{ echoText(s: "\\uD83D") }', '{ echoText(s: "\\u{110000}") }', '{ echoText(s: "\\u{}") }', '{ echoText(s: "\\u12") }',
    '{ echoText(s: "") }', '{ echoText(s: """""") }', '{ echoText(s: """one""") }',
    '{ echoText(s: """\n    first\n      second\n    third\n  """) }', '{ echoText(s: """a \\""" b""") }',
    '{ echoText(s: """a \\n b""") }', '{ echoText(s: """open) }', '{ echoText(s: """"quoted" words""") }',
    '{ echoText(s: """\r\n\r\n  x\r\n\r\n""") }', '{ echoInt(n: 00) }', '{ echoInt(n: 01) }', '{ echoInt(n: -0) }',
    '{ echoInt(n: +1) }', '{ echoInt(n: 1.) }', '{ echoFloat(n: 1.5) }', '{ echoFloat(n: .5) }', '{ echoFloat(n: 1e5) }',
    '{ echoFloat(n: 1E-2) }', '{ echoFloat(n: 1e) }', '{ echoFloat(n: 1.5.2) }', '{ echoInt(n: 1a) }', '{ echoInt(n: 0x1) }',
    '{ echoInt(n: -) }', '{ echoFloat(n: 5) }', '{ number } { text }',
    'subscription { dog { name } cat { name } }', 'subscription { __typename }', 'type A { x: Int }',
    '{ number } type A { x: Int }', 'extend type Dog { x: Int } { number }', '"described" { number }',
    '"""described""" query { number }', 'query query { number }', 'query on { number }', '{ on: number fragment: text }',
    '{ query mutation }', '{ type: number, null: text, true: flag }', 'mutation { number }', 'unknown { number }',
]

SELECTIONS = [
    '{ number text flag ratio ident color colors moment anything }', '{ big }', '{ wrongEnum }', '{ wrongInt }',
    '{ wrongList }', '{ matrix }', '{ holes }', '{ strict }', '{ must }', '{ number must }', '{ mustBeing { id } number }',
    '{ fails number }', '{ number failsHard }', '{ dog { id name owner { name } friends { id } mother { name id } } }',
    '{ dog { name { x } } }', '{ dog }', '{ number { x } }', '{ dog { bark } }', '{ dog { nam } }', '{ unknown }',
    '{ dog { __typename } }', '{ __typename }', '{ being { __typename id name } }', '{ being { barks } }',
    '{ being { ... on Dog { barks } ... on Cat { meows } } }', '{ being { ... on Pet { owner { name } } } }',
    '{ animal { name } }', '{ animal { __typename } }', '{ animal { ... on Dog { name volume } ... on Cat { lives } } }',
    '{ animal { ... on Human { name } } }', '{ occupants { __typename ... on Being { id name } } }',
    '{ occupants { ... on Pet { name } ... on Human { relatives { id } } } }', '{ beings { id ... on Human { name } } }',
    '{ cat { lives } number }', '{ cat { name friends { id __typename } } }', '{ human { id born pets { name } } }',
    '{ human { relatives { id } } number }', '{ human { pets(first: 2, kind: ["a"]) { __typename ... on Cat { lives } } } }',
    '{ a: number b: number }', '{ a: number a: number }', '{ a: number a: text }', '{ dog { a: name a: id } }',
    '{ dog { name } dog { id } }', '{ dog { nickname } dog { nickname(upper: true) } }',
    '{ dog { nickname(upper: true) nickname(upper: true) } }', '{ dog { nickname(upper: false) nickname } }',
    '{ animal { ... on Dog { volume } ... on Cat { volume } } }',
    '{ animal { ... on Dog { v: volume } ... on Cat { w: volume } } }',
    '{ animal { ... on Dog { x: barks } ... on Cat { x: meows } } }',
    '{ animal { ... on Dog { x: name } ... on Cat { x: lives } } }',
    '{ animal { ... on Dog { friends { id } } ... on Cat { friends { id } } } }',
    '{ animal { ... on Dog { mother { x: id } } ... on Cat { mother { x: name } } } }',
    '{ dog { ...f } } fragment f on Dog { name }', '{ dog { ...f } } fragment f on Cat { name }',
    '{ dog { ...f } } fragment f on Pet { name owner { id } }', '{ dog { ...f } } fragment f on Unknown { name }',
    '{ dog { ...f } } fragment f on Color { name }', '{ dog { ...f } }', '{ dog { name } } fragment f on Dog { name }',
    '{ dog { ...f } } fragment f on Dog { ...g } fragment g on Dog { ...f }', '{ dog { ...f } } fragment f on Dog { ...f }',
    '{ dog { ...f } } fragment f on Dog { mother { ...f } }',
    '{ dog { ...f } } fragment f on Dog { name } fragment f on Dog { id }', '{ dog { ... on Color { name } } }',
    '{ dog { ... on Nothing { name } } }', '{ dog { ... on Human { name } } }', '{ dog { ... on Being { name } } }',
    '{ pet { ... on Human { name } } }', '{ ...q } fragment q on Query { number dog { ...d } } fragment d on Dog { id }',
    '{ ...q ...q } fragment q on Query { number }', '{ dog { ...a ...b } } fragment a on Dog { x: name } fragment b on Dog { x: id }',
    '{ dog { ...a } } fragment a on Dog { owner { ...h } } fragment h on Human { name pets { ...p } } fragment p on Pet { id }',
    ('query A { number } query B { text }', {}, 'B'), ('query A { number } query B { text }', {}, 'C'),
    ('query A { number } query B { text }', {}, None), 'query A { number } query A { text }', 'query A { number } { text }',
    'mutation { rename(id: "d1", name: "Max") { name } }', 'mutation { rename(name: "Max") { name } }',
    'mutation { a: rename(id: "1") { id } b: failsHard }', 'mutation { echoSet(outer: {text: "x"}) }',
    'mutation { dog { id } echoSet(outer: {}) }', '{ echo }',
    '{ a1: dog { b1: owner { c1: name } } a2: dog { b2: owner { c2: id } } }',
]

ARGUMENTS = [
    '{ echoInt }', '{ echoInt(n: 5) }', '{ echoInt(n: null) }', '{ echoInt(n: "5") }', '{ echoInt(n: 5.0) }',
    '{ echoInt(n: true) }', '{ echoInt(n: FIVE) }', '{ echoInt(n: [5]) }', '{ echoInt(n: {a: 5}) }',
    '{ echoInt(n: 2147483647) }', '{ echoInt(n: 2147483648) }', '{ echoInt(n: -2147483649) }',
    '{ echoInt(n: 99999999999999999999999999) }', '{ echoInt(m: 5) }', '{ echoInt(n: 5, n: 6) }', '{ echoIntRequired }',
    '{ echoIntRequired(n: null) }', '{ echoIntRequired(n: 1) }', '{ echoIntDefault }', '{ echoIntDefault(n: null) }',
    '{ echoIntRequiredDefault }', '{ echoIntRequiredDefault(n: null) }', '{ echoFloat(n: 5) }', '{ echoFloat(n: "5") }',
    '{ echoFloat(n: 1.25) }', '{ echoText(s: 5) }', '{ echoText(s: "x") }', '{ echoText(s: X) }', '{ echoText(s: true) }',
    '{ echoFlag(b: true) }', '{ echoFlag(b: 1) }', '{ echoFlag(b: "true") }', '{ echoID(id: "a") }', '{ echoID(id: 5) }',
    '{ echoID(id: 5.5) }', '{ echoID(id: true) }', '{ echoColor(c: RED) }', '{ echoColor(c: "RED") }',
    '{ echoColor(c: MAUVE) }', '{ echoColor(c: red) }', '{ echoColor(c: null) }', '{ echoColors(cs: [RED, BLUE]) }',
    '{ echoColors(cs: RED) }', '{ echoColors(cs: [RED, null]) }', '{ echoColors(cs: []) }', '{ echoList(list: 1) }',
    '{ echoList(list: [1, null, 3]) }', '{ echoList(list: ["a"]) }', '{ echoStrictList(list: [1, null]) }',
    '{ echoStrictList }', '{ echoStrictList(list: []) }', '{ echoMatrix(m: [[1], [2, 3], null]) }', '{ echoMatrix(m: 1) }',
    '{ echoMatrix(m: [1, 2]) }', '{ echoOuter(outer: {}) }', '{ echoOuter(outer: {text: "a", color: BLUE}) }',
    '{ echoOuter(outer: {unknown: 1}) }', '{ echoOuter(outer: {text: 1}) }', '{ echoOuter(outer: {text: "a", text: "b"}) }',
    '{ echoOuter(outer: {inner: {}}) }', '{ echoOuter(outer: {inner: {required: 1}}) }',
    '{ echoOuter(outer: {inner: {required: 1, deeper: {required: 2, list: null}}}) }',
    '{ echoOuter(outer: {inners: {required: 1}}) }', '{ echoOuter(outer: {inners: [{required: 1}, {list: [1]}]}) }',
    '{ echoOuter(outer: [1]) }', '{ echoOuter(outer: "x") }', '{ echoOuter(outer: {matrix: [[1, "a"]]}) }',
    '{ echoOuter(outer: {flags: [true, null, false]}) }', '{ echoInner(inner: null) }', '{ echoInner }',
    '{ echoInner(inner: {required: 1, list: [null]}) }', '{ echoMoment(m: "now") }', '{ echoMoment(m: 5) }',
    '{ echoMoment(m: {a: [1, "x", null, true]}) }', '{ echoAnything(a: [1, {b: 2.5}]) }', '{ echoMany }',
    '{ echoMany(a: 1, b: null, c: []) }', '{ echoMany(d: {}) }', '{ number(x: 1) }', '{ dog { nickname(loud: true) } }',
    '{ dog { nickname(uper: true) } }', '{ dog { nickname(upper: "yes") } }', '{ echoOuter(outer: {colr: RED}) }',
]

VARIABLES = [
    ('query($n: Int) { echoInt(n: $n) }', {'n': 5}), ('query($n: Int) { echoInt(n: $n) }', {}),
    ('query($n: Int) { echoInt(n: $n) }', {'n': None}), ('query($n: Int) { echoInt(n: $n) }', {'n': '5'}),
    ('query($n: Int) { echoInt(n: $n) }', {'n': 5.0}), ('query($n: Int) { echoInt(n: $n) }', {'n': 5.5}),
    ('query($n: Int) { echoInt(n: $n) }', {'n': True}), ('query($n: Int) { echoInt(n: $n) }', {'n': 3000000000}),
    ('query($n: Int) { echoInt(n: $n) }', {'n': [1]}), ('query($n: Int) { echoInt(n: $n) }', {'other': 1}),
    ('query($n: Int!) { echoInt(n: $n) }', {}), ('query($n: Int!) { echoInt(n: $n) }', {'n': None}),
    ('query($n: Int! = 3) { echoInt(n: $n) }', {}), ('query($n: Int = 3) { echoInt(n: $n) }', {}),
    ('query($n: Int = 3) { echoInt(n: $n) }', {'n': None}), ('query($n: Int) { echoIntRequired(n: $n) }', {'n': 1}),
    ('query($n: Int = 3) { echoIntRequired(n: $n) }', {}), ('query($n: Int = 3) { echoIntRequired(n: $n) }', {'n': None}),
    ('query($n: Int) { echoIntDefault(n: $n) }', {}), ('query($n: Int) { echoIntDefault(n: $n) }', {'n': None}),
    ('query($n: Int) { echoIntRequiredDefault(n: $n) }', {}), ('query($n: Int) { echoIntRequiredDefault(n: $n) }', {'n': None}),
    ('query($n: Int = "x") { echoInt(n: $n) }', {}), ('query($n: Int! = null) { echoInt(n: $n) }', {}),
    ('query($n: String) { echoInt(n: $n) }', {'n': 'a'}), ('query($n: [Int]) { echoInt(n: $n) }', {'n': [1]}),
    ('query($n: Int) { echoList(list: [1, $n]) }', {'n': 2}), ('query($n: Int) { echoList(list: [1, $n]) }', {}),
    ('query($n: Int) { echoStrictList(list: [1, $n]) }', {'n': 2}), ('query($n: Int!) { echoStrictList(list: [1, $n]) }', {'n': 2}),
    ('query($l: [Int]) { echoList(list: $l) }', {'l': 1}), ('query($l: [Int]) { echoList(list: $l) }', {'l': [1, None]}),
    ('query($l: [Int!]) { echoList(list: $l) }', {'l': [1, None]}), ('query($l: [Int]) { echoStrictList(list: $l) }', {'l': [1]}),
    ('query($l: [Int!]!) { echoStrictList(list: $l) }', {'l': 'x'}), ('query($m: [[Int]]) { echoMatrix(m: $m) }', {'m': [1, 2]}),
    ('query($m: [[Int]]) { echoMatrix(m: $m) }', {'m': 1}), ('query($c: Color) { echoColor(c: $c) }', {'c': 'RED'}),
    ('query($c: Color) { echoColor(c: $c) }', {'c': 'MAUVE'}), ('query($c: Color) { echoColor(c: $c) }', {'c': 5}),
    ('query($c: Color = GREEN) { echoColor(c: $c) }', {}), ('query($c: Color = "GREEN") { echoColor(c: $c) }', {}),
    ('query($o: Outer) { echoOuter(outer: $o) }', {'o': {}}), ('query($o: Outer) { echoOuter(outer: $o) }', {'o': {'text': 'a'}}),
    ('query($o: Outer) { echoOuter(outer: $o) }', {'o': {'unknown': 1}}), ('query($o: Outer) { echoOuter(outer: $o) }', {'o': 5}),
    ('query($o: Outer) { echoOuter(outer: $o) }', {'o': {'inner': {'list': ['x']}}}),
    ('query($o: Outer) { echoOuter(outer: $o) }', {'o': {'inners': [{'required': 1}, {'required': None}]}}),
    ('query($t: String) { echoOuter(outer: {text: $t}) }', {'t': 'x'}), ('query($t: String) { echoOuter(outer: {text: $t}) }', {}),
    ('query($t: Int) { echoOuter(outer: {text: $t}) }', {'t': 1}), ('query($r: Int) { echoInner(inner: {required: $r}) }', {'r': 1}),
    ('query($r: Int = 1) { echoInner(inner: {required: $r}) }', {}), ('query($i: Inner!) { echoInner(inner: $i) }', {'i': {'required': 1}}),
    ('query($a: Anything) { echoAnything(a: $a) }', {'a': {'x': [1, None, 'z']}}), ('query($a: Anything) { echoAnything(a: {v: $a}) }', {'a': 5}),
    ('query($m: Moment) { echoMoment(m: $m) }', {'m': 17}), ('query($id: ID) { echoID(id: $id) }', {'id': 5}),
    ('query($id: ID) { echoID(id: $id) }', {'id': 'five'}), ('query($id: ID) { echoID(id: $id) }', {'id': 1.5}),
    ('query($b: Boolean) { echoFlag(b: $b) }', {'b': 'true'}), ('query($f: Float) { echoFloat(n: $f) }', {'f': 3}),
    ('query($f: Float) { echoFloat(n: $f) }', {'f': 'x'}), ('query($s: String) { echoText(s: $s) }', {'s': 5}),
    ('query($n: Int, $n: Int) { echoInt(n: $n) }', {'n': 1}), ('query($n: Dog) { echoInt }', {}), ('query($n: Unknown) { echoInt }', {}),
    ('query($n: Int) { number }', {}), ('{ echoInt(n: $n) }', {'n': 1}),
    ('query($n: Int) { ...f } fragment f on Query { echoInt(n: $n) }', {'n': 2}),
    ('query { ...f } fragment f on Query { echoInt(n: $n) }', {'n': 2}),
    ('query A($n: Int) { ...f } query B { ...f } fragment f on Query { echoInt(n: $n) }', {'n': 2}, 'A'),
    ('query($n: Int @onVariable(n: 1)) { echoInt(n: $n) }', {'n': 2}), ('query($n: Int @trace) { echoInt(n: $n) }', {'n': 2}),
    ('query($c: [Color!] = [RED]) { echoColors(cs: $c) }', {}), ('query($c: [Color!]) { echoColors(cs: $c) }', {'c': 'BLUE'}),
    ('query($s: String!) { echoMany(c: [$s, "y"], a: 1) }', {'s': 'q'}),
    ('query($x: Boolean!) { human { pets(kind: "a") { id @include(if: $x) name } } }', {'x': True}),
]

DIRECTIVES = [
    '{ number @include(if: true) text @include(if: false) }', '{ number @skip(if: true) text @skip(if: false) }',
    '{ number @skip(if: true) @include(if: true) }', '{ number @include(if: "yes") }', '{ number @include(if: null) }',
    '{ number @skip }', '{ number @unknown }', '{ number @trace }', '{ number @trace(level: 2, tags: ["a"]) }',
    '{ number @trace(level: "x") }', '{ number @trace(other: 1) }', '{ number @trace @trace }',
    '{ number @tag(name: "a") @tag(name: "b") }', '{ number @tag }', '{ number @onFragment }', 'query @trace { number }',
    'query @skip(if: true) { number }', 'mutation @trace { dog { id } }', '{ ...f @skip(if: true) } fragment f on Query { number }',
    '{ ... @include(if: true) { number } text }', '{ ... on Query @include(if: false) { number } text }',
    '{ dog { ... @skip(if: true) { name } } }', '{ ...f } fragment f on Query @onFragment { number }',
    '{ ...f } fragment f on Query @trace { number }', ('query($b: Boolean!) { number @skip(if: $b) text }', {'b': True}),
    ('query($b: Boolean) { number @skip(if: $b) text }', {'b': True}), ('query($b: Boolean = true) { number @skip(if: $b) text }', {}),
    ('query($b: Boolean!) { number @include(if: $b) dog @skip(if: $b) { name } }', {'b': False}),
    '{ dog @deprecated { name } }', '{ number @include(if: true, if: false) }', '{ dog { name @skip(if: true) } }',
    '{ number @specifiedBy(url: "x") }',
]

INTROSPECTION = [
    '{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }',
    '{ __schema { types { name kind } } }', '{ __type(name: "Moment") { description } }',
    '{ __schema { directives { name isRepeatable locations args { name type { kind name ofType { name } } defaultValue } } } }',
    '{ __type(name: "Dog") { kind name fields { name isDeprecated type { kind name ofType { kind name ofType { name } } } } } }',
    '{ __type(name: "Dog") { interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } } }',
    '{ __type(name: "Color") { enumValues { name } } }',
    '{ __type(name: "Color") { enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } } }',
    '{ __type(name: "Being") { kind possibleTypes { name } interfaces { name } fields { name } } }',
    '{ __type(name: "Occupant") { kind possibleTypes { name } fields { name } } }',
    '{ __type(name: "Outer") { kind inputFields { name defaultValue type { kind name ofType { kind name } } } } }',
    '{ __type(name: "Inner") { inputFields { name defaultValue } } }',
    '{ __type(name: "Moment") { kind name description specifiedByURL } }', '{ __type(name: "Nothing") { name } }',
    '{ __type { name } }', '{ __type(name: 5) { name } }', '{ dog { __schema { types { name } } } }', '{ __unknown }',
    '{ __type(name: "Query") { fields(includeDeprecated: true) { name args { name } } } }',
    '{ __type(name: "Human") { fields { name args { name type { kind ofType { kind name } } } } } }',
    '{ t: __typename s: __schema { __typename } }',
]

ALL = LEXICAL + SELECTIONS + ARGUMENTS + VARIABLES + DIRECTIVES + INTROSPECTION
