import Configuration
import JSON
import Release

/// Load balancers, and the target groups that releases put tasks into.
struct BalancerResources {
    /// How long a stopping task may finish its answers where the file says nothing, in seconds.
    ///
    /// ELB's own 300 s would be waited for with every task of every release: a task is not stopped before. A minute is enough for most
    /// answers, streamed ones included; what takes longer is cut off, and asks for more by 'drain'.
    static let drain = 60

    /// ECS registers each task with its container's port; the group's own is never used, and a change of it would make the group anew.
    /// - Source: ECS Developer Guide, "Use an Application Load Balancer for Amazon ECS".
    private static let unusedPort = 80

    let plan: StackPlan
    let network: StackNetwork

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        for balancer in StackBalancer.all(plan) {
            let listeners = try balancer.listeners()
            try template.add(balancer.securityGroup, group(balancer, listeners))
            try template.add(balancer.id, resource(balancer))
            for service in balancer.services { try add(service, &template) }
            for listener in listeners { try ListenerResources(plan: plan, balancer: balancer).add(listener, to: &template) }
            guard balancer.services.contains(where: { !$0.spec.hosts.isEmpty }) else { continue }
            try template.addOutput(
                balancer.id + "Host", .attribute(balancer.id, "DNSName"), "Where the DNS records of hosts have to lead")
        }
    }

    private func group(_ balancer: StackBalancer, _ listeners: [StackListener]) -> StackResource {
        let whence = balancer.isInternal ? "From inside" : "From anywhere"
        let ingress = listeners.flatMap { listener in
            SecurityResources.rules(
                listener.port, from: listener.sources ?? balancer.sources,
                "\(listener.sources == nil ? whence : "As allowed") to port \(listener.port)")
        }
        let tasks: JSONObject = ["DestinationSecurityGroupId": .attribute("TaskSecurityGroup", "GroupId")]
        return StackResource(
            "AWS::EC2::SecurityGroup",
            [
                "VpcId": network.vpc, "GroupDescription": .string("The load balancer of \(plan.stage)"),
                "SecurityGroupIngress": .array(ingress),
                "SecurityGroupEgress": [SecurityResources.rule(SecurityResources.anyPort, tasks, "To tasks")],
            ])
    }

    private func resource(_ balancer: StackBalancer) -> StackResource {
        let resource = StackResource(
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            [
                "Type": "application", "Scheme": balancer.isInternal ? "internal" : "internet-facing",
                "Subnets": balancer.isInternal ? network.taskSubnets : network.publicSubnets,
                "SecurityGroups": [.attribute(balancer.securityGroup, "GroupId")],
                "LoadBalancerAttributes": Self.attributes([
                    "idle_timeout.timeout_seconds": "\(balancer.idle)", "routing.http.drop_invalid_header_fields.enabled": "true",
                ]),
            ])
        return network.isOwn && !balancer.isInternal ? resource.dependingOn("PublicRoute") : resource
    }

    private func add(_ service: PublishedService, _ template: inout StackTemplate) throws(InfrastructureError) {
        let group = plan.id(service.name, "TargetGroup")
        try template.add(group, targetGroup(service))
        // A target group can have tasks only once a listener leads to it.
        try template.addOutput(
            StackOutput.targetGroup(of: service.name), .reference(group), "The tasks of '\(service.name)' that users reach")
        if service.movesTraffic { try ShiftResources(plan: plan).add(service, targetGroup(service), &template) }
    }

    private func targetGroup(_ service: PublishedService) -> StackResource {
        let health = service.health
        let drain = service.spec.drain.map { Int($0.components.seconds) } ?? Self.drain
        let seconds = { (duration: Duration?) in duration.map { JSONValue(Int($0.components.seconds)) } }
        return StackResource(
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            JSONValue.fields([
                "VpcId": network.vpc, "TargetType": "ip", "Protocol": "HTTP", "Port": JSONValue(Self.unusedPort),
                "HealthCheckPath": .string(health?.path ?? "/"), "HealthCheckPort": health?.port.map { .string("\($0)") },
                "HealthCheckIntervalSeconds": seconds(health?.interval), "HealthCheckTimeoutSeconds": seconds(health?.timeout),
                // The load balancer knows no fewer than two.
                "UnhealthyThresholdCount": health?.retries.map { JSONValue(max(2, $0)) },
                "Matcher": health?.matcher.map { ["HttpCode": .string($0)] },
                "TargetGroupAttributes": Self.attributes(
                    Self.stickiness(service.spec.stickiness).merging(["deregistration_delay.timeout_seconds": "\(drain)"]) { $1 }),
            ]))
    }

    /// Said of none too: what is left out would stay as it was.
    /// - Source: Elastic Load Balancing, "Target group attributes".
    private static func stickiness(_ spec: StickinessSpec?) -> [String: String] {
        guard let spec else { return ["stickiness.enabled": "false"] }
        let kind = spec.cookie == nil ? "lb_cookie" : "app_cookie"
        var attributes = ["stickiness.enabled": "true", "stickiness.type": kind]
        attributes["stickiness.\(kind).duration_seconds"] = "\(spec.duration.components.seconds)"
        if let cookie = spec.cookie { attributes["stickiness.app_cookie.cookie_name"] = cookie }
        return attributes
    }

    private static func attributes(_ values: [String: String]) -> JSONValue {
        .array(values.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] })
    }
}
