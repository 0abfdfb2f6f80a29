import JSON

/// What Fargate does not have.
/// - Source: Fargate guide, "Task definition differences"; ECS API model.
enum FargateRules {
    static let all: [ReleaseRule] = [
        .service("fargate-task") { service, subject in
            guard service.task.runsOnFargate else { return [] }
            let task = service.task
            var findings: [ReleaseFinding] = []
            if task.networkMode != "awsvpc" {
                findings.append(
                    subject.error("Fargate needs the network mode 'awsvpc', not '\(task.networkMode ?? "bridge")'"))
            }
            if task.fields["placementConstraints"]?.array?.isEmpty == false {
                findings.append(subject.error("Fargate has no placement constraints"))
            }
            if let mode = task.fields["pidMode"]?.string, mode != "task" {
                findings.append(subject.error("on Fargate the 'pidMode' can only be 'task', not '\(mode)'"))
            }
            if task.fields["ipcMode"]?.string != nil { findings.append(subject.error("Fargate has no 'ipcMode'")) }
            if !["X86_64", "ARM64"].contains(task.architecture) {
                findings.append(subject.error("Fargate has no '\(task.architecture)': use X86_64 or ARM64"))
            }
            return findings
        },
        .container("fargate-container") { service, container, subject in
            guard service.task.runsOnFargate else { return [] }
            return containerKeys.filter { isGiven(container.fields[$0]) }.map { subject.error("Fargate has no '\($0)'") }
        },
        .container("timeouts") { service, container, subject in
            guard service.task.runsOnFargate else { return [] }
            return ["startTimeout", "stopTimeout"].compactMap { key in
                guard let seconds = container.fields[key]?.integer, !(2...120).contains(seconds) else { return nil }
                return subject.error("'\(key)' of \(seconds) seconds is not possible on Fargate: give 2 to 120")
            }
        },
        .container("restart-policy") { _, container, subject in
            guard let policy = container.fields["restartPolicy"] else { return [] }
            var findings: [ReleaseFinding] = []
            if let period = policy["restartAttemptPeriod"]?.integer, !(60...1800).contains(period) {
                findings.append(subject.error("a restart attempt period of \(period) seconds is not possible: give 60 to 1800"))
            }
            if let codes = policy["ignoredExitCodes"]?.array, codes.count > 50 {
                findings.append(subject.error("at most 50 exit codes can be ignored, found \(codes.count)"))
            }
            return findings
        },
    ]

    private static let containerKeys = [
        "privileged", "links", "dnsServers", "dnsSearchDomains", "extraHosts", "disableNetworking", "dockerSecurityOptions",
    ]

    private static func isGiven(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?, false?: false
        case .array(let items)?: !items.isEmpty
        default: true
        }
    }
}
