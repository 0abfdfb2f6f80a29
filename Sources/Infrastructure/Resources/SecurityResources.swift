import Configuration
import JSON
import Release

/// Who may reach the tasks: load balancers and each other, and whoever users are where there is no load balancer.
///
/// Rules between groups hold for all ports: a rule a port would close the old one as soon as the file has a new one, under the tasks that
/// still listen on it until the next release.
struct SecurityResources {
    static let anyPort = 0...65_535

    let plan: StackPlan
    let network: StackNetwork

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        try template.add(
            "TaskSecurityGroup",
            StackResource(
                "AWS::EC2::SecurityGroup",
                [
                    "VpcId": network.vpc, "GroupDescription": .string("Tasks of \(plan.stage)"),
                    "SecurityGroupEgress": [
                        ["IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "Images, secrets and what services ask for"]
                    ],
                ]))
        try template.addOutput(
            StackOutput.securityGroups, .attribute("TaskSecurityGroup", "GroupId"), "Who may reach the tasks")
        // Rules that name another group stand by themselves: two groups that name each other could not be made.
        if plan.services.count > 1, plan.hasPorts {
            try addRule("TasksRule", from: .attribute("TaskSecurityGroup", "GroupId"), "From other tasks", &template)
        }
        for balancer in StackBalancer.all(plan) {
            try addRule(
                "\(balancer.id)Rule", from: .attribute(balancer.securityGroup, "GroupId"), "From the load balancer", &template)
        }
        for name in plan.borrowers {
            let parameter = plan.borrowedGroup(name)
            template.addParameter(
                parameter, type: "AWS::EC2::SecurityGroup::Id", "A security group of the load balancer that leads to '\(name)'")
            let source: JSONObject = ["SourceSecurityGroupId": .reference(parameter)]
            try addGroup(of: name, [Self.rule(Self.anyPort, source, "From the load balancer that exists already")], &template)
        }
        for open in plan.openServices {
            let whence = open.sources == nil ? "From anywhere" : "As allowed"
            let ingress = open.ports.flatMap { Self.rules($0, from: open.sources ?? ["0.0.0.0/0"], "\(whence) to port \($0)") }
            try addGroup(of: open.name, ingress, &template)
        }
    }

    /// One more group for the tasks of one service: what others listen on is nobody's business, be it the same port. Two services behind one
    /// load balancer have it too: a group has no rule twice.
    private func addGroup(of name: String, _ ingress: [JSONValue], _ template: inout StackTemplate) throws(InfrastructureError) {
        let id = plan.id(name, "UserSecurityGroup")
        try template.add(
            id,
            StackResource(
                "AWS::EC2::SecurityGroup",
                [
                    "VpcId": network.vpc, "GroupDescription": .string("Users of \(name) of \(plan.stage)"),
                    "SecurityGroupIngress": .array(ingress),
                    "SecurityGroupEgress": [
                        ["IpProtocol": "-1", "CidrIp": "127.0.0.1/32", "Description": "To nowhere: another group of the tasks is for that"]
                    ],
                ]))
        try template.addOutput(
            StackOutput.securityGroups(of: name), .joined([.attribute("TaskSecurityGroup", "GroupId"), .attribute(id, "GroupId")]),
            "Who may reach the tasks of '\(name)'")
    }

    private func addRule(
        _ id: String, from source: JSONValue, _ description: String, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        var fields = Self.rule(Self.anyPort, ["SourceSecurityGroupId": source], description).object ?? [:]
        fields["GroupId"] = .attribute("TaskSecurityGroup", "GroupId")
        try template.add(id, StackResource("AWS::EC2::SecurityGroupIngress", fields).untagged())
    }

    /// One TCP port for blocks of addresses.
    static func rules(_ port: Int, from sources: [String], _ description: String) -> [JSONValue] {
        sources.map { rule(port...port, [$0.contains(":") ? "CidrIpv6" : "CidrIp": .string($0)], description) }
    }

    /// TCP ports.
    static func rule(_ ports: ClosedRange<Int>, _ other: JSONObject, _ description: String) -> JSONValue {
        let fields: JSONObject = [
            "IpProtocol": "tcp", "FromPort": JSONValue(ports.lowerBound), "ToPort": JSONValue(ports.upperBound),
            "Description": .string(description),
        ]
        return .object(fields.merging(other) { own, _ in own })
    }
}
