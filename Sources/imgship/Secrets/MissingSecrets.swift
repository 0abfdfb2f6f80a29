import Diagnostics
import Release

/// Services were not touched, because secrets that they read are not there: all of them at once.
struct MissingSecrets: UserFacingError, Equatable {
    /// At least one.
    let states: [SecretState]
    /// What a command needs besides, to be about the same project: `--env production`.
    let options: [String]

    var summary: String {
        let count = states.count == 1 ? "a secret that services read is" : "\(states.count) secrets that services read are"
        return "\(count) missing; nothing was changed"
    }

    var findings: [ReleaseFinding] { states.map(finding) }
    var reason: String? { findings.map(\.text).joined(separator: "\n") }
    var exitCode: ExitCode { .refused }

    private func finding(_ state: SecretState) -> ReleaseFinding {
        let secret = state.secret
        let readers = "read by \(secret.services.joined(separator: ", "))"
        if state.isBeingDeleted {
            return ReleaseFinding(
                .error, "secret-exists", "'\(secret.name)' is marked for deletion", why: readers,
                remedy: "restore it: `aws secretsmanager restore-secret --secret-id \(secret.name)`")
        }
        // AWS makes ARNs up: one that is not there cannot be made.
        let remedy =
            secret.name.hasPrefix("arn:") ? "name one that is there" : "run " + commands(secret).map { "`\($0)`" }.joined(separator: ", ")
        return ReleaseFinding(.error, "secret-exists", "there is no secret '\(secret.name)'", why: readers, remedy: remedy)
    }

    /// One for each key that is read.
    private func commands(_ secret: NamedSecret) -> [String] {
        let words = ["imgship", "secret", "set", secret.name] + options
        return secret.keys.isEmpty
            ? [words.joined(separator: " ")] : secret.keys.sorted().map { (words + ["--key", $0]).joined(separator: " ") }
    }
}
