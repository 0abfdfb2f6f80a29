import Diagnostics
import Terminal

/// Finds out user and password: from options, standard input, or whoever sits at the terminal.
struct LoginQuestions {
    let registry: String
    let user: String?
    let readsPassword: Bool

    /// In bytes.
    private static let limit = 64 << 10

    func ask() throws -> Login.Answers {
        let prompt = readsPassword ? nil : SecretPrompt()
        guard let user = user ?? prompt?.line("User for \(registry): ") else {
            throw UsageError("no user is given for '\(registry)'", hint: "name one with --username")
        }
        if readsPassword { return Login.Answers(user: user, password: try standardInput()) }
        guard let prompt else {
            throw UsageError(
                "no password is given for '\(registry)', and there is no terminal to ask at", hint: "give it with --password-stdin")
        }
        guard let password = try prompt.secret("Password for \(user): ") else { throw UsageError("no password is given for '\(registry)'") }
        return Login.Answers(user: user, password: password)
    }

    /// All of standard input, without the line feed that `echo` leaves.
    private func standardInput() throws -> Secret<String> {
        guard var bytes = try StandardInput.read(limit: Self.limit) else { throw UsageError("the password on standard input is too long") }
        if bytes.last == 0x0a { bytes.removeLast() }
        if bytes.last == 0x0d { bytes.removeLast() }
        guard !bytes.contains(where: { $0 == 0x0a || $0 == 0 }) else {
            throw UsageError("the password on standard input has more than one line")
        }
        guard let password = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("the password on standard input is no text", reason: "it is not UTF-8")
        }
        return Secret(password)
    }
}
