import OCI

/// Paths and platforms.
extension Reading {
    /// A path below the file's own directory: relative, without `..`.
    func projectPath(_ node: Node) -> String? {
        guard let text = word(node, "a path relative to this file") else { return nil }
        return projectPath(text, at: node)
    }

    func projectPath(_ text: String, at node: Node) -> String? {
        if text.hasPrefix("/") {
            report(node, "'\(text.shortened)' is an absolute path: write it relative to this file")
            return nil
        }
        if text.split(separator: "/").contains("..") {
            report(node, "'\(text.shortened)' leaves the directory of this file: remove '..', or move this file up")
            return nil
        }
        guard !text.utf8.contains(0) else {
            report(node, "the path holds a NUL character")
            return nil
        }
        return text
    }

    /// A path in the container: absolute, without `..`.
    func containerPath(_ node: Node) -> String? {
        guard let text = word(node, "an absolute path in the container") else { return nil }
        return containerPath(text, at: node)
    }

    func containerPath(_ text: String, at node: Node) -> String? {
        guard text.hasPrefix("/"), !text.split(separator: "/").contains(".."), !text.utf8.contains(0) else {
            report(node, "'\(text.shortened)' is not an absolute path in the container, as in '/app'")
            return nil
        }
        return text
    }

    /// `linux/amd64` or `linux/arm64`: what can be built.
    func platform(_ node: Node) -> Platform? {
        guard let text = word(node, "a platform: linux/amd64 or linux/arm64") else { return nil }
        guard let platform = try? Platform(text), [.linuxAMD64, .linuxARM64].contains(platform) else {
            report(node, "cannot build for the platform '\(text.shortened)': use linux/amd64 or linux/arm64")
            return nil
        }
        return platform
    }

    func platforms(_ node: Node) -> [Platform]? {
        guard let platforms = oneOrMore(node, "a list of platforms: linux/amd64, linux/arm64", platform) else { return nil }
        unique(node, "platform")
        return Set(platforms).sorted()
    }
}
