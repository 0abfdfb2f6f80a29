/// What EC2 instances do not have, and Fargate does.
enum InstanceRules {
    static let all: [ReleaseRule] = [
        .service("instances-task") { service, subject in
            guard service.effective.runsOnInstances else { return [] }
            var findings: [ReleaseFinding] = []
            if service.effective.network?["assignPublicIp"]?.string == "ENABLED" {
                findings.append(
                    subject.error(
                        "tasks on instances cannot have a public IP", why: "only Fargate gives them one",
                        remedy: "remove 'public-ip', and put a load balancer before the service"))
            }
            if service.task.fields["ephemeralStorage"] != nil {
                findings.append(subject.error("tasks on instances have no ephemeral storage of their own", remedy: "remove it"))
            }
            if !service.task.compatibilities.isEmpty, !service.task.compatibilities.contains("EC2") {
                findings.append(
                    subject.error(
                        "it runs on instances, but its task definition requires \(service.task.compatibilities.joined(separator: ", "))"))
            }
            return findings
        }
    ]
}
