import Configuration
import JSON
import OCI
import Release
import Simulation

extension SimulatedAccount {
    /// An account in which a service that is in no file runs other images than those of a change.
    static func running(_ change: ImageChange, region: String, id: String) throws -> SimulatedAccount {
        var account = SimulatedAccount.typical(cluster: change.cluster)
        account.region = region
        account.id = id
        account.logGroups = ["/\(change.cluster)/\(change.service)"]
        let containers = try change.images.sorted { $0.key < $1.key }.map { name, image -> JSONValue in
            [
                "name": .string(name), "image": .string(try InventedImages.predecessor(of: ImageReference(image)).description),
                "essential": true,
                "logConfiguration": [
                    "logDriver": "awslogs",
                    "options": [
                        "awslogs-group": .string(account.logGroups[0]), "awslogs-region": .string(region),
                        "awslogs-stream-prefix": .string(change.service),
                    ],
                ],
            ]
        }
        let task: JSONObject = [
            "family": .string(change.service), "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "512",
            "memory": "1024", "executionRoleArn": .string(account.roleARN("ecsTaskExecutionRole")),
            "containerDefinitions": .array(containers),
        ]
        let settings: JSONObject = [
            "launchType": "FARGATE", "networkConfiguration": ["awsvpcConfiguration": account.network.configuration],
            "deploymentConfiguration": ["deploymentCircuitBreaker": ["enable": true, "rollback": true]],
        ]
        account.services = [
            SimulatedService(change.service, cluster: change.cluster, taskDefinition: task, desiredCount: 2, settings: settings)
        ]
        return account
    }
}

extension SimulatedNetwork {
    /// As a service is given it, in all subnets.
    fileprivate var configuration: JSONValue {
        ["subnets": JSONValue(subnets.map(\.id)), "securityGroups": JSONValue(securityGroups), "assignPublicIp": "ENABLED"]
    }
}
