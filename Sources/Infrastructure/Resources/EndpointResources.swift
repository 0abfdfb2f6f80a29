import Configuration
import JSON

/// What private tasks reach of AWS without a way out: images, logs, and the secrets that they use.
struct EndpointResources {
    let network: StackNetwork

    private var plan: StackPlan { network.plan }

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        try template.add(
            "EndpointSecurityGroup",
            StackResource(
                "AWS::EC2::SecurityGroup",
                [
                    "VpcId": network.vpc, "GroupDescription": .string("Endpoints of AWS for the tasks of \(plan.stage)"),
                    "SecurityGroupIngress": [
                        [
                            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                            "SourceSecurityGroupId": .attribute("TaskSecurityGroup", "GroupId"), "Description": "From the tasks",
                        ]
                    ],
                    // Answers go back all the same; without this rule there would be one for everything.
                    "SecurityGroupEgress": [["IpProtocol": "-1", "CidrIp": "127.0.0.1/32", "Description": "To nowhere"]],
                ]))
        for (id, service) in interfaces { try template.add(id, interface(service)) }
    }

    /// The way to S3, where ECR keeps the layers of images: it costs nothing, and a NAT gateway takes money for each gigabyte.
    func addStorage(to template: inout StackTemplate) throws(InfrastructureError) {
        try template.add("S3Endpoint", endpoint("s3", "Gateway", ["RouteTableIds": [.reference("PrivateRouteTable")]]))
    }

    private var interfaces: [(String, String)] {
        let references = plan.services.flatMap(\.spec.containers).flatMap(\.spec.secrets.values)
        var found = [("EcrApiEndpoint", "ecr.api"), ("EcrDockerEndpoint", "ecr.dkr"), ("LogsEndpoint", "logs")]
        if references.contains(where: { if case .secret = $0 { true } else { false } }) {
            found.append(("SecretsEndpoint", "secretsmanager"))
        }
        if references.contains(where: { if case .parameter = $0 { true } else { false } }) { found.append(("ParametersEndpoint", "ssm")) }
        if plan.services.contains(where: { $0.spec.exec == true }) { found.append(("ExecEndpoint", "ssmmessages")) }
        return found
    }

    private func interface(_ service: String) -> StackResource {
        endpoint(
            service, "Interface",
            [
                "PrivateDnsEnabled": true, "SubnetIds": network.taskSubnets,
                "SecurityGroupIds": [.attribute("EndpointSecurityGroup", "GroupId")],
            ])
    }

    private func endpoint(_ service: String, _ type: String, _ more: JSONObject) -> StackResource {
        let fields: JSONObject = [
            "VpcId": network.vpc, "VpcEndpointType": .string(type),
            "ServiceName": .substituted("com.amazonaws.${AWS::Region}.\(service)"),
        ]
        return StackResource("AWS::EC2::VPCEndpoint", fields.merging(more) { own, _ in own }).named("\(plan.stage)-\(service)")
    }
}
