/// Where tasks have their addresses.
enum NetworkRules {
    static let all: [ReleaseRule] = [
        .service("subnets") { service, subject in
            guard service.service != nil, service.task.networkMode == "awsvpc" else { return [] }
            let network = service.effective.network
            let subnets = network?["subnets"]?.strings ?? []
            if subnets.isEmpty {
                return [
                    subject.error(
                        "it has no subnets to run in",
                        remedy: "run `imgship infra apply`, whose stack has some, or give 'network: {subnets: [...]}'")
                ]
            }
            var findings: [ReleaseFinding] = []
            if subnets.count > 16 { findings.append(subject.error("at most 16 subnets are possible, found \(subnets.count)")) }
            let groups = network?["securityGroups"]?.strings ?? []
            if groups.count > 5 { findings.append(subject.error("at most 5 security groups are possible, found \(groups.count)")) }
            findings += subnets.filter { !isResource($0, "subnet-") }.map { subject.error("'\($0)' is not the id of a subnet") }
            findings += groups.filter { !isResource($0, "sg-") }.map { subject.error("'\($0)' is not the id of a security group") }
            return findings
        },
        .service("network-mode") { service, subject in
            guard let mode = service.task.networkMode, mode != "awsvpc", service.service?.network != nil else { return [] }
            return [subject.error("it has a network of its own, but its task has the network mode '\(mode)'", remedy: "use 'awsvpc'")]
        },
    ]

    private static func isResource(_ text: String, _ prefix: String) -> Bool {
        text.contains("${") || text.hasPrefix(prefix) && text.utf8.count > prefix.utf8.count
    }
}
