import OCI

/// The name of a registry, or of a part of one, in the spellings that people and files of credentials have for it.
package enum RegistryName {
    /// As references have it: `https://index.docker.io/v1/` is `docker.io`.
    ///
    /// Docker's files have addresses as keys, podman's have names, with namespaces.
    package static func canonical(_ text: String) -> String {
        var text = text[...]
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
        while text.last == "/" { text = text.dropLast() }
        for version in ["/v1", "/v2"] where text.hasSuffix(version) { text = text.dropLast(version.count) }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let aliases = ["index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]
        guard let host = parts.first, aliases.contains(String(host)) else { return String(text) }
        return ([ImageReference.defaultDomain] + parts.dropFirst().map(String.init)).joined(separator: "/")
    }

    /// The key under which docker keeps it: Docker Hub has its old address there.
    package static func key(_ registry: String) -> String {
        registry == ImageReference.defaultDomain ? "https://index.docker.io/v1/" : registry
    }
}
