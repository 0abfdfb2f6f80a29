import JSON

/// The calls of Service Quotas: how much of something an account may have in a region.
package struct ServiceQuotasClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .serviceQuotas) }

    /// A quota as it counts for the account; nil when there is none of that code, or AWS does not tell.
    /// - Parameters:
    ///   - code: `L-F678F1CE`
    ///   - service: `vpc`, `ec2`, `fargate`, `elasticloadbalancing`
    package func quota(_ code: String, of service: String) async throws -> ServiceQuota? {
        let parameters: JSONObject = ["ServiceCode": .string(service), "QuotaCode": .string(code)]
        return try await orNil { try await caller.value("Quota", of: "GetServiceQuota", parameters) }
    }

    /// The quotas of a service that were applied to the account.
    package func listServiceQuotas(of service: String) async throws -> [ServiceQuota] {
        try await caller.items(
            "Quotas", of: "ListServiceQuotas", ["ServiceCode": .string(service), "MaxResults": 100], token: .upperCase
        ).map(ServiceQuota.init)
    }
}
