/// Where the output of containers goes.
enum LogRules {
    static let fargateDrivers = ["awslogs", "splunk", "awsfirelens"]

    static let all: [ReleaseRule] = [
        .container("log-driver") { service, container, subject in
            guard service.task.runsOnFargate, let driver = container.logDriver, !fargateDrivers.contains(driver) else { return [] }
            return [subject.error("Fargate has no log driver '\(driver)': use \(fargateDrivers.joined(separator: ", "))")]
        },
        .container("log-options") { service, container, subject in
            guard container.logDriver == "awslogs" else { return [] }
            var needed = ["awslogs-group", "awslogs-region"]
            if service.task.runsOnFargate { needed.append("awslogs-stream-prefix") }
            return needed.filter { container.logOptions[$0]?.isEmpty != false }.map {
                subject.error("the log driver 'awslogs' needs '\($0)'")
            }
        },
        .container("log-group-created") { _, container, subject in
            guard container.logOptions["awslogs-create-group"] == "true" else { return [] }
            return [
                subject.warning(
                    "'awslogs-create-group' needs logs:CreateLogGroup on the execution role",
                    why: "AmazonECSTaskExecutionRolePolicy does not allow it, and a task without it does not start")
            ]
        },
        .container("no-logs") { _, container, subject in
            guard container.logDriver == nil else { return [] }
            return [subject.warning("it has no log configuration: nobody will see why it fails")]
        },
        .service("log-router") { service, subject in
            let users = service.task.containers.filter { $0.logDriver == "awsfirelens" }
            guard let user = users.first, !service.task.containers.contains(where: { $0.fields["firelensConfiguration"]?.object != nil })
            else { return [] }
            return [subject.error("the log driver 'awsfirelens' needs a container with a 'firelensConfiguration'", container: user.name)]
        },
    ]
}
