import JSON
import OCI

/// Judges what AWS answered; the questions are read-only and asked elsewhere.
///
/// Each judgement is about one service, so that its findings stand among those of the offline rules.
package struct OnlineChecks {
    let service: ComposedService

    package init(_ service: ComposedService) {
        self.service = service
    }

    func subject(_ rule: String, container: String? = nil) -> Subject { Subject(service, rule, container: container) }

    /// The cluster is there, active, and has the providers and the namespace that are wanted.
    /// - Parameter cluster: of `DescribeClusters`; nil for one that is missing.
    package func cluster(_ cluster: JSONObject?) -> [ReleaseFinding] {
        let subject = subject("cluster")
        guard let cluster, cluster["status"]?.string != "INACTIVE" else {
            return [
                subject.error(
                    "there is no cluster '\(service.cluster)'", remedy: "run `imgship infra apply`, or give the 'cluster' that exists")
            ]
        }
        let status = cluster["status"]?.string ?? "ACTIVE"
        if status != "ACTIVE" { return [subject.error("the cluster '\(service.cluster)' is \(status)")] }
        let providers = cluster["capacityProviders"]?.strings ?? []
        var findings = (service.service?.capacity ?? []).compactMap { $0["capacityProvider"]?.string }.filter { !providers.contains($0) }
            .map {
                subject.error(
                    "the cluster '\(service.cluster)' does not have the capacity provider '\($0)'",
                    why: providers.isEmpty ? "it has none" : "it has \(providers.joined(separator: ", "))",
                    remedy: "associate it with the cluster: aws ecs put-cluster-capacity-providers")
            }
        let connect = service.service?.connect
        if connect?["enabled"]?.bool == true, connect?["namespace"]?.string == nil,
            cluster["serviceConnectDefaults"]?["namespace"]?.string == nil
        {
            findings.append(
                subject.error(
                    "Service Connect needs a namespace, and the cluster '\(service.cluster)' has no default",
                    remedy: "give 'service-connect: {namespace: ...}' one that exists"))
        }
        return findings
    }

    /// A role lets ECS's tasks take it.
    /// - Parameters:
    ///   - name: its name or ARN.
    ///   - trust: its `AssumeRolePolicyDocument`, decoded; nil when there is no such role.
    ///   - taker: who must be able to take it.
    package func role(_ name: String, trust: JSONValue?, taker: String = RoleTrust.tasks) -> [ReleaseFinding] {
        let subject = subject("role-trust")
        guard let trust else {
            return [subject.error("there is no role '\(name)'", remedy: "create it, or give one that exists")]
        }
        if RoleTrust(trust).allows(taker) { return [] }
        return [
            subject.error(
                "the role '\(name)' does not trust \(taker)", why: "ECS could not take it",
                remedy: "allow sts:AssumeRole to the service \(taker) in its trust policy")
        ]
    }

    /// A secret is there and its JSON holds the key that is wanted.
    /// - Parameters:
    ///   - source: `valueFrom`, as in the task definition.
    ///   - keys: of the JSON in the secret, never values; nil when nobody looked, empty for what is no JSON object.
    package func secret(_ variable: String, _ source: String, container: String, exists: Bool, isDeleted: Bool = false, keys: Set<String>?)
        -> [ReleaseFinding]
    {
        let subject = subject("secret-exists", container: container)
        let arn = SecretARN(source)
        let name = arn?.name ?? ShownValue.source(source)
        // As people call it, without what AWS adds to it.
        let command = arn?.store == .secretsManager ? arn.map { "imgship secret set " + $0.name.dropLast(7) } : nil
        if isDeleted {
            return [subject.error("the secret of '\(variable)', '\(name)', is marked for deletion", remedy: "restore it first")]
        }
        guard exists else {
            return [
                subject.error(
                    "there is no '\(name)' for the variable '\(variable)'", why: "a task would not start",
                    remedy: command.map { "run `\($0)`" })
            ]
        }
        guard let key = arn?.key, let keys, !keys.contains(key) else { return [] }
        let what = "the secret '\(name)' has no key '\(key)' for the variable '\(variable)'"
        return [
            subject.error(
                what, why: keys.isEmpty ? "its value is no JSON object" : "it has \(keys.sorted().joined(separator: ", "))",
                remedy: "set it with `\(command ?? "imgship secret set") --key \(key)`")
        ]
    }

    /// A target group fits the tasks and is in use by a listener.
    /// - Parameter group: nil when there is no such target group.
    package func targetGroup(_ arn: String, _ group: TargetGroupFacts?) -> [ReleaseFinding] {
        let subject = subject("target-group")
        guard let group else { return [subject.error("there is no target group '\(arn)'")] }
        var findings: [ReleaseFinding] = []
        let wanted = service.task.networkMode == "awsvpc" ? "ip" : "instance"
        if group.targetType != wanted {
            findings.append(
                subject.error(
                    "the target group '\(group.name)' has targets of type '\(group.targetType)', tasks need '\(wanted)'",
                    remedy: "make another target group: the type cannot be changed"))
        }
        if group.loadBalancers.isEmpty {
            findings.append(
                subject.error(
                    "no listener of a load balancer sends to the target group '\(group.name)'", why: "ECS refuses a service with it",
                    remedy: "add it to a listener"))
        }
        return findings
    }

    /// Tasks in these subnets can reach the registry.
    package func subnets(_ subnets: [SubnetFacts]) -> [ReleaseFinding] {
        let subject = subject("subnets-reach")
        let network = service.effective.network
        let wanted = network?["subnets"]?.strings ?? []
        let known = Set(subnets.map(\.id))
        var findings = wanted.filter { !known.contains($0) }.map { subject.error("there is no subnet '\($0)'") }
        let networks = Set(subnets.map(\.vpc)).sorted()
        if networks.count > 1 {
            findings.append(
                subject.error("its subnets are in \(networks.count) VPCs: \(networks.joined(separator: ", "))", remedy: "keep those of one")
            )
        }
        let hasPublicIP = network?["assignPublicIp"]?.string == "ENABLED"
        if service.effective.runsOnInstances {
            // Image, secrets and logs are the instance's business, which has a way of its own.
            if subnets.contains(where: { $0.route != .translated }) {
                findings.append(
                    subject.warning(
                        "its tasks reach nothing outside of their network", why: "tasks on instances have no public IP",
                        remedy: "use subnets behind a NAT gateway if they ask for anything there"))
            }
            return findings
        }
        for subnet in subnets where !subnet.canReachRegistry(withPublicIP: hasPublicIP) {
            findings.append(
                subject.error(
                    "tasks in '\(subnet.id)' cannot reach the registry",
                    why: subnet.route == .internet
                        ? "its way out is an internet gateway, and the tasks have no public IP" : "it has no way out and no VPC endpoints",
                    remedy: subnet.route == .internet
                        ? "set 'network: {public-ip: true}', or use subnets behind a NAT gateway"
                        : "add a NAT gateway, or VPC endpoints for ECR, S3 and Logs"))
        }
        let zones = Set(subnets.compactMap(\.zone))
        if zones.count == 1, let zone = zones.first, service.desired > 1, findings.isEmpty {
            findings.append(subject.warning("all its tasks are in one availability zone, \(zone)", remedy: "give subnets of several zones"))
        }
        return findings
    }

    /// The registry has the image, for the task's platform.
    /// - Parameter platforms: of the image; nil when the registry does not have it.
    package func image(_ container: String, platforms: [Platform]?) -> [ReleaseFinding] {
        let subject = subject("image-in-registry", container: container)
        let image = service.task[container: container]?.image ?? ""
        guard let platforms else { return [subject.error("the registry does not have '\(image)'", remedy: "run `imgship push`")] }
        let wanted = ImageRules.platform(of: service.task)
        if platforms.isEmpty || platforms.contains(where: { $0.matches(wanted) }) { return [] }
        return [
            subject.error(
                "'\(image)' runs on \(platforms.map(\.description).sorted().joined(separator: ", ")), its task on \(wanted)",
                why: "it would end with 'exec format error'", remedy: "build it for \(wanted), or change the 'architecture' of the service")
        ]
    }
}
