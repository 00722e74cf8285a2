/// One series of the Prometheus text format.
struct MetricSample: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// Of the family; `suffix` tells a histogram's parts apart.
    var name: String
    var suffix: String
    var help: String
    var kind: Kind
    var labels: [(name: String, value: String)]
    var value: Double

    init(
        _ name: String, suffix: String = "", help: String, kind: Kind, labels: [(name: String, value: String)] = [],
        value: Double
    ) {
        self.name = name
        self.suffix = suffix
        self.help = help
        self.kind = kind
        self.labels = labels
        self.value = value
    }
}
