import AWS

/// Finds out where the requests are counted that services are scaled by.
struct RequestLabels {
    private let loadBalancing: LoadBalancingClient

    init(_ loadBalancing: LoadBalancingClient) { self.loadBalancing = loadBalancing }

    /// The service with its label, or with a finding why it has none. A target group that is missing has one already.
    func labelled(_ service: ComposedService) async throws -> ComposedService {
        let group = service.effective.loadBalancers.compactMap { $0["targetGroupArn"]?.string }.first { !$0.contains("${") }
        guard service.scaling?.requests != nil, let group else { return service }
        var copy = service
        let subject = Subject(service, "scaling")
        do {
            guard let balancer = try await loadBalancing.describeTargetGroups([group])?.first?.loadBalancerARNs.first else {
                return service
            }
            copy.requestLabel = Self.label(balancer, group)
            if copy.requestLabel == nil {
                copy.findings.append(subject.error("scaling by 'requests' needs an Application Load Balancer", why: "it has '\(balancer)'"))
            }
        } catch let error as AWSError where error.isDenial {
            copy.findings.append(
                subject.error(
                    "scaling by 'requests' needs to know its load balancer", why: error.summary,
                    remedy: error.hint ?? "allow elasticloadbalancing:DescribeTargetGroups"))
        }
        return copy
    }

    /// `app/NAME/ID/targetgroup/NAME/ID`
    /// - Source: Application Auto Scaling, `PredefinedMetricSpecification.ResourceLabel`.
    static func label(_ balancer: String, _ group: String) -> String? {
        let prefix = "loadbalancer/"
        guard let balancer = ARN(balancer)?.resource, balancer.hasPrefix(prefix + "app/"), let group = ARN(group)?.resource,
            group.hasPrefix("targetgroup/")
        else { return nil }
        return balancer.dropFirst(prefix.count) + "/" + group
    }
}
