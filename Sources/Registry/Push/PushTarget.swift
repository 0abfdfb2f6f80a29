import OCI

/// Where an image is pushed: a repository of a registry, and a tag when the user wrote one there.
package struct PushTarget: Hashable, Sendable {
    /// As it stands in references: `docker.io`, `localhost:5000`.
    package let registry: String
    /// In the registry: `team/app`.
    package let repository: String
    package let tag: String?

    /// An image's repository below a registry.
    /// - Parameter registry: `HOST[:PORT][/PATH]`, as the project file has it.
    /// - Throws: ``OCIError`` `.invalidReference`.
    package init(_ image: String, below registry: String) throws(OCIError) {
        var registry = registry[...]
        while registry.last == "/" { registry = registry.dropLast() }
        self.init(try ImageReference("\(registry)/\(image)"))
    }

    /// Where `--to` sends an image: to a repository of its name below `HOST/PATH`, or to exactly `HOST/PATH:TAG`.
    /// - Parameter isOnly: whether it is the only image that is pushed: several cannot have one name.
    /// - Throws: ``OCIError`` `.invalidReference`.
    package init(_ image: String, to text: String, isOnly: Bool) throws(OCIError) {
        guard !text.contains("@") else { throw OCIError(.invalidReference, text, reason: "a digest cannot be chosen") }
        guard Self.hasTag(text) else {
            try self.init(image, below: text)
            return
        }
        guard isOnly else {
            throw OCIError(.invalidReference, text, reason: "several images cannot have one name: leave the tag out, and use --tag")
        }
        self.init(try ImageReference(text))
    }

    private init(_ reference: ImageReference) {
        registry = reference.domain
        repository = reference.path
        tag = reference.tag
    }

    /// Registry and repository, as in a reference.
    package var name: String { "\(registry)/\(repository)" }

    private static func hasTag(_ text: String) -> Bool {
        let parts = text.split(separator: "/")
        return parts.count > 1 && parts.last?.contains(":") == true
    }
}
