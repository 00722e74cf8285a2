import Pipeline
import Workbench

/// What the pipeline counts, as series.
enum PipelineSamples {
    static func samples(_ counts: PipelineCounts) -> [MetricSample] {
        series("watchfloor_signals_accepted_total", "Signals made durable.", "source", counts.accepted)
            + series("watchfloor_signals_processed_total", "Signals looked at.", "state", counts.processed)
            + series("watchfloor_alerts_opened_total", "Alerts opened.", "source", counts.alerts)
            + series(
                "watchfloor_delivery_attempts_total", "Attempts to write to a vendor, by where they left the delivery.",
                "state", counts.deliveries)
            + series("watchfloor_polls_total", "Polls that ended.", "state", counts.polls)
            + [
                counter("watchfloor_poll_items_total", "Items that polls read.", counts.pollItems),
                counter("watchfloor_poll_pages_total", "Pages that polls read.", counts.pollPages),
                counter("watchfloor_rereads_total", "Issues read again by id.", counts.rereads),
            ] + delays(counts.delays)
    }

    private static func counter(_ name: String, _ help: String, _ value: Int) -> MetricSample {
        MetricSample(name, help: help, kind: .counter, value: Double(value))
    }

    private static func series<Key: RawRepresentable & CaseIterable>(
        _ name: String, _ help: String, _ label: String, _ values: [Key: Int]
    ) -> [MetricSample] where Key.RawValue == String {
        Key.allCases.map { key in
            MetricSample(
                name, help: help, kind: .counter, labels: [(label, key.rawValue)], value: Double(values[key] ?? 0))
        }
    }

    /// Prometheus histograms: cumulative buckets, their sum and their count.
    private static func delays(_ histograms: [Signal.Source: DelayHistogram]) -> [MetricSample] {
        let name = "watchfloor_alert_delay_seconds"
        return Signal.Source.allCases.flatMap { source -> [MetricSample] in
            guard let histogram = histograms[source] else { return [] }
            func sample(_ suffix: String, _ labels: [(name: String, value: String)], _ value: Double) -> MetricSample {
                MetricSample(
                    name, suffix: suffix, help: "From the vendor's creation time to our alert.", kind: .histogram,
                    labels: [("source", source.rawValue)] + labels, value: value)
            }
            let buckets = zip(DelayHistogram.bounds, histogram.atMost).map { bound, count in
                sample("_bucket", [("le", PrometheusText.number(bound))], Double(count))
            }
            return buckets + [
                sample("_bucket", [("le", "+Inf")], Double(histogram.count)), sample("_sum", [], histogram.sum),
                sample("_count", [], Double(histogram.count)),
            ]
        }
    }
}
