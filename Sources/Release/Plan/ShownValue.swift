import JSON
import OCI

/// How values stand in a plan: short, and never a secret.
enum ShownValue {
    static let lengthLimit = 60
    static let hidden = "(hidden)"

    /// Words in the name of a variable that make its value a secret, as far as anyone can tell.
    private static let secretWords: Set<String> = [
        "key", "apikey", "secret", "secrets", "token", "password", "passwd", "pwd", "pass", "passphrase", "credential", "credentials",
        "private", "auth", "authorization", "cookie", "salt", "dsn",
    ]

    static func text(_ value: JSONValue) -> String {
        shortened(value.string.map { $0.isEmpty ? "\"\"" : $0 } ?? value.text())
    }

    /// A value of a field: lists without their brackets, of an ARN what comes after account and region.
    static func plain(_ value: JSONValue) -> String {
        if let items = value.array, !items.isEmpty, items.count == value.strings.count {
            return shortened(value.strings.joined(separator: " "))
        }
        guard let text = value.string, text.hasPrefix("arn:") else { return self.text(value) }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return self.text(value) }
        return shortened(parts[5].hasPrefix("role/") ? String(parts[5].dropFirst(5)) : String(parts[5]))
    }

    /// A variable's value.
    static func variable(_ name: String, _ value: String) -> String {
        looksSecret(name) || holdsPassword(value) ? hidden : text(.string(value))
    }

    /// Whether one of the words in a name is of those that stand for secrets: `OPENAI_API_KEY`, `dbPassword`.
    static func looksSecret(_ name: String) -> Bool {
        var words = [""]
        var wasLower = false
        for character in name {
            if !character.isLetter || character.isUppercase && wasLower { words.append("") }
            if character.isLetter { words[words.count - 1] += character.lowercased() }
            wasLower = character.isLowercase
        }
        return words.contains(where: secretWords.contains)
    }

    /// `valueFrom` of a secret: its name and what is taken of it. What is no ARN may be the secret itself, pasted.
    static func source(_ text: String) -> String {
        guard let arn = SecretARN(text) else { return text.hasPrefix("/") ? shortened(text) : hidden }
        let part = [arn.key.map { "#\($0)" }, arn.stage.map { " \($0)" }, arn.version.map { " \($0)" }].compactMap(\.self).joined()
        return shortened(arn.name + part)
    }

    /// An image's old and new reference: only what differs.
    static func images(_ old: String, _ new: String) -> (String, String) {
        guard let a = try? ImageReference(old), let b = try? ImageReference(new), a.name == b.name else {
            return (image(old), image(new))
        }
        let tags = a.tag != b.tag
        return (version(of: a, withTag: tags), version(of: b, withTag: tags))
    }

    static func image(_ text: String) -> String {
        guard let reference = try? ImageReference(text) else { return shortened(text) }
        return "\(reference.name) \(version(of: reference, withTag: true))"
    }

    private static func version(of image: ImageReference, withTag: Bool) -> String {
        let digest = image.digest?.short
        let tag = withTag || digest == nil ? image.tag : nil
        return [tag, digest].compactMap(\.self).joined(separator: "@")
    }

    static func shortened(_ text: String) -> String {
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return line.count <= lengthLimit ? line : line.prefix(lengthLimit - 3) + "..."
    }

    /// `scheme://user:password@host`.
    private static func holdsPassword(_ value: String) -> Bool {
        guard let scheme = value.firstRange(of: "://") else { return false }
        let authority = value[scheme.upperBound...].prefix { !"/?#".contains($0) }
        return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? false
    }
}
