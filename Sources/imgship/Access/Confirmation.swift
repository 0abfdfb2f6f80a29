import Terminal

/// Asks whoever sits at the terminal before something is done that cannot be undone.
enum Confirmation {
    /// - Parameter yes: whether the answer was given with the command.
    /// - Throws: ``UsageError`` when nobody is there to ask; `CancellationError` for a no.
    static func ask(_ question: String, yes: Bool) throws {
        if yes { return }
        guard let prompt = SecretPrompt() else {
            throw UsageError("there is no terminal to ask at: \(question)", hint: "say --yes, or look first with --dry-run")
        }
        guard let answer = prompt.line("\(question) [y/N] "), ["y", "yes"].contains(answer.lowercased()) else {
            throw CancellationError()
        }
    }
}
