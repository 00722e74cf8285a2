import GraphQL

extension TenantView {
    func value(of finding: VulnerabilityFinding) -> GraphQLValue {
        let vulnerability = finding.vulnerability
        let detected = finding.firstDetectedAt(now: now)
        let resource = state.resource(at: finding.resource)
        let account = state.account(of: resource)
        let severity = GraphQLValue.string(vulnerability.severity)
        var object: GraphQLObject = [
            "id": .string(finding.id.description), "name": .string(vulnerability.id), "CVSSSeverity": severity,
            "portalUrl": .string("\(portal)/explorer/vulnerability-findings#~(entity~'\(finding.id))"),
            "CVEDescription": .string(vulnerability.description), "severity": severity, "vendorSeverity": severity,
            "nvdSeverity": severity, "score": .float(vulnerability.score), "cnaScore": .float(vulnerability.score),
            "exploitabilityScore": .float(min(3.9, vulnerability.score / 2.6)), "impactScore": .float(5.9),
            "dataSourceName": "National Vulnerability Database", "hasExploit": .bool(vulnerability.probability > 0.3),
            "hasCisaKevExploit": .bool(vulnerability.isExploited), "firstDetectedAt": .time(detected),
            "lastDetectedAt": .time(now.adding(seconds: -3600).microseconds), "updatedAt": .time(detected),
            "status": finding.isResolved ? "RESOLVED" : "OPEN",
            "resolvedAt": .time(finding.resolvedAt(now: now)),
            "resolutionReason": finding.isResolved ? "PACKAGE_UPDATED" : .null,
        ]
        object["description"] = .string(
            "\(vulnerability.package) \(vulnerability.version) is affected by \(vulnerability.id).")
        object["remediation"] = .text(vulnerability.fixedVersion.map { "Update \(vulnerability.package) to \($0)." })
        object["detailedName"] = .string(vulnerability.package)
        object["version"] = .string(vulnerability.version)
        object["fixedVersion"] = .text(vulnerability.fixedVersion)
        object["recommendedVersion"] = .text(vulnerability.fixedVersion)
        object["detectionMethod"] = "PACKAGE"
        object["link"] = .string("https://nvd.nist.gov/vuln/detail/\(vulnerability.id)")
        object["locationPath"] = .null
        object["epssSeverity"] = vulnerability.probability > 0.5 ? "HIGH" : "LOW"
        object["epssPercentile"] = .float(min(99.9, 40 + vulnerability.probability * 60))
        object["epssProbability"] = .float(vulnerability.probability)
        object["validatedInRuntime"] = .bool(finding.isValidatedInRuntime)
        object["isHighProfileThreat"] = .bool(vulnerability.isExploited)
        object["environments"] = account.map { .texts([$0.environment]) } ?? .null
        object["projects"] = projects(of: account)
        object["ignoreRules"] = .null
        object["cvssv3"] = [
            "attackVector": "NETWORK", "attackComplexity": "LOW", "confidentialityImpact": "HIGH",
            "integrityImpact": "HIGH", "availabilityImpact": "HIGH", "privilegesRequired": "NONE",
            "userInteractionRequired": false,
        ]
        object["relatedIssueAnalytics"] = resource.map { _ in analytics(ofResource: finding.resource) } ?? .null
        object["vulnerableAsset"] = resource.map { asset($0, account) } ?? .null
        return .object(object)
    }

    private func asset(_ resource: Resource, _ account: CloudAccount?) -> GraphQLValue {
        let typename =
            switch resource.type {
            case "VIRTUAL_MACHINE": "VulnerableAssetVirtualMachine"
            case "SERVERLESS": "VulnerableAssetServerless"
            case "CONTAINER_IMAGE": "VulnerableAssetContainerImage"
            default: "VulnerableAssetContainer"
            }
        return [
            "__typename": .string(typename), "id": .string(resource.id), "type": .string(resource.type),
            "name": .string(resource.name), "region": .string(resource.region),
            "providerUniqueId": .string(resource.externalID),
            "cloudProviderURL": .string(resource.consoleURL(in: account)), "cloudPlatform": .string(resource.platform),
            "status": "Active", "subscriptionName": .text(account?.name),
            "subscriptionExternalId": .text(account?.externalID), "subscriptionId": .text(account?.id.description),
            "tags": resource.tags, "hasLimitedInternetExposure": false,
            "hasWideInternetExposure": .bool(resource.isExposed), "isAccessibleFromVPN": false,
            "isAccessibleFromOtherVnets": false, "isAccessibleFromOtherSubscriptions": false,
            "operatingSystem": "Linux", "ipAddresses": [], "nativeType": .string(resource.nativeType),
            "runtime": "python3.12", "ServerlessContainer": false, "PodNamespace": .text(resource.namespace),
            "PodName": .string(resource.name), "NodeName": .text(resource.cluster),
            "imageId": .string(WizID(name: "image:" + resource.id).description), "scanSource": "REGISTRY",
        ]
    }

