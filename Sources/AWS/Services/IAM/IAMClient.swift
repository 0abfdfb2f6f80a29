import JSON

/// The calls of IAM that checks need.
package struct IAMClient: Sendable {
    private let caller: QueryCaller

    package init(_ client: AWSClient) { caller = QueryCaller(client: client, service: .iam) }

    /// A role with who may take it; nil when there is none of that name.
    /// - Parameter name: without path: the last part of its ARN.
    package func getRole(_ name: String) async throws -> IAMRole? {
        try await orNil { try await caller.call("GetRole", ["RoleName": .string(name)]).child("Role").map(IAMRole.init) }
    }

    /// An identity provider by its ARN; nil when there is none.
    package func openIDConnectProvider(_ arn: String) async throws -> IdentityProvider? {
        try await orNil {
            IdentityProvider(try await caller.call("GetOpenIDConnectProvider", ["OpenIDConnectProviderArn": .string(arn)]))
        }
    }

    /// Makes the role of a service of AWS, as `ecs.amazonaws.com`.
    /// - Throws: as ``AWSClient``; `InvalidInput` when the account has it.
    package func createServiceLinkedRole(for service: String) async throws {
        try await caller.call("CreateServiceLinkedRole", ["AWSServiceName": .string(service)])
    }

    /// Whether a role or user may do what is asked, by its own policies, as far as IAM can tell.
    /// - Parameters:
    ///   - principal: ARN of a role or user, not of a session.
    ///   - resources: ARNs; every one when empty.
    package func simulatePrincipalPolicy(
        of principal: String, actions: [String], resources: [String] = []
    ) async throws -> [PermissionDecision] {
        var parameters: JSONObject = ["PolicySourceArn": .string(principal), "ActionNames": JSONValue(actions)]
        if !resources.isEmpty { parameters["ResourceArns"] = JSONValue(resources) }
        let token = PageToken(asked: "Marker", answered: "Marker")
        return try await caller.items("EvaluationResults", of: "SimulatePrincipalPolicy", parameters, token: token)
    }
}
