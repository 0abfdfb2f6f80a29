import Release

/// What a person is told of a secret that was set.
enum SecretWords {
    static func lines(_ outcome: SecretOutcome, key: String?, file: String) -> [String] {
        let secret = outcome.secret
        let what = (key.map { "key '\($0)' of " } ?? "") + secret.name
        let services = secret.services.joined(separator: ", ")
        switch outcome.action {
        case .unchanged: return ["secret \(what): has that value already"]
        case .created where services.isEmpty: return ["secret \(what): created; no service of '\(file)' reads it yet"]
        case .created: return ["secret \(what): created; read by \(services)"]
        case .updated where services.isEmpty: return ["secret \(what): has a new value; no service of '\(file)' reads it"]
        case .updated:
            return [
                "secret \(what): has a new value; read by \(services)",
                "tasks that run see it after `imgship release \(secret.services.joined(separator: " ")) --refresh`",
            ]
        }
    }
}
