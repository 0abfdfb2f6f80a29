/// The rules for hosts of registries as they stand in references.
/// - Source: distribution/reference, "domain": labels of letters, digits and hyphens, an IPv6 address in brackets, a port.
enum RegistryHost {
    static let rule = "write HOST or HOST:PORT as it stands in references, as in docker.io or registry.example:5000"

    static func isHost(_ text: some StringProtocol) -> Bool {
        let (host, port) = parts(text)
        if let port {
            guard let number = Int(port), (1...65_535).contains(number), String(number) == port else { return false }
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.count > 3 && host.dropFirst().dropLast().utf8.allSatisfy { "0123456789abcdef:.".utf8.contains($0) }
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            let isWord = label.utf8.allSatisfy { (0x61...0x7a).contains($0) || Names.isDigit($0) || $0 == 0x2d }
            return !label.isEmpty && isWord && !label.hasPrefix("-") && !label.hasSuffix("-")
        }
    }

    /// Whether the host of `authority`, up to its first slash, never leaves the machine.
    static func isLoopback(_ authority: some StringProtocol) -> Bool {
        let host = parts(authority.prefix { $0 != "/" }).host
        return host == "localhost" || host == "[::1]" || host.hasSuffix(".localhost") || host.hasPrefix("127.")
    }

    private static func parts(_ text: some StringProtocol) -> (host: String, port: String?) {
        let text = String(text)
        guard let colon = text.lastIndex(of: ":"), text[colon...].firstIndex(of: "]") == nil else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}

extension Reading {
    /// A map from hosts to what they stand for.
    func registries(_ node: Node) -> [String: RegistrySpec]? {
        map(node, "a map of registries by host", isName: { RegistryHost.isHost($0) }, rule: RegistryHost.rule) {
            RegistrySpec($0.value, self)
        }
    }

    /// `HOST[:PORT][/PATH]`, without scheme or tag.
    func mirror(_ node: Node) -> RegistrySpec.Mirror? {
        let what = "a mirror such as mirror.example or cache.example/docker-hub"
        guard let text = word(node, what) else { return nil }
        if let scheme = ["https://", "http://"].first(where: text.hasPrefix) {
            report(node, "write the mirror without '\(scheme)'; how it is reached is said in its own entry of 'registries'")
            return nil
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPath = parts.dropFirst().allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7a).contains($0) || Names.isDigit($0) || "._-".utf8.contains($0) }
        }
        guard let host = parts.first, RegistryHost.isHost(host), isPath else {
            expected(what, node)
            return nil
        }
        return RegistrySpec.Mirror(host: String(host), path: parts.dropFirst().joined(separator: "/"))
    }

    /// `https://HOST[:PORT][/PATH]`, or `http`.
    func registryAddress(_ node: Node) -> String? {
        word(node, "an address such as https://proxy.example/registry") { text in
            guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
            let rest = text.dropFirst(scheme.count).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let isPlain = { (part: Substring) in part.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"?#@\\".utf8.contains($0) } }
            return rest.first.map(RegistryHost.isHost) == true && rest.dropFirst().allSatisfy(isPlain)
        }
    }
}
