/// Health checks of containers.
enum HealthRules {
    static let all: [ReleaseRule] = [
        .container("health-command") { _, container, subject in
            guard let check = container.healthCheck else { return [] }
            let words = check["command"]?.strings ?? []
            guard let form = words.first else { return [subject.error("its health check has no 'command'")] }
            if !["CMD", "CMD-SHELL", "NONE"].contains(form) {
                return [
                    subject.error(
                        "its health check must begin with 'CMD' or 'CMD-SHELL', not '\(form)'",
                        remedy: "CMD-SHELL, and the command as one text")
                ]
            }
            return form != "NONE" && words.count < 2 ? [subject.error("its health check has nothing after '\(form)'")] : []
        },
        .container("health-times") { _, container, subject in
            guard let check = container.healthCheck else { return [] }
            var findings = HealthLimits.all.compactMap { key, range -> ReleaseFinding? in
                guard let value = check[key]?.integer, !range.contains(value) else { return nil }
                return subject.error(
                    "the '\(key)' of its health check is \(value), possible are \(range.lowerBound) to \(range.upperBound)")
            }
            let (interval, timeout) = (check["interval"]?.integer ?? 30, check["timeout"]?.integer ?? 5)
            if timeout > interval {
                findings.append(
                    subject.warning("the timeout of its health check (\(timeout) s) is longer than its interval (\(interval) s)"))
            }
            return findings
        },
    ]
}
