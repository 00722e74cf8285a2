import Pipeline
import Workbench

/// Which automation rule sent a webhook, as its body says.
enum TriggerReader {
    static func trigger(_ body: [UInt8]) -> WebhookTrigger? {
        guard let value = try? JSON(parsing: body), let trigger = value["trigger"] else { return nil }
        let isDetection = trigger.text("source")?.uppercased().hasPrefix("DETECTION") ?? false
        let severity = value["issue"]?.text("severity") ?? value["threat"]?.text("severity") ?? value.text("severity")
        var isTest = false
        if case .test? = try? PayloadParser.signal(value, expected: nil) { isTest = true }
        return WebhookTrigger(
            product: isDetection ? VendorDescriptor.wiz.detectionProduct : VendorDescriptor.wiz.issueProduct,
            ruleName: trigger.text("ruleName").map { String($0.prefix(200)) },
            severity: WizVocabulary.severity(severity?.uppercased()), isTest: isTest)
    }
}
