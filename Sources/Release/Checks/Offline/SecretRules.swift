/// Where secret variables come from.
/// - Source: ECS developer guide, "Pass Secrets Manager secrets through environment variables"; ECS API model, `Secret.valueFrom`.
enum SecretRules {
    static let all: [ReleaseRule] = [
        .container("secret-form") { _, container, subject in
            container.secrets.sorted { $0.key < $1.key }.compactMap { name, source in
                if source.contains("${") { return nil }
                guard source.hasPrefix("arn:") else { return bare(name, source, subject) }
                if SecretARN(source) != nil { return nil }
                return subject.error("'\(name)': \(fault(in: source))", remedy: remedy(for: source))
            }
        },
        .container("secret-region") { service, container, subject in
            container.secrets.sorted { $0.key < $1.key }.compactMap { name, source in
                guard let secret = SecretARN(source), let region = container.logOptions["awslogs-region"], secret.region != region else {
                    return nil
                }
                return subject.warning(
                    "'\(name)' is kept in \(secret.region), its logs in \(region)", why: "the task may run in another region")
            }
        },
        .container("secret-platform-version") { service, container, subject in
            let version = service.effective.fields["platformVersion"]?.string ?? "LATEST"
            guard service.task.runsOnFargate, let number = oldPlatform(version) else { return [] }
            let needsNew = container.secrets.values.contains { SecretARN($0).map { $0.key != nil || $0.version != nil } ?? false }
            return needsNew
                ? [
                    subject.error(
                        "a key or version of a secret needs platform version 1.4.0, not \(number)", remedy: "platform-version: LATEST")
                ]
                : []
        },
    ]

    private static func bare(_ name: String, _ source: String, _ subject: Subject) -> ReleaseFinding? {
        if source.isEmpty { return subject.error("the secret '\(name)' has no 'valueFrom'") }
        // ECS takes any other text for the name of a parameter; with a slash in front nobody means anything else.
        if source.hasPrefix("/") { return nil }
        return subject.warning(
            "the source of '\(name)' is no ARN: ECS takes it for a parameter of Systems Manager",
            remedy: "give the full ARN if a secret of Secrets Manager is meant")
    }

    private static func fault(in source: String) -> String {
        let parts = source.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count > 2 ? parts[2] : "" {
        case "secretsmanager" where parts.count > 7 && parts.count != 10:
            return "a key, stage or version of a secret needs all three colons"
        case "secretsmanager" where parts.count >= 7 && parts[5] == "secret":
            return "the ARN lacks the six characters after the secret's name"
        case "secretsmanager", "ssm": return "this is not the ARN of a secret or parameter"
        default: return "the ARN is neither of Secrets Manager nor of Systems Manager"
        }
    }

    private static func remedy(for source: String) -> String {
        source.contains(":ssm:")
            ? "arn:aws:ssm:REGION:ACCOUNT:parameter/NAME" : "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf[:KEY::]"
    }

    /// The version, if it is one from before 1.4.0.
    private static func oldPlatform(_ version: String) -> String? {
        let numbers = version.split(separator: ".").map { Int($0) }
        guard numbers.count == 3, let minor = numbers[1], numbers[0] == 1, minor < 4 else { return nil }
        return version
    }
}
