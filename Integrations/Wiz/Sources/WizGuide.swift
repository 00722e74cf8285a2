import Pipeline
import Workbench

/// What somebody who connects a Wiz tenant has to do in Wiz.
extension SetupGuide {
    static let wiz = SetupGuide(
        prerequisites: [
            "A Wiz Advanced licence. Wiz Defend's detections need the Defend licence too.",
            "Somebody with write permission on Settings > Deployments in Wiz, for the integration and the webhook.",
            "Somebody who may add users and accept domains in Wiz, for console access.",
            "For Wiz for Gov: the legal addendum with the provider, before anything is taken in.",
            "About ten minutes in Wiz, and a few more when the provider has published the verification code.",
        ],
        account: serviceAccount, consoleTasks: consoleTasks, webhook: webhookIntegration,
        automationRules: [issueRule, detectionRule],
        notSynchronized:
            "Synchronization is not available for Wiz Defend: detections have no status in Wiz, so nothing "
            + "is ever written to them. Their issue, where there is one, is Wiz Cloud's and is written to.",
        nextSources: ["AWS CloudTrail", "Azure activity logs", "Google Cloud audit logs", "OCI audit logs"])

    private static let serviceAccount = Task(
        title: "Create a service account in Wiz",
        words: "In Wiz open Settings > Service Accounts > Add Service Account.",
        link: "https://app.wiz.io/settings/service-accounts",
        values: [
            Value("Name", "Watchfloor MDR"), Value("Type", "Custom Integration (GraphQL API)"),
            Value("Project", "All Projects"),
            Value(
                "API scopes",
                "read:issues, read:threat_issues, read:detections, read:projects, write:issue_status, "
                    + "write:issue_ignore, write:issue_comments"),
            Value("Expiration", "None"),
        ],
        notes: [
            "Wiz shows the client ID and secret once, when the account is made. Copy both before you close the window.",
            "The API endpoint URL stands under User Settings > Tenant.",
            "Wiz's own Active status may lag by 24 hours. The test here is the proof.",
        ])

    private static let consoleTasks: [ConsoleAccessAct: Task] = [
        .enterCode: Task(
            title: "Start verifying the provider's domain",
            words:
                "In Wiz open Settings > Access Management > Domains, add the domain, and copy the code that Wiz asks "
                + "to be published as a TXT record."),
        .acceptDomain: Task(
            title: "Accept the domain", words: "In Wiz open Settings > Access Management > Domains and press Verify."),
        .inviteUser: Task(
            title: "Invite the provider's user",
            words: "In Wiz open Settings > Access Management > Users > Add User.",
            values: [
                Value("Role", "Global Incident Response Analyst"), Value("Identity provider", "Wiz"),
                Value("Expiration", "None"),
            ]),
        .acceptInvite: Task(
            title: "Accept the invitation",
            words: "Follow the link in the e-mail from Wiz within 72 hours and choose a password."),
        .enrolTwoFactor: Task(
            title: "Enrol two-factor authentication",
            words: "When Wiz shows the QR code, choose to enter the key by hand, and paste that key here. "
                + "The code to confirm with is shown afterwards."),
        .activate: Task(
            title: "Sign in once", words: "Sign in to the customer's Wiz and open one issue, then confirm here."),
    ]

    private static let webhookIntegration = Task(
        title: "Add a webhook integration in Wiz",
        words: "In Wiz open Settings > Integrations > Add Integration > Webhook, with the address and credentials of "
            + "the step before.",
        link: "https://app.wiz.io/settings/automation/integrations",
        values: [
            Value("Name", "Watchfloor MDR"), Value("Project scope", "All Projects"),
            Value("Authentication", "Basic (user name and password)"),
        ],
        notes: ["Press Test in Wiz. The panel below turns green when the test has arrived."])

    private static let issueRule = AutomationRule(
        product: "Wiz Cloud",
        task: Task(
            title: "Automation rule for issues",
            words: "In Wiz open Policies > Automation Rules > Create Automation Rule.",
            link: "https://app.wiz.io/policies/automation-rules",
            values: [
                Value("Name", "Watchfloor MDR: issues"), Value("When", "Issue, Created"),
                Value("If", "Severity is Critical, High, Medium, Low or Informational"),
                Value("Then", "Call a webhook: Watchfloor MDR"),
            ],
            template: """
                {
                  "trigger": {
                    "source": "{{triggerSource}}", "type": "{{triggerType}}",
                    "ruleId": "{{ruleId}}", "ruleName": "{{ruleName}}"
                  },
                  "issue": {
                    "id": "{{issue.id}}", "status": "{{issue.status}}", "severity": "{{issue.severity}}",
                    "created": "{{issue.createdAt}}"
                  },
                  "resource": {
                    "id": "{{issue.resource.id}}", "name": "{{issue.resource.name}}",
                    "type": "{{issue.resource.type}}", "cloudPlatform": "{{issue.resource.cloudPlatform}}",
                    "subscriptionId": "{{issue.resource.subscriptionId}}", "region": "{{issue.resource.region}}"
                  },
                  "control": {
                    "id": "{{issue.control.id}}", "name": "{{issue.control.name}}",
                    "description": "{{issue.control.description}}"
                  }
                }
                """,
            notes: ["The template that Wiz offers by itself works as well."]))

    private static let detectionRule = AutomationRule(
        product: "Wiz Defend",
        task: Task(
            title: "Automation rule for detections",
            words: "Create a second rule in the same place.",
            link: "https://app.wiz.io/policies/automation-rules",
            values: [
                Value("Name", "Watchfloor MDR: detections"), Value("When", "Detection, Created"),
                Value("If", "Severity is Critical, High, Medium, Low or Informational"),
                Value("Then", "Call a webhook: Watchfloor MDR"),
            ],
            notes: ["The body of detections is fixed by Wiz; there is nothing to paste."]))
}
