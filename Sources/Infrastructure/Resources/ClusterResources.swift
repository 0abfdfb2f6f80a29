import JSON
import Release

/// The cluster, and the namespace in which services find each other.
struct ClusterResources {
    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        if plan.hasNamespace {
            let description = "Names under which services of \(plan.stage) reach each other"
            try template.add(
                "Namespace",
                StackResource(
                    "AWS::ServiceDiscovery::HttpNamespace", ["Name": .string(plan.stage), "Description": .string(description)]))
            try template.addOutput(StackOutput.namespace, .attribute("Namespace", "Arn"), description)
        }
        guard plan.hasCluster else { return }
        try template.add("Cluster", cluster)
        try template.addOutput("ClusterName", .reference("Cluster"), "The cluster of services that name none")
    }

    private var cluster: StackResource {
        var properties: JSONObject = [
            "ClusterName": .string(plan.destination.cluster), "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
            "ClusterSettings": [["Name": "containerInsights", "Value": plan.infra.hasInsights ? "enabled" : "disabled"]],
        ]
        if plan.hasNamespace { properties["ServiceConnectDefaults"] = ["Namespace": .attribute("Namespace", "Arn")] }
        return StackResource("AWS::ECS::Cluster", properties)
    }
}
