import Diagnostics
import Release
import Terminal

/// Reads the value of a secret: hidden where someone sits at the terminal, else all of standard input.
struct SecretInput {
    let name: String
    let key: String?

    /// - Throws: ``UsageError`` for what cannot be a value, without repeating it; `CancellationError` for Ctrl-C.
    func read() throws -> Secret<String> {
        if let prompt = SecretPrompt() {
            let what = key.map { "key '\($0)' of " } ?? ""
            return try prompt.secret("Value of \(what)\(name): ") ?? Secret("")
        }
        return try standardInput()
    }

    /// Without the one line feed that `echo` leaves: others are a part of the value, as in a key in PEM.
    private func standardInput() throws -> Secret<String> {
        // Two more for the end of its line.
        guard var bytes = try StandardInput.read(limit: SecretKeeper.limit + 2) else {
            throw refusal("Secrets Manager takes at most \(SecretKeeper.limit) bytes")
        }
        if bytes.last == 0x0a {
            bytes.removeLast()
            if bytes.last == 0x0d { bytes.removeLast() }
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal("it is no text: encode it, as with base64")
        }
        return Secret(text)
    }

    private func refusal(_ reason: String) -> UsageError {
        UsageError("what is on standard input cannot be the value of '\(name)'", reason: reason)
    }
}
