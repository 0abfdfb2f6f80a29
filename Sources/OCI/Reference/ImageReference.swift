/// Where an image is: a registry, a repository, and a tag or a digest. `python:3.12` is `docker.io/library/python:3.12`.
///
/// Once it exists it is normalised as Docker does it, and follows the grammar.
/// - Source: the reference grammar of docker/distribution; distribution-spec v1.1 for names and tags.
package struct ImageReference {
    /// The registry: `docker.io`, `localhost:5000`, `[::1]:5000`.
    package let domain: String
    /// The repository in the registry, with no slash at either end.
    package let path: String
    package let tag: String?
    package let digest: Digest?

    /// The most characters that ``name`` may have.
    package static let nameLimit = 255
    package static let defaultDomain = "docker.io"

    /// Parses what people write: `[registry/]repository[:tag][@digest]`.
    /// - Throws: ``OCIError`` `.invalidReference` with the reason.
    package init(_ text: String) throws(OCIError) {
        let refuse = { (reason: String) in OCIError(.invalidReference, text, reason: reason) }
        if text.isEmpty { throw refuse("it is empty") }
        if text.utf8.count == 64, ReferenceGrammar.isLowerHex(text) {
            throw refuse("64 hexadecimal digits are the identifier of an image, not the name of a repository")
        }
        let (domain, rest) = Self.split(text)
        let atHalves = rest.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let nameHalves = atHalves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(nameHalves[0])

        if !ReferenceGrammar.isDomain(domain) { throw refuse("'\(domain)' is not the name of a registry") }
        if path.contains(where: \.isUppercase) { throw refuse("the name of a repository must be lower-case") }
        if !ReferenceGrammar.isPath(path) { throw refuse("'\(path)' is not the name of a repository") }
        if domain.utf8.count + 1 + path.utf8.count > Self.nameLimit { throw refuse("the name has more than \(Self.nameLimit) characters") }
        tag = nameHalves.count == 2 ? String(nameHalves[1]) : nil
        if let tag, !ReferenceGrammar.isTag(tag) { throw refuse("'\(tag)' is not a tag") }
        do { digest = atHalves.count == 2 ? try Digest(atHalves[1]) : nil } catch { throw refuse(error.summary) }
        self.domain = domain
        self.path = path
    }

    private init(domain: String, path: String, tag: String?, digest: Digest?) {
        self.domain = domain
        self.path = path
        self.tag = tag
        self.digest = digest
    }

    /// Registry and repository: `docker.io/library/python`.
    package var name: String { "\(domain)/\(path)" }

    /// What to ask the registry for: the digest, else the tag, else `latest`.
    package var target: String { digest?.description ?? tag ?? "latest" }

    /// The short form that Docker shows: `python:3.12`.
    package var familiar: String {
        guard domain == Self.defaultDomain else { return description }
        let parts = path.split(separator: "/")
        return (parts.count == 2 && parts[0] == "library" ? String(parts[1]) : path) + suffix
    }

    /// This reference with another tag.
    /// - Throws: ``OCIError`` `.invalidReference`.
    package func tagged(_ tag: String) throws(OCIError) -> ImageReference {
        guard ReferenceGrammar.isTag(tag) else { throw OCIError(.invalidReference, "\(name):\(tag)", reason: "'\(tag)' is not a tag") }
        return ImageReference(domain: domain, path: path, tag: tag, digest: digest)
    }

    /// This reference by registry, repository and digest alone.
    package var withoutTag: ImageReference { ImageReference(domain: domain, path: path, tag: nil, digest: digest) }

    /// This reference with another digest, or without one.
    package func pinned(to digest: Digest?) -> ImageReference {
        ImageReference(domain: domain, path: path, tag: tag, digest: digest)
    }

    /// Registry and the rest, as Docker tells them apart: a first part with a dot or a colon, or `localhost`, is a registry.
    private static func split(_ text: String) -> (domain: String, rest: String) {
        var domain = defaultDomain
        var rest = text
        if let slash = text.firstIndex(of: "/") {
            let first = text[..<slash]
            if first == "localhost" || first.contains(".") || first.contains(":") {
                domain = first == "index.docker.io" ? defaultDomain : String(first)
                rest = String(text[text.index(after: slash)...])
            }
        }
        if domain == defaultDomain, !rest.contains("/") { rest = "library/" + rest }
        return (domain, rest)
    }

    private var suffix: String { (tag.map { ":" + $0 } ?? "") + (digest.map { "@\($0)" } ?? "") }
}

extension ImageReference: TextValue {
    /// The full form: `docker.io/library/python:3.12@sha256:...`.
    package var description: String { name + suffix }
}
