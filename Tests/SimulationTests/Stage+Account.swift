import JSON
import Simulation

extension Stage {
    /// A definition as it is registered.
    static func definition(_ family: String = "web", image: String = "old", _ changes: JSONObject = [:]) -> JSONObject {
        let container: JSONValue = [
            "name": "app", "image": .string("123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:\(image)"), "essential": true,
            "portMappings": [["containerPort": 8000]],
            "logConfiguration": [
                "logDriver": "awslogs",
                "options": ["awslogs-group": "/demo/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "web"],
            ],
        ]
        let standard: JSONObject = [
            "family": .string(family), "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "containerDefinitions": [container],
        ]
        return standard.merging(changes) { $1 }
    }

    /// What a service is made with besides.
    static func settings(_ account: SimulatedAccount, balanced: Bool = false, deployment: JSONValue? = nil) -> JSONObject {
        var settings: JSONObject = [
            "launchType": "FARGATE",
            "networkConfiguration": [
                "awsvpcConfiguration": [
                    "subnets": JSONValue(account.network.subnets.map(\.id)), "securityGroups": JSONValue(account.network.securityGroups),
                    "assignPublicIp": "ENABLED",
                ]
            ],
        ]
        if balanced {
            settings["loadBalancers"] = [
                ["targetGroupArn": .string(account.targetGroupARN(account.targetGroups[0])), "containerName": "app", "containerPort": 8000]
            ]
        }
        settings["deploymentConfiguration"] = deployment
        return settings
    }

    static let breaker: JSONValue = ["deploymentCircuitBreaker": ["enable": true, "rollback": true]]

    /// An account in which `web` runs.
    static func account(desired: Int = 2, balanced: Bool = false, checked: Bool = false, deployment: JSONValue? = nil) -> SimulatedAccount {
        var account = empty()
        var definition = definition()
        if checked {
            var containers = definition["containerDefinitions"]?.array ?? []
            containers[0]["healthCheck"] = ["command": ["CMD-SHELL", "true"], "interval": 10, "retries": 2, "startPeriod": 5]
            definition["containerDefinitions"] = .array(containers)
        }
        account.services = [
            SimulatedService(
                "web", cluster: "demo", taskDefinition: definition, desiredCount: desired,
                settings: settings(account, balanced: balanced, deployment: deployment))
        ]
        return account
    }

    static let rule = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/demo/50dc6c495c0c9188/f2f7dc8efc521080/web"

    /// An account in which `web` runs and its deployments move traffic.
    /// - Parameter deployment: what there is beside a strategy.
    static func shifting(_ strategy: String, _ deployment: JSONObject = [:]) -> SimulatedAccount {
        var account = account(balanced: true)
        var other = SimulatedTargetGroup("web-other", port: 8000)
        other.listenerPort = nil
        account.targetGroups.append(other)
        account.listenerRules = [SimulatedListenerRule(rule, to: account.targetGroups.map(account.targetGroupARN))]
        account.roles.append(SimulatedRole("traffic", trusting: ["ecs.amazonaws.com"]))
        let own: JSONObject = ["strategy": .string(strategy), "bakeTimeInMinutes": 5]
        account.services[0].settings["deploymentConfiguration"] = .object(own.merging(deployment) { $1 })
        account.services[0].settings["loadBalancers"] = [
            [
                "targetGroupArn": .string(account.targetGroupARN(account.targetGroups[0])), "containerName": "app", "containerPort": 8000,
                "advancedConfiguration": [
                    "alternateTargetGroupArn": .string(account.targetGroupARN(other)), "productionListenerRule": .string(rule),
                    "testListenerRule": .string(rule), "roleArn": .string(account.roleARN("traffic")),
                ],
            ]
        ]
        return account
    }

    /// An account without services.
    static func empty() -> SimulatedAccount {
        var account = SimulatedAccount.typical()
        account.logGroups = ["/demo/web"]
        account.targetGroups = [SimulatedTargetGroup("web", port: 8000)]
        account.alarms = ["errors"]
        return account
    }
}
