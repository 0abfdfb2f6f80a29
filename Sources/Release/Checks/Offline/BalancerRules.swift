/// The load balancer of a service.
enum BalancerRules {
    static let all: [ReleaseRule] = [
        .service("load-balancer") { service, subject in
            service.effective.loadBalancers.flatMap { balancer -> [ReleaseFinding] in
                guard let name = balancer["containerName"]?.string, let port = balancer["containerPort"]?.integer else {
                    return [subject.error("its load balancer names no container and port")]
                }
                guard let container = service.task[container: name] else {
                    return [subject.error("its load balancer asks the container '\(name)', which its task does not have")]
                }
                let ports = container.portMappings.compactMap(\.containerPort)
                if ports.contains(port) { return [] }
                let has = ports.isEmpty ? "no port" : ports.map(String.init).joined(separator: ", ")
                return [subject.error("its load balancer asks port \(port) of '\(name)', which has \(has)")]
            }
        },
        .service("target-group-form") { service, subject in
            let effective = service.effective
            let groups = effective.loadBalancers.compactMap { $0["targetGroupArn"]?.string }
            return (groups + effective.shiftedBalancers.compactMap(\.alternateTargetGroup)).compactMap { arn in
                if arn.contains("${") { return nil }
                let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
                guard parts.count == 6, parts[2] == "elasticloadbalancing", parts[5].hasPrefix("targetgroup/") else {
                    return subject.error("'\(arn)' is not the ARN of a target group")
                }
                let name = parts[5].split(separator: "/").dropFirst().first ?? ""
                return isGroupName(String(name)) ? nil : subject.error("'\(name)' is not the name of a target group")
            }
        },
        .service("grace") { service, subject in
            let effective = service.effective
            if let grace = effective.fields["healthCheckGracePeriodSeconds"]?.integer, !(0...2_147_483_647).contains(grace) {
                return [subject.error("a grace period of \(grace) seconds is not possible")]
            }
            guard !effective.loadBalancers.isEmpty, effective.fields["healthCheckGracePeriodSeconds"] == nil else { return [] }
            return [
                subject.warning(
                    "it has a load balancer and no grace period: a task that starts slowly is stopped before it is ready",
                    remedy: "give 'load-balancer: {grace: 60s}'")
            ]
        },
    ]

    /// 1 to 32 letters, digits and hyphens, none at the ends, not `internal-...`.
    private static func isGroupName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count) && !name.hasPrefix("-") && !name.hasSuffix("-") && !name.hasPrefix("internal-")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" }
    }
}
