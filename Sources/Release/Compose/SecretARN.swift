/// `valueFrom` of a secret, taken apart.
package struct SecretARN: Sendable, Hashable {
    package enum Store: Sendable {
        case secretsManager, parameterStore
    }

    package let store: Store
    /// Without key, stage and version.
    package let arn: String
    package let region: String
    /// Its name, of Secrets Manager's with the six characters at the end.
    package let name: String
    package let key: String?
    package let stage: String?
    package let version: String?

    /// - Returns: nil for anything but a full ARN of a secret or of a parameter.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6, parts[0] == "arn" else { return nil }
        region = parts[3]
        switch parts[2] {
        case "secretsmanager" where parts[5] == "secret" && (parts.count == 7 || parts.count == 10):
            guard Self.hasSuffix(parts[6]) else { return nil }
            store = .secretsManager
            arn = parts[..<7].joined(separator: ":")
            name = parts[6]
            let part = { (index: Int) in parts.count == 10 && !parts[index].isEmpty ? parts[index] : nil }
            (key, stage, version) = (part(7), part(8), part(9))
        case "ssm" where parts.count == 6 && parts[5].hasPrefix("parameter/") && parts[5].count > 10:
            store = .parameterStore
            arn = text
            name = String(parts[5].dropFirst(9))
            (key, stage, version) = (nil, nil, nil)
        default: return nil
        }
    }

    /// Whether a text is the ARN of a whole secret, with the six characters that Secrets Manager adds to the name.
    static func isFull(_ text: String) -> Bool {
        guard let arn = SecretARN(text) else { return false }
        return arn.store == .secretsManager && arn.arn == text
    }

    private static func hasSuffix(_ name: String) -> Bool {
        let characters = Array(name)
        return characters.count > 7 && characters[characters.count - 7] == "-"
            && characters.suffix(6).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "?" }
    }
}
