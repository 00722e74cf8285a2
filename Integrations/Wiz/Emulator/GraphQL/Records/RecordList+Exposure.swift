import GraphQL

extension RecordList {
    /// Findings on workloads, stores of data and identities.
    static let exposure: [String: RecordList] = [
        "hostConfigurationRules": RecordList(typename: "HostConfigurationRule", scope: "read:host_configuration") {
            view, _ in HostRule.all.map { Record(fields: $0.value) }
        },
        "hostConfigurationRuleAssessments": RecordList(
            typename: "HostConfigurationRuleAssessment", scope: "read:host_configuration"
        ) { view, _ in view.hostAssessments },
        "secretInstances": RecordList(typename: "SecretInstance", scope: "read:secret_instances") { view, _ in
            view.findings(on: ["VIRTUAL_MACHINE", "CONTAINER", "SERVERLESS"], oneOf: 6, name: "secret", view.secret)
        },
        "dataFindings": data, "dataFindingsV2": data,
        "sbomArtifacts": RecordList(typename: "SBOMArtifact", scope: "read:sbom_artifacts") { view, _ in
            view.artifacts.map { Record(fields: $0) }
        },
        "sbomArtifactsGroupedByName": RecordList(
            typename: "SBOMArtifactsGroupedByName", scope: "read:sbom_artifacts"
        ) { view, _ in view.artifactGroups },
        "inventoryFindings": RecordList(typename: "InventoryFinding", scope: "read:inventory_findings") { view, _ in
            view.findings(on: ["VIRTUAL_MACHINE", "DB_SERVER"], oneOf: 5, name: "inventory", view.endOfLife)
        },
        "excessiveAccessFindings": RecordList(
            typename: "ExcessiveAccessFinding", scope: "read:excessive_access_findings",
            places: ["principalId": ["principal", "graphEntity", "id"]]
        ) { view, _ in
            view.findings(on: ["SERVICE_ACCOUNT", "USER_ACCOUNT"], oneOf: 4, name: "access", view.excess)
        },
    ]

    private static let data = RecordList(typename: "DataFinding", scope: "read:data_findings") { view, _ in
        view.findings(on: ["BUCKET", "DB_SERVER", "DATABASE"], oneOf: 3, name: "data", view.classified)
    }
}

extension TenantView {
    /// One finding on about one of so many resources of some types, with what all findings have.
    fileprivate func findings(
        on types: Set<String>, oneOf rarity: UInt64, name: String,
        _ more: (Resource, _ seed: UInt64, inout GraphQLObject) -> Void
    ) -> [Record] {
        state.inventory.resources.indices.compactMap { position in
            let resource = state.inventory.resources[position]
            let id = WizID(name: "\(name):\(resource.id)")
            guard types.contains(resource.type), id.seed % rarity == 0 else { return nil }
            let account = state.account(of: resource)
            let found = GraphQLValue.time(now.adding(seconds: -86_400 * Double(2 + id.seed % 90)).microseconds)
            var fields: GraphQLObject = [
                "id": .string(id.description), "status": "OPEN", "severity": .string(severity(id.seed)),
                "resource": findingResource(resource), "projects": projects(of: account),
                "cloudAccount": account.map(accountValue) ?? .null, "cloudPlatform": .string(resource.platform),
            ]
            for key in ["createdAt", "firstSeenAt", "firstDetectedAt"] { fields[key] = found }
            for key in ["updatedAt", "lastSeenAt", "lastUpdatedAt", "lastDetectedAt"] { fields[key] = scanned }
            more(resource, id.seed, &fields)
            let link = fields["graphEntityId"] == nil ? [:] : ["graphEntity": position]
            return Record(fields: fields, entities: link)
        }
    }

    private func severity(_ seed: UInt64) -> String {
        ["CRITICAL", "HIGH", "HIGH", "MEDIUM", "MEDIUM", "MEDIUM", "LOW"][Int(seed / 7 % 7)]
    }

    fileprivate func findingResource(_ resource: Resource) -> GraphQLValue {
        let account = state.account(of: resource).map(accountValue) ?? .null
        return [
            "id": .string(resource.id), "name": .string(resource.name), "type": .string(resource.type),
            "nativeType": .string(resource.nativeType), "region": .string(resource.region), "status": "Active",
            "cloudPlatform": .string(resource.platform),
            "cloudProviderUrl": .string(resource.consoleURL(in: state.account(of: resource))),
            "externalId": .string(resource.externalID), "providerId": .string(resource.externalID),
            "providerUniqueId": .string(resource.externalID), "subscription": account, "cloudAccount": account,
            "projects": projects(of: state.account(of: resource)), "tags": resource.tagList,
        ]
    }

    fileprivate var hostAssessments: [Record] {
        state.inventory.resources.filter { $0.type == "VIRTUAL_MACHINE" }.flatMap { resource -> [Record] in
            let value = findingResource(resource)
            let projects = projects(of: state.account(of: resource))
            return HostRule.all.map { rule in
                let id = WizID(name: "\(rule.id) \(resource.id)")
                let isFailure = id.seed % 3 == 0
                return Record(fields: [
                    "id": .string(id.description), "name": .string(rule.name), "rule": .object(rule.value),
                    "firstSeen": .time(now.adding(seconds: -86_400 * Double(5 + id.seed % 100)).microseconds),
                    "analyzedAt": scanned, "updatedAt": scanned, "result": isFailure ? "FAIL" : "PASS",
                    "status": isFailure ? "OPEN" : "RESOLVED", "severity": .string(rule.severity),
                    "resource": value, "hasGraphObject": true, "projects": projects,
                ])
            }
        }
    }

