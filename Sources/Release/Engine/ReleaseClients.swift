import AWS

/// The services of AWS that a release talks to, all in one account and region.
package struct ReleaseClients: Sendable {
    package let region: Region
    package let ecs: ECSClient
    package let logs: LogsClient
    package let loadBalancing: LoadBalancingClient
    package let scaling: AutoScalingClient
    package let secrets: SecretsClient
    package let parameters: SSMClient
    package let roles: IAMClient
    package let network: EC2Client
    package let stacks: CloudFormationClient

    package init(_ client: AWSClient) {
        region = client.region
        ecs = ECSClient(client)
        logs = LogsClient(client)
        loadBalancing = LoadBalancingClient(client)
        scaling = AutoScalingClient(client)
        secrets = SecretsClient(client)
        parameters = SSMClient(client)
        roles = IAMClient(client)
        network = EC2Client(client)
        stacks = CloudFormationClient(client)
    }
}
