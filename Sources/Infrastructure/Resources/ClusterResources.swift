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
        // Said here, not by an association beside it: what is taken out leaves the cluster before it goes itself.
        let own = plan.instances.map { JSONValue.reference(plan.id($0.name, "CapacityProvider")) }
        var properties: JSONObject = [
            "ClusterName": .string(plan.destination.cluster), "CapacityProviders": .array(["FARGATE", "FARGATE_SPOT"] + own),
            "ClusterSettings": [["Name": "containerInsights", "Value": plan.infra.hasInsights ? "enabled" : "disabled"]],
        ]
        if plan.hasNamespace { properties["ServiceConnectDefaults"] = ["Namespace": .attribute("Namespace", "Arn")] }
        return StackResource("AWS::ECS::Cluster", properties)
    }
}
