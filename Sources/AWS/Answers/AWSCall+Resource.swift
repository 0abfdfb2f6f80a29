import JSON

extension AWSCall {
    /// What the call is about, for its errors: a name or an ARN. Nil when it is about nothing, or about many things.
    var resource: String? {
        for name in Self.naming {
            switch parameters {
            case .json(let object):
                if let text = object[name]?.string { return text }
                if let list = object[name]?.array, list.count == 1, let text = list[0].string { return text }
            case .form(let fields):
                if let text = fields[name] { return text }
                if let text = fields["\(name).member.1"] ?? fields["\(name).1"], fields["\(name).member.2"] == nil,
                    fields["\(name).2"] == nil
                {
                    return text
                }
            }
        }
        return nil
    }

    /// Parameters that name a thing, what is nearest to the call first. None of them can hold a secret.
    private static let naming = [
        "service", "serviceName", "services", "task", "tasks", "serviceDeploymentArn", "serviceDeploymentArns", "serviceRevisionArns",
        "resourceArn", "taskDefinition", "taskDefinitions", "family", "familyPrefix", "clusterName", "cluster", "clusters",
        "repositoryName", "repositoryNames", "logStreamName", "logGroupName", "logGroupNamePrefix", "SecretId", "Name", "Names",
        "PolicyName", "ScheduledActionName", "ResourceId", "ResourceIds", "ChangeSetName", "StackName", "RoleName", "RoleArn",
        "PolicySourceArn", "TargetGroupArn", "TargetGroupArns", "LoadBalancerArn", "LoadBalancerArns", "ListenerArn", "AlarmNames", "VpcId",
        "SubnetId", "GroupId", "RouteTableId", "NetworkInterfaceId", "VpcEndpointId",
    ]
}