    func value(of finding: ConfigurationFinding) -> GraphQLValue {
        let rule = state.rules[finding.rule]
        let resource = state.resource(at: finding.resource)
        let account = state.account(of: resource)
        let analyzed = GraphQLValue.time(finding.analyzedAt(now: now))
        return [
            "id": .string(finding.id.description), "name": .string(rule.name),
            "targetExternalId": .text(resource?.externalID),
            "targetObjectProviderUniqueId": .text(resource?.externalID), "deleted": false,
            "firstSeenAt": .time(finding.firstSeenAt(now: now)), "analyzedAt": analyzed, "updatedAt": analyzed,
            "resolvedAt": finding.status == "RESOLVED" ? analyzed : .null, "severity": .string(rule.severity.rawValue),
            "result": .string(finding.result), "status": .string(finding.status),
            "remediation": .string(rule.recommendation), "source": .string(ConfigurationFinding.source),
            "subscription": account.map(accountValue) ?? .null, "securitySubCategories": .list(rule.subCategories),
            "ignoreRules": .null, "evidence": .null, "rule": rule.findingValue,
            "resource": resource.map { checked($0, account) } ?? .null,
        ]
    }

    private func checked(_ resource: Resource, _ account: CloudAccount?) -> GraphQLValue {
        [
            "id": .string(resource.id), "providerId": .string(resource.externalID), "name": .string(resource.name),
            "nativeType": .string(resource.nativeType), "type": .string(resource.type),
            "region": .string(resource.region), "cloudPlatform": .string(resource.platform), "status": "Active",
            "subscription": account.map(accountValue) ?? .null, "projects": projects(of: account),
            "tags": resource.tagList,
        ]
    }

    func projects(of account: CloudAccount?) -> GraphQLValue {
        guard let account else { return .null }
        return .list(
            account.projects.filter(state.estate.projects.indices.contains).map { state.estate.projects[$0].value })
    }

    /// Open issues of a resource by severity.
    func analytics(ofResource position: Int) -> GraphQLValue {
        var counts: [Severity: Int] = [:]
        for issue in state.issues(ofResource: position) where state.issues[issue].status.isLive {
            counts[state.issues[issue].severity, default: 0] += 1
        }
        return [
            "issueCount": .count(counts.values.reduce(0, +)), "criticalSeverityCount": .count(counts[.critical] ?? 0),
            "highSeverityCount": .count(counts[.high] ?? 0), "mediumSeverityCount": .count(counts[.medium] ?? 0),
            "lowSeverityCount": .count(counts[.low] ?? 0),
            "informationalSeverityCount": .count(counts[.informational] ?? 0),
        ]
    }
}

extension Rule {
    var findingValue: GraphQLValue {
        [
            "id": .string(id), "shortId": .string("\(platforms.first ?? "")-\(String(WizID(name: id).seed % 1000))"),
            "graphId": .string(WizID(name: "graph:" + id).description), "name": .string(name),
            "description": .string(description), "remediationInstructions": .string(recommendation),
            "functionAsControl": .bool(severity >= .high), "severity": .string(severity.rawValue), "builtin": true,
            "enabled": true, "cloudProvider": .text(platforms.first), "serviceType": .text(platforms.first),
            "subjectEntityType": .text(resourceTypes.first), "targetNativeTypes": [],
            "securitySubCategories": .list(subCategories),
        ]
    }
}

extension Resource {
    /// Whether anybody in the internet can reach it.
    var isExposed: Bool { WizID(name: "exposed:" + id).seed % 5 == 0 }

    /// Whether a scan found classified data in it.
    var hasSensitiveData: Bool {
        ["BUCKET", "DB_SERVER", "DATABASE"].contains(type) && WizID(name: "data:" + id).seed % 3 == 0
    }

    var hasAdminPrivileges: Bool {
        ["USER_ACCOUNT", "SERVICE_ACCOUNT", "ACCESS_ROLE"].contains(type)
            && WizID(name: "administrator:" + id).seed % 6 == 0
    }

    /// The tags as pairs, as findings and resources have them.
    var tagList: GraphQLValue {
        guard case .object(let tags) = tags else { return .null }
        return .list(tags.map { ["key": .string($0.key), "value": $0.value] })
    }
}
