import Detection
import Workbench

/// ATT&CK as a heat map: which techniques the rules name, and how many rules each.
struct CoveragePage: Sendable {
    struct Cell: Sendable {
        var x: Int
        var y: Int
        var textX: Int
        var textY: Int
        var technique: String
        /// 1 to 4: how many rules.
        var heat: Int
        var words: String
        var address: String
    }

    struct Head: Sendable {
        var x: Int
        var lines: [Line]
    }

    struct Line: Sendable {
        var text: String
        var y: Int
    }

    struct TableRow: Sendable {
        var tactic: String
        var address: String
        var technique: String
        var techniqueAddress: String
        var rules: String
    }

    var shell: Shell
    var tabs: [MenuLink]
    var count: String
    var width: Int
    var height: Int
    var heads: [Head]
    var cells: [Cell]
    var rows: [TableRow]
    var hasCells: Bool
    /// Tactics that no rule names.
    var missing: String?

    private static let cellWidth = 84
    private static let cellHeight = 22
    private static let headHeight = 44

    init(_ rules: [Rule], shell: Shell) {
        self.shell = shell
        tabs = DetectionRoutes.tabs("/detections/coverage")
        let columns = AttackMatrix.columns(rules)
        let named = columns.filter { !$0.techniques.isEmpty }
        let techniques = Set(columns.flatMap { $0.techniques.map(\.id) }).count
        count = "\(counted(techniques, "technique", "techniques")) in \(counted(named.count, "tactic", "tactics"))"
        width = named.count * CoveragePage.cellWidth
        height = CoveragePage.headHeight + (named.map(\.techniques.count).max() ?? 0) * CoveragePage.cellHeight
        heads = named.enumerated().map { CoveragePage.head($1.name, x: $0 * CoveragePage.cellWidth) }
        cells = named.enumerated().flatMap { column, tactic in
            tactic.techniques.enumerated().map { row, technique in
                CoveragePage.cell(technique, of: tactic, column: column, row: row)
            }
        }
        rows = named.flatMap { tactic in
            tactic.techniques.map { technique in
                TableRow(
                    tactic: tactic.name, address: PageAddress("/detections").with("tactic", tactic.id).text,
                    technique: CoveragePage.name(of: technique.id),
                    techniqueAddress: CoveragePage.address(technique.id, tactic.id),
                    rules: grouped(technique.rules))
            }
        }
        hasCells = !cells.isEmpty
        let missing = columns.filter(\.techniques.isEmpty).map(\.name)
        self.missing = missing.isEmpty ? nil : missing.joined(separator: ", ")
    }

    func html() throws -> String { try Templates.render(self, with: "Coverage") }

    /// A tactic's name on two lines.
    private static func head(_ name: String, x: Int) -> Head {
        let words = name.split(separator: " ").map(String.init)
        let lines = [words.first ?? "", words.dropFirst().joined(separator: " ")]
        return Head(
            x: x + 2, lines: lines.enumerated().map { Line(text: $1, y: 14 + $0 * 15) })
    }

    private static func cell(
        _ technique: (id: String, rules: Int), of tactic: AttackMatrix.Column, column: Int, row: Int
    ) -> Cell {
        let x = column * cellWidth
        let y = headHeight + row * cellHeight
        let heat =
            switch technique.rules {
            case ...1: 1
            case 2...3: 2
            case 4...7: 3
            default: 4
            }
        return Cell(
            x: x, y: y, textX: x + 8, textY: y + 14, technique: technique.id, heat: heat,
            words: "\(tactic.name), \(name(of: technique.id)): \(counted(technique.rules, "rule", "rules"))",
            address: address(technique.id, tactic.id))
    }

    /// "T1059 Command and Scripting Interpreter".
    private static func name(of technique: String) -> String {
        AttackName.of(technique).map { "\(technique) \($0)" } ?? technique
    }

    private static func address(_ technique: String, _ tactic: String) -> String {
        PageAddress("/detections").with("tactic", tactic).with("technique", technique).text
    }
}
