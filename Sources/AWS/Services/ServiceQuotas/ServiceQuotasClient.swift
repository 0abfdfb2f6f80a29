import JSON

/// The calls of Service Quotas: how much of something an account may have in a region.
package struct ServiceQuotasClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .serviceQuotas) }

    /// A quota as it was last granted, else as AWS gives it to everyone; nil when there is none of that code.
    /// - Parameters:
    ///   - code: `L-F678F1CE`
    ///   - service: `vpc`, `ec2`, `fargate`, `elasticloadbalancing`
    package func quota(_ code: String, of service: String) async throws -> ServiceQuota? {
        let parameters: JSONObject = ["ServiceCode": .string(service), "QuotaCode": .string(code)]
        let applied: ServiceQuota? = try await orNil { try await caller.value("Quota", of: "GetServiceQuota", parameters) }
        if let applied { return applied }
        // An account that has never asked for more of some quotas is told that there is no such resource.
        return try await orNil { try await caller.value("Quota", of: "GetAWSDefaultServiceQuota", parameters) }
    }

    /// The quotas of a service that were applied to the account.
    package func listServiceQuotas(of service: String) async throws -> [ServiceQuota] {
        try await caller.items(
            "Quotas", of: "ListServiceQuotas", ["ServiceCode": .string(service), "MaxResults": 100], token: .upperCase
        ).map(ServiceQuota.init)
    }
}
