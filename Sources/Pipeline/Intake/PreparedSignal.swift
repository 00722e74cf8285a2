import Detection
import Workbench

/// A signal after everything that can be done without the store: what it says, and which rules it met.
struct PreparedSignal: Sendable {
    enum Meaning: Sendable {
        /// The verdict is on this item alone, as it stands here.
        case item(VendorItem, RuleVerdict)
        case test(name: String)
        case ignored(reason: String)
        case unreadable(reason: String)
    }

    var signal: Signal
    var meaning: Meaning
}

/// Parses signals and runs the detection rules over them, several at a time: this part of intake is pure computing.
struct SignalReader: Sendable {
    let integrations: Integrations
    let rules: ActiveRules

    /// Signals that one task reads; more costs latency, fewer costs scheduling.
    private static let share = 16

    /// In the order of the signals.
    func prepare(_ signals: [Signal], devices: [ID<SecurityDevice>: SecurityDevice]) async -> [PreparedSignal] {
        let pack = rules.pack
        let starts = Array(stride(from: 0, to: signals.count, by: SignalReader.share))
        return await withTaskGroup(of: (Int, [PreparedSignal]).self) { group in
            for start in starts {
                let part = signals.dropFirst(start).prefix(SignalReader.share)
                group.addTask {
                    (start, part.map { PreparedSignal(signal: $0, meaning: meaning(of: $0, devices, pack)) })
                }
            }
            var parts: [Int: [PreparedSignal]] = [:]
            for await (start, part) in group { parts[start] = part }
            return starts.flatMap { parts[$0] ?? [] }
        }
    }

    private func meaning(
        of signal: Signal, _ devices: [ID<SecurityDevice>: SecurityDevice], _ pack: RulePack
    ) -> PreparedSignal.Meaning {
        guard let device = devices[signal.deviceID] else { return .ignored(reason: "Its security device is gone.") }
        guard let integration = integrations[device.vendor] else {
            return .unreadable(reason: "This build has no integration \"\(device.vendor)\".")
        }
        do throws(IntegrationError) {
            switch try integration.parse(signal.body) {
            case .item(let item): return .item(item, pack.judge(item.event))
            case .test(let name): return .test(name: name)
            case .unsupported(let reason): return .ignored(reason: reason)
            }
        } catch {
            return .unreadable(reason: error.detail)
        }
    }
}

extension VendorItem {
    var event: DetectionEvent { DetectionEvent(kind: kind, content: content, state: state, raw: raw) }
}

extension VendorAlert {
    var event: DetectionEvent { DetectionEvent(kind: kind, content: content, state: state, raw: raw) }
}
