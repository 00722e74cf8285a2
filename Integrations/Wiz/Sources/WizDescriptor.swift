import Pipeline

extension VendorDescriptor {
    static let wiz = VendorDescriptor(
        slug: "wiz", name: "Wiz", issueProduct: "Wiz Cloud", detectionProduct: "Wiz Defend",
        fields: [
            Field(
                key: "api_url", label: "API endpoint URL",
                help: "In Wiz under User Settings > Tenant, like https://api.us1.app.wiz.io/graphql."),
            Field(
                key: "auth_url", label: "Token URL",
                help: "Only if it is not the usual one; for most tenants https://auth.app.wiz.io/oauth/token.",
                isRequired: false),
            Field(
                key: "client_id", label: "Client ID",
                help: "Of a service account made under Settings > Service Accounts, with the permissions "
                    + "read:issues, read:threat_issues, read:detections, write:issue_status, write:issue_ignore and "
                    + "write:issue_comments."),
            Field(
                key: "client_secret", label: "Client secret",
                help: "Wiz shows it once, when the service account is made.", isSecret: true),
        ],
        streams: [.created, .changed, .detections])
}
