/// Reads a cause from what ECS and programs say.
/// - Source: ECS Developer Guide, "Stopped tasks error messages", "CannotPullContainer task errors", "ResourceInitializationError task errors".
enum FailureWords {
    /// What a reason of a stopped task or container says; nil when it says nothing of a cause.
    static func cause(of reason: String) -> FailureCause? {
        let words = reason.lowercased()
        let says = { (texts: [String]) in texts.contains { words.contains($0) } }
        if says(["outofmemory"]) { return .outOfMemory }
        if says(["container health check"]) { return .containerHealth }
        if says(["elb health check", "target group health", "unhealthy in (target-group"]) { return .targetHealth }
        if says(["capacity is unavailable", "resource:memory", "resource:cpu", "resource:eni"]) { return .noCapacity }
        if says(["exec format error", "descriptor matching platform", "no match for platform", "image operating system"]) {
            return .architecture
        }
        if says(["logging driver", "logger args", "log group does not exist"]) { return .logs }
        if says(["executable file not found", "starting container process caused"]) { return .exitCode }
        guard says(["cannotpull", "resourceinitialization", "unable to pull secrets", "cannotstartcontainer", "cannotcreatecontainer"])
        else {
            return nil
        }
        if says(denials) { return .permission }
        if says(silences) { return .noRoute }
        if says(["from asm", "secretsmanager", "secrets manager", "ssm", "json key", "invalid parameters"]) { return .secret }
        return words.contains("cannotpull") ? .imagePull : nil
    }

    /// Whether the next task can only fail alike: what is missing or forbidden does not come by itself.
    static func isCertain(_ reason: String) -> Bool {
        let words = reason.lowercased()
        guard let cause = cause(of: reason), ["cannotpull", "resourceinit"].contains(where: words.hasPrefix) else { return false }
        switch cause {
        case .imagePull: return ["not found", "manifest unknown", "does not exist", "invalid reference"].contains { words.contains($0) }
        case .secret, .permission, .architecture: return true
        default: return false
        }
    }

    /// Whether a line of a log is of a program for another processor.
    static func isWrongFormat(_ line: String) -> Bool { line.contains("exec format error") }

    private static let denials = [
        "accessdenied", "access denied", "not authorized", "403 forbidden", "unauthorizedoperation", "no basic auth",
        "kmsaccessdenied",
    ]
    private static let silences = [
        "i/o timeout", "connection issue", "connection refused", "connection timed out", "dial tcp", "deadline exceeded",
        "request canceled",
        "no such host",
    ]
}
