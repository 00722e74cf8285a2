import GraphQL

extension RecordList {
    /// People, service accounts, what the tenant is connected with, and how it is set up.
    static let access: [String: RecordList] = [
        "users": RecordList(typename: "User", scope: "read:users", places: ["role": ["role", "id"]]) { view, _ in
            TenantState.people.enumerated().map { view.user($1, number: $0) }
        },
        "userRoles": RecordList(typename: "UserRole", scope: "read:users") { view, _ in
            TenantView.roles.map { Record(fields: $0) }
        },
        "serviceAccounts": RecordList(typename: "ServiceAccount", scope: "read:service_accounts") { view, tenant in
            view.serviceAccounts(own: tenant.serviceAccount)
        },
        "connectors": RecordList(typename: "Connector", scope: "read:connectors", places: ["type": ["type", "id"]]) {
            view, _ in view.state.estate.accounts.map { Record(fields: view.connector(of: $0)) }
        },
        "deployments": RecordList(typename: "Deployment", scope: "read:deployments") { view, _ in
            view.state.estate.accounts.map { Record(fields: view.deployment(of: $0)) }
        },
        "systemHealthIssues": RecordList(typename: "SystemHealthIssue", scope: "read:system_health_issues") { view, _ in
            view.healthIssues
        },
        "integrations": RecordList(typename: "Integration", scope: "read:integrations") { view, _ in
            [Record(fields: view.integration)]
        },
        "automationRules": RecordList(typename: "AutomationRule", scope: "read:automation_rules") { view, _ in
            view.automationRules
        },
        "savedGraphQueries": RecordList(typename: "SavedGraphQuery", scope: "read:resources") { view, _ in
            view.savedQueries
        },
        "securityFrameworks": RecordList(typename: "SecurityFramework", scope: "read:security_frameworks") { view, _ in
            view.frameworks
        },
    ]
}

extension TenantView {
    private func ago(days: Double) -> GraphQLValue { .time(now.adding(seconds: -days * 86_400).microseconds) }

    private var creator: GraphQLValue { TenantState.people.first?.userValue ?? .null }

    static let roles: [GraphQLObject] = [
        role("GLOBAL_ADMIN", "Global Admin", ["admin:all", "read:all", "write:all"]),
        role("GLOBAL_CONTRIBUTOR", "Global Contributor", ["read:all", "write:all"]),
        role("GLOBAL_READER", "Global Reader", ["read:all"]),
    ]

    private static func role(_ id: String, _ name: String, _ scopes: [String]) -> GraphQLObject {
        [
            "id": .string(id), "name": .string(name), "description": "", "scopes": .texts(scopes),
            "isProjectScoped": false, "builtin": true,
        ]
    }

    fileprivate func user(_ person: Author, number: Int) -> Record {
        var fields = person.userValue.objectValue ?? [:]
        let role = Self.roles.indices.contains(number) ? GraphQLValue.object(Self.roles[number]) : .null
        fields["role"] = role
        fields["effectiveRole"] = role
        fields["createdAt"] = ago(days: 300 + Double(number))
        fields["lastLoginAt"] = ago(days: 0.3 + Double(number))
        fields["isSuspended"] = false
        fields["isProjectScoped"] = false
        fields["identityProviderType"] = "SAML"
        fields["identityProvider"] = ["id": "fernleigh-sso", "name": "Fernleigh SSO"]
        fields["assignedProjects"] = []
        fields["effectiveAssignedProjects"] = []
        return Record(fields: fields)
    }

    fileprivate func serviceAccounts(own: Author) -> [Record] {
        let sensor = Author.serviceAccount(id: "sa-" + WizID(name: "sensor").description, name: "runtime-sensor")
        return [(own, "THIRD_PARTY", Access.integration), (sensor, "SENSOR", ["read:sensors"])].map {
            account, type, scopes in
            var fields = account.serviceAccountValue.objectValue ?? [:]
            fields["clientId"] = fields["id"]
            fields["description"] = ""
            fields["type"] = .string(type)
            fields["authenticationSource"] = "MODERN"
            fields["enabled"] = true
            fields["scopes"] = .texts(scopes)
            fields["assignedProjects"] = []
            fields["createdAt"] = ago(days: 200)
            fields["lastRotatedAt"] = ago(days: 40)
            fields["createdBy"] = creator
            return Record(fields: fields)
        }
    }

    func connector(of account: CloudAccount) -> GraphQLObject {
        var fields: GraphQLObject = [
            "id": .string(WizID(name: "connector:\(account.id)").description), "name": .string(account.name),
            "enabled": true, "status": "CONNECTED", "createdAt": ago(days: 400), "updatedAt": ago(days: 30),
            "type": [
                "id": .string(account.provider.lowercased()), "name": .string(account.provider), "authorizeUrls": [],
            ],
            "createdBy": creator, "lastActivity": ago(days: 0.05), "cloudAccountCount": 1,
            "cloudAccounts": [accountValue(account)],
        ]
        fields["config"] = ["projects": [], "diskAnalyzerInFlightDisabled": false]
        for key in Self.healthCounts { fields[key] = 0 }
        return fields
    }

