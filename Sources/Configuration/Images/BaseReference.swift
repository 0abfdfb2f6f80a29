/// What an image stands on.
package enum BaseReference: Sendable, Hashable, CustomStringConvertible {
    /// Nothing at all.
    case scratch
    /// An entry of `bases:`.
    case base(String)
    /// Another entry of `images:`.
    case image(String)
    /// A directory with an OCI image layout, `oci:DIR[:TAG]`; relative to the file unless it begins with `/`.
    case layout(path: String, tag: String?)
    /// A tar archive of an OCI image layout, `oci-archive:FILE[:TAG]`.
    case layoutArchive(path: String, tag: String?)
    /// What `docker save` writes, `docker-archive:FILE[:TAG]`.
    case dockerArchive(path: String, tag: String?)
    /// An image in a registry, as written: `python:3.12-slim`, `ghcr.io/org/app@sha256:...`.
    case registry(String)

    package var description: String {
        let tagged = { (path: String, tag: String?) in tag.map { "\(path):\($0)" } ?? path }
        return switch self {
        case .scratch: "scratch"
        case .base(let name), .image(let name), .registry(let name): name
        case .layout(let path, let tag): "oci:" + tagged(path, tag)
        case .layoutArchive(let path, let tag): "oci-archive:" + tagged(path, tag)
        case .dockerArchive(let path, let tag): "docker-archive:" + tagged(path, tag)
        }
    }

    /// Takes the text apart; a name that is neither a base nor an image is a registry's only if it has a tag, a digest or a slash.
    init?(_ text: String, bases: some Collection<String>, images: some Collection<String>) {
        if text == "scratch" {
            self = .scratch
        } else if bases.contains(text) {
            self = .base(text)
        } else if images.contains(text) {
            self = .image(text)
        } else if let (path, tag) = Self.split(text, after: "oci:") {
            self = .layout(path: path, tag: tag)
        } else if let (path, tag) = Self.split(text, after: "oci-archive:") {
            self = .layoutArchive(path: path, tag: tag)
        } else if let (path, tag) = Self.split(text, after: "docker-archive:") {
            self = .dockerArchive(path: path, tag: tag)
        } else if Self.isReference(text) {
            self = .registry(text)
        } else {
            return nil
        }
    }

    /// Path and tag; a colon before a slash belongs to the path. Nil for another prefix or an empty path.
    private static func split(_ text: String, after prefix: String) -> (path: String, tag: String?)? {
        guard text.hasPrefix(prefix) else { return nil }
        let rest = text.dropFirst(prefix.count)
        guard let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") else { return rest.isEmpty ? nil : (String(rest), nil) }
        let tag = rest[rest.index(after: colon)...]
        return rest[..<colon].isEmpty || tag.isEmpty ? nil : (String(rest[..<colon]), String(tag))
    }

    /// Whether the text is meant as a reference; the registry client judges its grammar.
    static func isReference(_ text: String) -> Bool {
        guard text.contains(where: { ":/@".contains($0) }), let first = text.utf8.first, let last = text.utf8.last else { return false }
        let isWord = { (byte: UInt8) in Names.isLetter(byte) || Names.isDigit(byte) }
        let prefixes = ["oci:", "oci-archive:", "docker-archive:"]
        return isWord(first) && isWord(last) && !text.contains("//") && !prefixes.contains(where: text.hasPrefix)
            && text.utf8.allSatisfy { isWord($0) || "._-:/@+".utf8.contains($0) }
    }
}
