import Terminal

/// Asks whoever sits at the terminal before something is done that cannot be undone.
enum Confirmation {
    private static let standardHint = "say --yes, or look first with --dry-run"

    /// - Parameters:
    ///   - yes: whether the answer was given with the command.
    ///   - hint: what to do where nobody can be asked.
    /// - Throws: ``UsageError`` when nobody is there to ask; `CancellationError` for a no.
    static func ask(_ question: String, yes: Bool, hint: String = standardHint) throws {
        if yes { return }
        guard let answer = try prompt(question, hint).line("\(question) [y/N] "), ["y", "yes"].contains(answer.lowercased()) else {
            throw CancellationError()
        }
    }

    /// Has a name typed: for what is too much for a slip of the finger.
    /// - Throws: as ``ask(_:yes:hint:)``; `CancellationError` for anything but the name.
    static func type(_ name: String, to action: String, yes: Bool, hint: String = standardHint) throws {
        if yes { return }
        let question = "to \(action), type '\(name)'"
        guard let answer = try prompt(question, hint).line("\(question): "), answer == name else { throw CancellationError() }
    }

    private static func prompt(_ question: String, _ hint: String) throws -> SecretPrompt {
        guard let prompt = SecretPrompt() else { throw UsageError("there is no terminal to ask at: \(question)", hint: hint) }
        return prompt
    }
}
