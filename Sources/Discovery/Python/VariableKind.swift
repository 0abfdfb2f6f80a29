/// What a variable holds, by its name.
enum VariableKind: Sendable, Hashable {
    /// Must not stand in a file.
    case secret
    /// The address of something else; `stem` is what is before `_URL`, in lower case with hyphens: `backend`.
    case address(stem: String)
    /// Where the program itself listens.
    case host, port
    /// Set by AWS, by Python, or by the image.
    case ignored
    case other

    private static let secretEndings = [
        "_API_KEY", "_TOKEN", "_PASSWORD", "_PASSWD", "_SECRET", "_SECRET_KEY", "_ACCESS_KEY", "_PRIVATE_KEY", "_ENCRYPTION_KEY",
        "_CREDENTIALS",
    ]
    private static let secretNames: Set = ["API_KEY", "SECRET_KEY", "TOKEN", "PASSWORD", "DATABASE_URL", "DATABASE_DSN"]
    private static let addressEndings = ["_BASE_URL", "_API_URL", "_URL", "_ENDPOINT", "_ADDRESS"]
    /// With what the roles of tasks and the image itself bring.
    private static let ignoredNames: Set = [
        "PYTHONUNBUFFERED", "PYTHONPATH", "HOME", "PATH", "LANG", "GRADIO_SERVER_NAME", "GRADIO_ANALYTICS_ENABLED",
        "DJANGO_SETTINGS_MODULE",
    ]

    init(_ name: String) {
        if name.hasPrefix("AWS_") || name.hasPrefix("ECS_") || Self.ignoredNames.contains(name) {
            self = .ignored
        } else if name == "HOST" || name == "BIND_HOST" {
            self = .host
        } else if name == "PORT" || name == "GRADIO_SERVER_PORT" {
            self = .port
        } else if Self.secretNames.contains(name) || Self.secretEndings.contains(where: name.hasSuffix) {
            self = .secret
        } else if let ending = Self.addressEndings.first(where: name.hasSuffix) {
            self = .address(stem: Self.hyphenated(name.dropLast(ending.count)))
        } else {
            self = .other
        }
    }

    /// A name for the secret behind a variable: `openai` of `OPENAI_API_KEY`.
    static func secretName(of variable: String) -> String {
        let ending = secretEndings.first { variable.hasSuffix($0) && variable.count > $0.count }
        return hyphenated(variable.dropLast(ending?.count ?? 0))
    }

    /// Whether every system takes it for a name: a file of ours does not take others.
    /// - Source: POSIX.1-2017, XBD 3.235 "Name".
    static func isName(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    static func hyphenated(_ name: some StringProtocol) -> String { name.lowercased().split(separator: "_").joined(separator: "-") }
}
