import GraphQL

/// The customer that the tenant watches: organizations, accounts and projects.
struct Estate: Sendable {
    var projects: [Project]
    var accounts: [CloudAccount]
    let organizations: [CloudOrganization]

    init(using random: inout SeededGenerator) {
        projects = Self.projectNames.map { name, unit, impact, isFolder in
            Project(
                id: WizID(using: &random).description, name: name,
                slug: name.lowercased().split(separator: " ").joined(separator: "-"), isFolder: isFolder,
                businessUnit: unit, businessImpact: impact)
        }
        organizations = [("AWS", "o-"), ("Azure", ""), ("GCP", "")].map { provider, prefix in
            CloudOrganization(
                id: WizID(using: &random), name: "Fernleigh \(provider)", externalID: prefix + random.hex(10),
                provider: provider)
        }
        accounts = Self.accountNames.map { provider, name, environment, projects in
            CloudAccount(
                id: WizID(using: &random), name: name, externalID: Self.externalID(provider, name, using: &random),
                provider: provider, environment: environment, projects: projects,
                tags: [("cost-center", random.digits(4)), ("environment", environment.lowercased())])
        }
    }

    private static func externalID(_ provider: String, _ name: String, using random: inout SeededGenerator) -> String {
        switch provider {
        case "AWS": random.digits(12)
        case "Azure": WizID(using: &random).description
        default: "\(name)-\(random.digits(6))"
        }
    }

    private static let projectNames: [(String, String, String, Bool)] = [
        ("Payments", "Retail", "HBI", false), ("Storefront", "Retail", "HBI", false),
        ("Data Platform", "Analytics", "HBI", false), ("Internal Tools", "", "LBI", false),
        ("Platform Engineering", "Engineering", "MBI", true), ("Machine Learning", "Analytics", "MBI", false),
        ("Sandbox", "", "LBI", true), ("Logistics", "Operations", "MBI", false),
    ]

    private static let accountNames: [(String, String, String, [Int])] = [
        ("AWS", "payments-prod", "PRODUCTION", [0]), ("AWS", "storefront-prod", "PRODUCTION", [1, 4]),
        ("AWS", "data-prod", "PRODUCTION", [2]), ("AWS", "shared-services", "PRODUCTION", [3, 4]),
        ("AWS", "storefront-staging", "STAGING", [1]), ("AWS", "sandbox", "DEVELOPMENT", [6]),
        ("Azure", "logistics-prod", "PRODUCTION", [7]), ("Azure", "corporate-it", "PRODUCTION", [3]),
        ("Azure", "logistics-test", "TESTING", [7]), ("GCP", "ml-training", "PRODUCTION", [5]),
        ("GCP", "analytics-warehouse", "PRODUCTION", [2, 5]), ("GCP", "ml-experiments", "DEVELOPMENT", []),
    ]
}
