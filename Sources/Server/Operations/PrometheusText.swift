/// The Prometheus text exposition format, version 0.0.4.
enum PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Samples of one name must stand together; their help and type are written once.
    static func text(_ samples: [MetricSample]) -> String {
        var order: [String] = []
        var groups: [String: [MetricSample]] = [:]
        for sample in samples {
            if groups[sample.name] == nil { order.append(sample.name) }
            groups[sample.name, default: []].append(sample)
        }
        var lines: [String] = []
        for name in order {
            guard let group = groups[name], let first = group.first else { continue }
            lines.append("# HELP \(name) \(first.help)")
            lines.append("# TYPE \(name) \(first.kind.rawValue)")
            lines += group.map(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ sample: MetricSample) -> String {
        let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
        return "\(sample.name)\(sample.suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(number(sample.value))"
    }

    static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
