import Configuration
import JSON
import Release

/// The ports of a load balancer, with the rules by which they send requests to services.
struct ListenerResources {
    /// Against TLS older than 1.2.
    /// - Source: Elastic Load Balancing, "Security policies for your Application Load Balancer", the recommended one.
    static let securityPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"

    let plan: StackPlan
    let balancer: StackBalancer

    func add(_ listener: StackListener, to template: inout StackTemplate) throws(InfrastructureError) {
        let id = listener.id(balancer)
        try template.add(id, resource(listener))
        // A listener takes one itself; the others are told apart by the name that is asked for.
        for (index, certificate) in listener.certificates.enumerated().dropFirst() {
            try template.add(
                "\(id)Certificate\(index + 1)",
                StackResource(
                    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
                    ["ListenerArn": .reference(id), "Certificates": [["CertificateArn": .string(certificate)]]]
                ).untagged())
        }
        guard case .services(let entry, let routed, let isTest) = listener.use else { return }
        for service in routed { try add(rule(of: service, id), of: service, isTest, &template) }
        // ECS moves traffic by a rule: the listener's own action is nothing that it could change.
        if let entry, entry.movesTraffic { try add(rule(of: entry, id), of: entry, isTest, &template) }
        for service in routed + [entry].compactMap(\.self) { try addAddress(of: service, listener, isTest, &template) }
    }

    private func resource(_ listener: StackListener) -> StackResource {
        StackResource(
            "AWS::ElasticLoadBalancingV2::Listener",
            JSONValue.fields([
                "LoadBalancerArn": .reference(balancer.id), "Port": JSONValue(listener.port),
                "Protocol": .string(listener.scheme.uppercased()),
                "Certificates": listener.certificates.first.map { [["CertificateArn": .string($0)]] },
                "SslPolicy": listener.isSecure ? .string(Self.securityPolicy) : nil, "DefaultActions": [action(listener.use)],
            ])
        ).untagged()
    }

    private func action(_ use: StackListener.Use) -> JSONValue {
        switch use {
        case .redirect(let port):
            ["Type": "redirect", "RedirectConfig": ["Protocol": "HTTPS", "Port": .string("\(port)"), "StatusCode": "HTTP_301"]]
        case .services(let entry?, _, _): ["Type": "forward", "TargetGroupArn": .reference(plan.id(entry.name, "TargetGroup"))]
        case .services(nil, _, _):
            [
                "Type": "fixed-response",
                "FixedResponseConfig": ["StatusCode": "404", "ContentType": "text/plain", "MessageBody": "not found"],
            ]
        }
    }

    private func add(
        _ rule: StackResource, of service: PublishedService, _ isTest: Bool, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        try template.add(plan.id(service.name, isTest ? "TestListenerRule" : "ListenerRule"), rule)
    }

    private func rule(of service: PublishedService, _ listener: String) -> StackResource {
        let group = JSONValue.reference(plan.id(service.name, "TargetGroup"))
        return StackResource(
            "AWS::ElasticLoadBalancingV2::ListenerRule",
            [
                "ListenerArn": .reference(listener), "Priority": JSONValue(RoutePriority.of(service)), "Conditions": conditions(service),
                "Actions": [
                    service.movesTraffic ? ShiftResources(plan: plan).action(service) : ["Type": "forward", "TargetGroupArn": group]
                ],
            ]
        ).untagged()
    }

    /// Everything for a service without hosts and paths: a rule has one condition at least.
    private func conditions(_ service: PublishedService) -> JSONValue {
        let hosts = service.spec.hosts, paths = service.isRouted ? service.spec.paths : ["/*"]
        var conditions: [JSONValue] = []
        if !hosts.isEmpty { conditions.append(["Field": "host-header", "HostHeaderConfig": ["Values": JSONValue(hosts)]]) }
        if !paths.isEmpty { conditions.append(["Field": "path-pattern", "PathPatternConfig": ["Values": JSONValue(paths)]]) }
        return .array(conditions)
    }

    private func addAddress(
        of service: PublishedService, _ listener: StackListener, _ isTest: Bool, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        guard let address = service.address else { return }
        let host = address.host ?? "${\(balancer.id).DNSName}"
        let words =
            isTest ? "Where the new tasks of '\(service.name)' are tried before users come to them" : "Where users find '\(service.name)'"
        let text = "\(listener.scheme)://\(host)\(listener.portText)\(address.path)"
        try template.addOutput(
            plan.id(service.name, isTest ? "TestUrl" : "Url"), address.host == nil ? .substituted(text) : .string(text), words)
    }
}