    fileprivate func secret(_ resource: Resource, _ seed: UInt64, _ fields: inout GraphQLObject) {
        let kinds = [
            ("CLOUD_KEY", "AWS access key", "/home/deploy/.aws/credentials"),
            ("PRIVATE_KEY", "SSH private key", "/root/.ssh/id_rsa"),
            ("DB_CONNECTION_STRING", "Database connection string", "/srv/app/config.yaml"),
        ]
        let kind = kinds[Int(seed % UInt64(kinds.count))]
        fields["name"] = .string(kind.1)
        fields["type"] = .string(kind.0)
        fields["path"] = .string(kind.2)
        fields["externalId"] = .string("\(resource.externalID)##\(kind.2)")
        fields["confidence"] = "HIGH"
        fields["validationStatus"] = "NOT_VALIDATED"
        fields["isEncrypted"] = false
        fields["isManaged"] = false
        fields["lineNumber"] = .int(Int64(1 + seed % 40))
        fields["rule"] = [
            "id": .string(WizID(name: kind.0).description), "name": .string(kind.1), "type": "BUILTIN",
            "isAiPowered": false,
        ]
    }

    fileprivate func classified(_ resource: Resource, _ seed: UInt64, _ fields: inout GraphQLObject) {
        let classifiers = [
            ("Email address", "PII"), ("Payment card number", "PCI"), ("Passport number", "PII"),
            ("Diagnosis", "PHI"),
        ]
        let classifier = classifiers[Int(seed % UInt64(classifiers.count))]
        fields["name"] = .string(classifier.0)
        fields["dataClassifier"] = [
            "id": .string(WizID(name: classifier.0).description), "name": .string(classifier.0),
            "category": .string(classifier.1), "originalDataClassifierOverridden": false,
            "severity": fields["severity"] ?? .null, "securitySubCategories": [],
        ]
        fields["totalMatchCount"] = .int(Int64(20 + seed % 9000))
        fields["uniqueMatchCount"] = .int(Int64(10 + seed % 900))
        fields["maxUniqueMatchesReached"] = false
        fields["uniqueLocationsCount"] = .int(Int64(1 + seed % 12))
        fields["isEntityPublic"] = .bool(resource.isExposed)
        fields["location"] = ["countryCode": resource.region.hasPrefix("us") ? "US" : "IE", "state": .null]
        fields["regions"] = .texts([resource.region])
        fields["graphEntityId"] = .string(resource.id)
    }

    fileprivate func endOfLife(_ resource: Resource, _ seed: UInt64, _ fields: inout GraphQLObject) {
        fields["name"] = "Technology is past its end of life"
        fields["description"] = .string("\(resource.name) runs a version that gets no security updates any longer.")
        fields["category"] = "END_OF_LIFE"
        fields["remediation"] = "Move to a version that is still maintained."
        fields["rule"] = [
            "id": .string(WizID(name: "end of life").description), "name": "End of life technology", "type": "BUILTIN",
        ]
    }

    fileprivate func excess(_ resource: Resource, _ seed: UInt64, _ fields: inout GraphQLObject) {
        fields["name"] = .string("\(resource.name) has permissions that it never used")
        fields["description"] = "No use of these permissions was seen in ninety days."
        fields["remediationType"] = "REDUCE_PERMISSIONS"
        fields["remediationInstructions"] = "Remove the permissions that are not used."
        fields["principal"] = [
            "graphEntity": [
                "id": .string(resource.id), "name": .string(resource.name), "type": .string(resource.type),
            ],
            "cloudAccount": fields["cloudAccount"] ?? .null,
        ]
    }

    /// The packages that findings on vulnerabilities name, where they were found.
    fileprivate var artifacts: [GraphQLObject] {
        state.inventory.vulnerabilities.compactMap { finding in
            guard let resource = state.resource(at: finding.resource) else { return nil }
            let package = finding.vulnerability
            let detected = GraphQLValue.time(finding.firstDetectedAt(now: now))
            return [
                "id": .string(WizID(seed: finding.seed, purpose: 302).description), "name": .string(package.package),
                "version": .string(package.version), "filePath": .string("/usr/lib/\(package.package)"),
                "type": package.artifactType, "validatedInRuntime": .bool(finding.isValidatedInRuntime),
                "packageURL": .string("pkg:generic/\(package.package)@\(package.version)"),
                "resource": findingResource(resource), "projects": projects(of: state.account(of: resource)),
                "firstSeen": detected, "lastSeen": scanned, "updatedAt": scanned,
            ]
        }
    }

    fileprivate var artifactGroups: [Record] {
        var groups: [(name: String, artifacts: [GraphQLObject])] = []
        for artifact in artifacts {
            let name = artifact["name"]?.stringValue ?? ""
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].artifacts.append(artifact)
            } else {
                groups.append((name, [artifact]))
            }
        }
        return groups.map { name, artifacts in
            Record(fields: [
                "id": .string(WizID(name: "package:" + name).description), "name": .string(name),
                "type": artifacts.first?["type"] ?? .null, "validatedInRuntime": true,
                "projects": .list(artifacts.flatMap { $0["projects"]?.listValue ?? [] }),
                "artifacts": Self.page(artifacts.map { .object($0) }),
                "versions": Self.page([
                    ["version": artifacts.first?["version"] ?? .null, "artifactCount": .count(artifacts.count)]
                ]),
            ])
        }
    }

    private static func page(_ nodes: [GraphQLValue]) -> GraphQLValue {
        [
            "nodes": .list(Array(nodes.prefix(100))), "totalCount": .count(nodes.count),
            "pageInfo": ["hasNextPage": false, "endCursor": ""],
        ]
    }
}
