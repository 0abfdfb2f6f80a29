/// Where the value of a secret variable is kept; never the value itself.
package enum SecretReference: Sendable, Hashable {
    /// Secrets Manager: a name or ARN, and optionally a key of its JSON, a stage or a version.
    case secret(String, key: String? = nil, stage: String? = nil, version: String? = nil)
    /// Systems Manager's parameter store: a name or ARN.
    case parameter(String)

    static let keys = Keys("a secret", definition: "secret", ["secret", "key", "stage", "version", "parameter"])

    /// Reads `secret:NAME`, `secret:NAME#KEY`, `ssm:NAME`, an ARN as ECS takes it, or a map.
    init?(_ node: Node, _ reading: Reading) {
        guard case .scalar(let text, _) = node.content else {
            self.init(map: node, reading)
            return
        }
        if text.hasPrefix("secret:"), text.count > 7 {
            let parts = text.dropFirst(7).split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if !parts[0].isEmpty, parts.last?.isEmpty == false {
                self = .secret(parts[0], key: parts.count == 2 ? parts[1] : nil)
                return
            }
        } else if text.hasPrefix("ssm:"), text.count > 4 {
            self = .parameter(String(text.dropFirst(4)))
            return
        } else if text.hasPrefix("arn:"), let reference = SecretReference(arn: text) {
            self = reference
            return
        } else if text.hasPrefix("${") {
            self = .parameter(text)
            return
        }
        // The text may be the secret itself: it is not repeated.
        reading.report(node, "expected secret:NAME, secret:NAME#KEY, ssm:NAME or an ARN: a secret's value never stands in this file")
        return nil
    }

    private init?(map node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let word = { (key: String) in fields.read(key) { reading.word($0, "a text") } }
        fields.exclusive("secret", "parameter")
        if let name = word("secret") {
            self = .secret(name, key: word("key"), stage: word("stage"), version: word("version"))
        } else if let name = word("parameter") {
            for key in ["key", "stage", "version"] where fields.has(key) {
                reading.report(fields.place(key), "'\(key)' belongs to a 'secret', not to a 'parameter'")
            }
            self = .parameter(name)
        } else {
            if !fields.has("secret"), !fields.has("parameter") {
                reading.report(node, "'secret' is missing: give a secret's name or ARN, or a 'parameter'")
            }
            return nil
        }
    }

    /// `arn:P:secretsmanager:R:A:secret:NAME[:KEY:STAGE:VERSION]` or `arn:P:ssm:R:A:parameter/NAME`.
    private init?(arn: String) {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6 else { return nil }
        switch parts[2] {
        case "secretsmanager" where parts[5] == "secret" && (parts.count == 7 || parts.count == 10) && !parts[6].isEmpty:
            let part = { (index: Int) in parts.count == 10 && !parts[index].isEmpty ? parts[index] : nil }
            self = .secret(parts[..<7].joined(separator: ":"), key: part(7), stage: part(8), version: part(9))
        case "ssm" where parts.count == 6 && parts[5].hasPrefix("parameter/"): self = .parameter(arn)
        default: return nil
        }
    }
}

extension Reading {
    func secrets(_ node: Node) -> [String: SecretReference]? {
        map(node, "a map of secrets, NAME: secret:...", isName: Names.isVariable, rule: Names.variableRule) {
            SecretReference($0.value, self)
        }
    }
}
