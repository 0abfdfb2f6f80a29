/// Which requests a load balancer sends to a service.
extension Reading {
    /// A host such as `api.example.com` or `*.example.com`, in lower case.
    /// - Source: Elastic Load Balancing, `HostHeaderConditionConfig`: 128 characters, a dot, and letters alone after the last one.
    func hostPattern(_ node: Node) -> String? {
        word(node, "a host such as api.example.com or *.example.com") { text in
            if text.contains("${") { return true }
            guard text.utf8.count <= 128, let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
            let end = text.utf8[text.utf8.index(after: dot)...]
            return text.utf8.allSatisfy { Names.isLetter($0) || Names.isDigit($0) || "-.*?".utf8.contains($0) } && !end.isEmpty
                && end.allSatisfy(Names.isLetter)
        }?.lowercased(unlessOpen: "${")
    }

    /// A path such as `/api/*`.
    /// - Source: Elastic Load Balancing, `RuleCondition`: 128 characters, some of which are not possible.
    func pathPattern(_ node: Node) -> String? {
        word(node, "a path such as /api/*") { text in
            if text.contains("${") { return true }
            return text.hasPrefix("/") && text.utf8.count <= 128
                && text.utf8.allSatisfy { Names.isLetter($0) || Names.isDigit($0) || "_-.$/~\"'@:+&*?".utf8.contains($0) }
        }
    }
}

extension String {
    /// Hosts are compared without regard to case; names of variables are not.
    fileprivate func lowercased(unlessOpen mark: String) -> String { contains(mark) ? self : lowercased() }
}
