import JSON
import Release

/// Who may reach the tasks: the load balancers and each other, or anyone where there is no load balancer.
struct SecurityResources {
    let plan: StackPlan
    let network: StackNetwork

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        let open = plan.openPorts.map { Self.rule($0, ["CidrIp": "0.0.0.0/0"], "From anywhere to port \($0)") }
        var properties: JSONObject = [
            "VpcId": network.vpc, "GroupDescription": .string("Tasks of \(plan.stage)"),
            "SecurityGroupEgress": [
                ["IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "Images, secrets and what services ask for"]
            ],
        ]
        if !open.isEmpty { properties["SecurityGroupIngress"] = .array(open) }
        try template.add("TaskSecurityGroup", StackResource("AWS::EC2::SecurityGroup", properties))
        // Rules that name another group stand by themselves: two groups that name each other could not be made.
        for port in plan.innerPorts where plan.services.count > 1 {
            try addRule("TasksPort\(port)Rule", port, from: "TaskSecurityGroup", "From other tasks to port \(port)", &template)
        }
        for balancer in StackBalancer.all(plan) {
            for port in balancer.targetPorts {
                try addRule(
                    "\(balancer.id)Port\(port)Rule", port, from: balancer.securityGroup, "From the load balancer to port \(port)", &template
                )
            }
        }
        try template.addOutput(
            StackOutput.securityGroups, .attribute("TaskSecurityGroup", "GroupId"), "Who may reach the tasks")
    }

    private func addRule(
        _ id: String, _ port: Int, from source: String, _ description: String, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        var fields = Self.rule(port, ["SourceSecurityGroupId": .attribute(source, "GroupId")], description).object ?? [:]
        fields["GroupId"] = .attribute("TaskSecurityGroup", "GroupId")
        try template.add(id, StackResource("AWS::EC2::SecurityGroupIngress", fields).untagged())
    }

    /// One TCP port.
    static func rule(_ port: Int, _ other: JSONObject, _ description: String) -> JSONValue {
        let fields: JSONObject = [
            "IpProtocol": "tcp", "FromPort": JSONValue(port), "ToPort": JSONValue(port), "Description": .string(description),
        ]
        return .object(fields.merging(other) { own, _ in own })
    }
}
