import GraphQL

/// The log entry behind an event, in the form that its provider writes.
enum AuditRecord {
    struct Facts {
        let step: EventScript.Step
        let time: WizTime
        let account: CloudAccount?
        let resource: Resource?
        let actor: DetectionActor?
        let address: String
        let eventID: String
        let succeeded: Bool
    }

    static func value(origin: String, _ facts: Facts) -> GraphQLValue {
        switch origin {
        case "AWS_CLOUDTRAIL": cloudTrail(facts)
        case "AWS_GUARD_DUTY": guardDuty(facts)
        case "WIZ_KUBERNETES_AUDIT_LOGS_COLLECTOR": kubernetes(facts)
        case "AZURE_ACTIVE_DIRECTORY", "AZURE_DEFENDER_FOR_CLOUD": azure(facts)
        default: google(facts)
        }
    }

    private static func cloudTrail(_ facts: Facts) -> GraphQLValue {
        [
            "eventVersion": "1.10",
            "userIdentity": [
                "type": facts.actor?.type == "USER_ACCOUNT" ? "IAMUser" : "AssumedRole",
                "arn": text(facts.actor?.externalID), "accountId": text(facts.account?.externalID),
                "principalId": text(facts.actor?.id),
            ],
            "eventTime": .string(facts.time.description), "eventSource": .string(facts.step.source),
            "eventName": .string(facts.step.name), "awsRegion": .string(region(facts)),
            "sourceIPAddress": .string(facts.address), "userAgent": "aws-cli/2.15.30 Python/3.11 Linux/6.1",
            "errorCode": facts.succeeded ? .null : "AccessDenied", "eventID": .string(facts.eventID),
            "readOnly": true, "eventType": "AwsApiCall", "recipientAccountId": text(facts.account?.externalID),
        ]
    }

    private static func guardDuty(_ facts: Facts) -> GraphQLValue {
        [
            "schemaVersion": "2.0", "accountId": text(facts.account?.externalID), "region": .string(region(facts)),
            "id": .string(facts.eventID),
            "type": .string(String(facts.step.name.trimmingPrefix("GuardDuty: "))),
            "resource": ["resourceType": text(facts.resource?.nativeType), "arn": text(facts.resource?.externalID)],
            "service": [
                "serviceName": "guardduty", "eventLastSeen": .string(facts.time.description),
                "action": ["actionType": "AWS_API_CALL", "remoteIpDetails": ["ipAddressV4": .string(facts.address)]],
                "count": 1,
            ],
        ]
    }

    private static func kubernetes(_ facts: Facts) -> GraphQLValue {
        [
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "RequestResponse",
            "auditID": .string(facts.eventID), "stage": "ResponseComplete",
            "verb": .string(facts.step.name.split(separator: " ").first.map(String.init) ?? ""),
            "objectRef": [
                "resource": .string(facts.step.name.split(separator: " ").last.map(String.init) ?? ""),
                "namespace": text(facts.resource?.namespace ?? "kube-system"), "name": text(facts.resource?.name),
            ],
            "user": ["username": text(facts.actor?.name), "groups": ["system:authenticated"]],
            "sourceIPs": [.string(facts.address)], "userAgent": "kubectl/v1.31.2 (linux/amd64)",
            "responseStatus": ["code": facts.succeeded ? 201 : 403],
            "requestReceivedTimestamp": .string(facts.time.description),
        ]
    }

    private static func azure(_ facts: Facts) -> GraphQLValue {
        [
            "time": .string(facts.time.description), "operationName": .string(facts.step.name),
            "category": "AuditLogs", "correlationId": .string(facts.eventID),
            "resultType": facts.succeeded ? "Success" : "Failure", "callerIpAddress": .string(facts.address),
            "properties": [
                "initiatedBy": ["user": ["userPrincipalName": text(facts.actor?.externalID)]],
                "targetResources": [
                    ["displayName": text(facts.resource?.name), "id": text(facts.resource?.externalID)]
                ],
            ],
        ]
    }

    private static func google(_ facts: Facts) -> GraphQLValue {
        [
            "insertId": .string(facts.eventID), "timestamp": .string(facts.time.description),
            "protoPayload": [
                "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
                "methodName": .string(facts.step.name), "serviceName": .string(facts.step.source),
                "authenticationInfo": ["principalEmail": text(facts.actor?.externalID)],
                "requestMetadata": ["callerIp": .string(facts.address), "callerSuppliedUserAgent": "google-cloud-sdk"],
                "resourceName": text(facts.resource?.externalID),
                "status": facts.succeeded ? [:] : ["code": 7, "message": "PERMISSION_DENIED"],
            ],
            "resource": ["labels": ["project_id": text(facts.account?.externalID)]],
        ]
    }

    private static func region(_ facts: Facts) -> String {
        (facts.resource?.region).flatMap { $0.isEmpty ? nil : $0 } ?? "us-east-1"
    }

    private static func text(_ value: String?) -> GraphQLValue {
        value.map(GraphQLValue.string) ?? .null
    }
}
