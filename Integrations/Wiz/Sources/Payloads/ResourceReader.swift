import Workbench

/// Resources and actors in the forms in which Wiz gives them.
enum ResourceReader {
    /// `entitySnapshot` of an issue; nil when nothing in it says which resource it is.
    static func snapshot(_ value: JSON?) -> VendorAlertContent.Resource? {
        guard let value else { return nil }
        return known(
            VendorAlertContent.Resource(
                id: value.text("id"), providerID: value.text(anyOf: "providerId", "externalId"),
                name: value.text("name"),
                type: value.text("type"), nativeType: value.text("nativeType"), region: value.text("region"),
                cloud: value.text("cloudPlatform"),
                accountID: value.text(anyOf: "subscriptionExternalId", "subscriptionId"),
                accountName: value.text("subscriptionName"), status: value.text("status"), tags: tags(value["tags"]),
                cluster: value.text("kubernetesClusterName"), namespace: value.text("kubernetesNamespaceName"),
                consoleURL: value.link("cloudProviderURL")))
    }

    /// `resource` of an issue webhook: its id is the cloud's and its type the cloud's own.
    static func webhook(_ value: JSON?) -> VendorAlertContent.Resource? {
        guard let value else { return nil }
        return known(
            VendorAlertContent.Resource(
                providerID: value.text(anyOf: "id", "externalId", "providerId"), name: value.text("name"),
                nativeType: value.text(anyOf: "type", "nativeType"), region: value.text("region"),
                cloud: value.text("cloudPlatform"), accountID: value.text("subscriptionId"),
                accountName: value.text("subscriptionName"), status: value.text("status"), tags: tags(value["tags"]),
                consoleURL: value.link("cloudProviderURL")))
    }

    /// An element of `resources`; `account` is what stands beside the list.
    static func listed(_ value: JSON, account: JSON?, cloud: String? = nil) -> VendorAlertContent.Resource? {
        let account = value["cloudAccount"] ?? account
        return known(
            VendorAlertContent.Resource(
                id: value.text("id"), providerID: value.text(anyOf: "externalId", "providerUniqueId"),
                name: value.text("name"), type: value.text("type"), nativeType: value.text("nativeType"),
                region: value.text("region"),
                cloud: value.text("cloudPlatform") ?? account?.text(anyOf: "cloudPlatform", "cloudProvider") ?? cloud,
                accountID: account?.text(anyOf: "externalId", "id"), accountName: account?.text("name"),
                status: value.text("status"), tags: tags(value["tags"]),
                cluster: value["kubernetesCluster"]?.text("name"),
                namespace: value["kubernetesNamespace"]?.text("name")))
    }

    static func actor(_ value: JSON) -> VendorAlertContent.ActorReference? {
        let actor = VendorAlertContent.ActorReference(
            id: value.text("id"), externalID: value.text(anyOf: "externalId", "providerUniqueId"),
            name: value.text("name"), type: value.text("type"), nativeType: value.text("nativeType"))
        return actor.id == nil && actor.externalID == nil && actor.name == nil ? nil : actor
    }

    private static func known(_ resource: VendorAlertContent.Resource) -> VendorAlertContent.Resource? {
        resource.id == nil && resource.providerID == nil && resource.name == nil ? nil : resource
    }

    /// A map of texts, or a list of `{key, value}`.
    private static func tags(_ value: JSON?) -> [String: String] {
        guard let value else { return [:] }
        var tags = value.object.compactMapValues { $0 == "" ? "" : $0.stringOrNumber ?? $0.bool.map(String.init) }
        for pair in value.array {
            if let key = pair.text("key") { tags[key] = pair.text("value") ?? "" }
        }
        return tags
    }
}
