import Configuration
import JSON
import Release

/// Load balancers with their listeners, and the target groups that releases put tasks into.
struct BalancerResources {
    /// Against TLS older than 1.2.
    /// - Source: Elastic Load Balancing, "Security policies for your Application Load Balancer", the recommended one.
    static let securityPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"

    let plan: StackPlan
    let network: StackNetwork

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        for balancer in StackBalancer.all(plan) {
            try balancer.check(plan)
            try template.add(balancer.securityGroup, group(balancer))
            try template.add(balancer.id, resource(balancer))
            for service in balancer.services { try add(service, balancer, &template) }
        }
    }

    private func group(_ balancer: StackBalancer) -> StackResource {
        let whence = balancer.isInternal ? "From inside" : "From anywhere"
        let ingress = balancer.listeningPorts.flatMap { port in
            balancer.sources.map { SecurityResources.rule(port, ["CidrIp": .string($0)], "\(whence) to port \(port)") }
        }
        let tasks: JSONObject = ["DestinationSecurityGroupId": .attribute("TaskSecurityGroup", "GroupId")]
        return StackResource(
            "AWS::EC2::SecurityGroup",
            [
                "VpcId": network.vpc, "GroupDescription": .string("The load balancer of \(plan.stage)"),
                "SecurityGroupIngress": .array(ingress),
                "SecurityGroupEgress": .array(balancer.targetPorts.map { SecurityResources.rule($0, tasks, "To port \($0) of tasks") }),
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

    private func add(
        _ service: PublishedService, _ balancer: StackBalancer, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        let group = plan.id(service.name, "TargetGroup")
        try template.add(group, targetGroup(service))
        try template.add(plan.id(service.name, "Listener"), listener(service, balancer, group))
        if service.isRedirectedFrom80 {
            try template.add(plan.id(service.name, "RedirectListener"), redirect(to: service, balancer))
        }
        if service.movesTraffic { try ShiftResources(plan: plan).add(service, balancer, targetGroup(service), &template) }
        // A target group can have tasks only once a listener leads to it.
        try template.addOutput(
            StackOutput.targetGroup(of: service.name), .reference(group), "The tasks of '\(service.name)' that users reach")
        let port = ["http": 80, "https": 443][service.scheme] == service.listen ? "" : ":\(service.listen)"
        try template.addOutput(
            plan.id(service.name, "Url"), .substituted("\(service.scheme)://${\(balancer.id).DNSName}\(port)"),
            "Where users find '\(service.name)'")
    }

    private func targetGroup(_ service: PublishedService) -> StackResource {
        let health = service.health
        let drain = service.spec.drain.map { Int($0.components.seconds) } ?? 300
        let seconds = { (duration: Duration?) in duration.map { JSONValue(Int($0.components.seconds)) } }
        return StackResource(
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            JSONValue.fields([
                "VpcId": network.vpc, "TargetType": "ip", "Protocol": "HTTP", "Port": JSONValue(service.port),
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

    private func listener(_ service: PublishedService, _ balancer: StackBalancer, _ group: String) -> StackResource {
        Self.listener(service, balancer, at: service.listen, to: .reference(group))
    }

    /// One that sends everyone to a target group.
    static func listener(_ service: PublishedService, _ balancer: StackBalancer, at port: Int, to group: JSONValue) -> StackResource {
        StackResource(
            "AWS::ElasticLoadBalancingV2::Listener",
            JSONValue.fields([
                "LoadBalancerArn": .reference(balancer.id), "Port": JSONValue(port), "Protocol": .string(service.scheme.uppercased()),
                "Certificates": service.spec.certificate.map { [["CertificateArn": .string($0)]] },
                "SslPolicy": service.spec.certificate == nil ? nil : .string(Self.securityPolicy),
                "DefaultActions": [["Type": "forward", "TargetGroupArn": group]],
            ])
        ).untagged()
    }

    private func redirect(to service: PublishedService, _ balancer: StackBalancer) -> StackResource {
        let target: JSONValue = ["Protocol": "HTTPS", "Port": .string("\(service.listen)"), "StatusCode": "HTTP_301"]
        return StackResource(
            "AWS::ElasticLoadBalancingV2::Listener",
            [
                "LoadBalancerArn": .reference(balancer.id), "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [["Type": "redirect", "RedirectConfig": target]],
            ]
        ).untagged()
    }

    private static func attributes(_ values: [String: String]) -> JSONValue {
        .array(values.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] })
    }
}