    static let healthCounts = [
        "criticalSystemHealthIssueCount", "highSystemHealthIssueCount", "mediumSystemHealthIssueCount",
        "lowSystemHealthIssueCount",
    ]

    fileprivate func deployment(of account: CloudAccount) -> GraphQLObject {
        var fields: GraphQLObject = [
            "id": .string(WizID(name: "deployment:\(account.id)").description),
            "name": .string("\(account.name) connector"), "type": "CLOUD_CONNECTOR", "status": "HEALTHY",
            "enabled": true, "cloudAccount": accountValue(account), "createdAt": ago(days: 400),
            "firstConnectedAt": ago(days: 400), "lastSeenAt": ago(days: 0.02),
        ]
        for key in Self.healthCounts { fields[key] = 0 }
        return fields
    }

    /// One account of four has lost a permission.
    fileprivate var healthIssues: [Record] {
        state.estate.accounts.enumerated().filter { $0.offset % 4 == 0 }.map { number, account in
            Record(fields: [
                "id": .string(WizID(name: "health:\(account.id)").description),
                "name": "Missing permissions for disk snapshots",
                "description": .string("The role in \(account.name) may not create snapshots of volumes."),
                "impact": "Workloads of the account are not scanned for vulnerabilities.",
                "remediation": "Apply the current permissions of the role again.", "severity": "MEDIUM",
                "status": "OPEN", "type": "MISSING_PERMISSIONS", "deployment": .object(deployment(of: account)),
                "cloudAccount": accountValue(account), "createdAt": ago(days: 3 + Double(number)),
                "firstDetectedAt": ago(days: 3 + Double(number)), "lastDetectedAt": ago(days: 0.1),
                "updatedAt": ago(days: 0.1),
            ])
        }
    }

    fileprivate var integration: GraphQLObject {
        [
            "id": .string(WizID(name: "integration").description), "name": "Security operations",
            "type": "WEBHOOK", "status": "ACTIVE", "createdAt": ago(days: 90), "updatedAt": ago(days: 20),
            "createdBy": creator, "isAccessibleToAllProjects": true,
            "params": ["url": "https://hooks.fernleigh.example/wiz", "isOnPrem": false],
        ]
    }

    fileprivate var automationRules: [Record] {
        [("ISSUES", "New issues"), ("THREATS", "Threats"), ("DETECTIONS", "Detections")].map { source, name in
            let id = WizID(name: "rule:" + source).description
            return Record(fields: [
                "id": .string(id), "name": .string("\(name) to security operations"), "description": "",
                "enabled": true, "triggerSource": .string(source), "triggerType": ["CREATED", "UPDATED"],
                "filters": ["severity": ["CRITICAL", "HIGH"]], "createdAt": ago(days: 90), "updatedAt": ago(days: 20),
                "createdBy": creator, "isAccessibleToAllProjects": true,
                "actions": [
                    [
                        "id": .string(WizID(name: "action:" + source).description), "actionTemplateType": "WEBHOOK",
                        "actionTemplateParams": ["body": ""], "integration": .object(integration),
                    ]
                ],
            ])
        }
    }

    fileprivate var savedQueries: [Record] {
        [
            ("Virtual machines open to the internet", "VIRTUAL_MACHINE", "accessibleFrom.internet"),
            ("Buckets with sensitive data", "BUCKET", "hasSensitiveData"),
        ].map { name, type, property in
            Record(fields: [
                "id": .string(WizID(name: name).description), "name": .string(name), "description": "",
                "query": [
                    "type": [.string(type)], "select": true,
                    "where": .object(GraphQLObject([(property, ["EQUALS": true])])),
                ],
                "createdAt": ago(days: 60), "createdBy": creator, "categories": ["Threat hunting"],
            ])
        }
    }

    /// The frameworks that the tenant's rules map to, with their categories.
    fileprivate var frameworks: [Record] {
        var categories = GraphQLObject()
        for rule in state.rules {
            for sub in rule.subCategories {
                guard let category = sub["category"], let id = category["id"]?.stringValue else { continue }
                var known = categories[id]?.objectValue ?? category.objectValue ?? [:]
                let subs = known["subCategories"]?.listValue ?? []
                if !subs.contains(where: { $0["id"] == sub["id"] }) {
                    known["subCategories"] = .list(subs + [["id": sub["id"] ?? .null, "title": sub["title"] ?? .null]])
                }
                categories[id] = .object(known)
            }
        }
        return [
            Record(fields: [
                "id": "wf-id-53", "name": .string(Attack.framework),
                "description": "Tactics and techniques of attacks.",
                "enabled": true, "builtin": true, "policyTypes": ["CONTROL", "CLOUD_EVENT_RULE"],
                "categories": .list(categories.values),
            ])
        ]
    }
}
