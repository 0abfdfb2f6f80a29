/// Keys of one's own in AWS KMS, for what is encrypted with AWS's unless given.
package struct EncryptionKeysSpec: Sendable, Equatable {
    /// ARN of the key of the stack's log groups; its policy has to let CloudWatch Logs use it.
    package var logs: String?
    /// ARNs of the keys of secrets and parameters; new secrets get the first.
    package var secrets: [String] = []

    static let keys = Keys("'kms'", definition: "encryptionKeys", ["logs", "secrets"])

    init() {}

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        logs = fields.read("logs", reading.keyARN)
        secrets = fields.read("secrets") { reading.oneOrMore($0, "a list of keys", reading.keyARN) } ?? []
        reading.unique(fields["secrets"], "key")
    }
}

extension Reading {
    /// The ARN of a key: policies and log groups know no aliases.
    /// - Source: KMS Developer Guide, "Specifying KMS keys in IAM policy statements".
    fileprivate func keyARN(_ node: Node) -> String? {
        word(node, "a key's ARN, arn:aws:kms:REGION:ACCOUNT:key/ID") { Self.isKey($0, [":key/"]) || $0.contains("${") }
    }

    /// `aes256`, `kms`, or a key's ARN or alias.
    func encryption(_ node: Node) -> RepositoriesSpec.Encryption? {
        guard case .scalar(let text, _) = node.content else {
            expected("one of aes256, kms, or a key's ARN or alias", node)
            return nil
        }
        switch text {
        case "aes256": return .aes256
        case "kms": return .kms(key: nil)
        case _ where text.hasPrefix("alias/") && text.count > 6, _ where Self.isKey(text, [":key/", ":alias/"]),
            _ where text.contains("${"):
            return .kms(key: text)
        default:
            expected("one of aes256, kms, or a key's ARN or alias", node)
            return nil
        }
    }

    private static func isKey(_ text: String, _ kinds: [String]) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && parts[2] == "kms" && !parts[3].isEmpty
            && kinds.contains { (":" + parts[5]).hasPrefix($0) && parts[5].utf8.count >= $0.utf8.count }
    }
}
