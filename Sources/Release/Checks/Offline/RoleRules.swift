import OCI

/// The roles of a task.
enum RoleRules {
    static let all: [ReleaseRule] = [
        .service("execution-role") { service, subject in
            guard service.task.executionRole == nil, service.task.runsOnFargate else { return [] }
            let needs = needs(of: service.task)
            guard !needs.isEmpty else { return [] }
            return [
                subject.error(
                    "its task needs an execution role: \(needs.joined(separator: ", "))",
                    remedy:
                        "run `imgship infra apply`, which makes one, or give 'execution-role', a role that trusts ecs-tasks.amazonaws.com")
            ]
        },
        .service("role-form") { service, subject in
            [service.task.executionRole, service.task.taskRole].compactMap(\.self).filter { !isRole($0) }.map {
                subject.error("'\($0)' is not the ARN of a role", remedy: "arn:aws:iam::ACCOUNT:role/NAME")
            }
        },
        .service("exec-role") { service, subject in
            guard service.effective.fields["enableExecuteCommand"]?.bool == true else { return [] }
            var findings: [ReleaseFinding] = []
            if service.task.taskRole == nil {
                findings.append(
                    subject.error(
                        "'exec' needs a task role, with ssmmessages:CreateControlChannel and the like", remedy: "give 'task-role'"))
            }
            for container in service.task.containers where container.isReadOnly {
                findings.append(
                    subject.warning("'exec' does not work with a read-only root: its agent writes there", container: container.name))
            }
            return findings
        },
    ]

    /// What ECS does in the task's name before it runs.
    static func needs(of task: TaskDefinition) -> [String] {
        let containers = task.containers
        let isFromECR = containers.contains {
            $0.image.flatMap { try? ImageReference($0) }.map { ResolvedImage.isInECR($0.domain) } ?? false
        }
        let needs: [(Bool, String)] = [
            (isFromECR, "to pull from ECR"), (containers.contains { $0.logDriver == "awslogs" }, "to write logs"),
            (
                containers.contains { !$0.secrets.isEmpty || $0.fields["logConfiguration"]?["secretOptions"]?.array?.isEmpty == false },
                "to read secrets"
            ),
            (containers.contains { $0.fields["repositoryCredentials"]?.object != nil }, "to sign in at a registry"),
        ]
        return needs.filter(\.0).map(\.1)
    }

    /// `arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME`; ECS takes the task role's bare name too, but then not in every region alike.
    private static func isRole(_ text: String) -> Bool {
        if text.contains("${") { return true }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[4].utf8.count == 12, parts[5].hasPrefix("role/") else {
            return false
        }
        let name = parts[5].split(separator: "/").last ?? ""
        return (1...64).contains(name.utf8.count)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "_+=,.@-".contains($0) }
    }
}
