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

    /// Where an image is sent that is to go to `HOST/PATH`, to a repository of its name there, or to exactly `HOST/PATH:TAG`.
    /// - Throws: ``OCIError`` `.invalidReference`.
    package init(_ image: String, to text: String) throws(OCIError) {
        guard !text.contains("@") else { throw OCIError(.invalidReference, text, reason: "a digest cannot be chosen") }
        guard Self.hasTag(text) else {
            try self.init(image, below: text)
            return
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

    /// Whether the text is the name of one image, and not of a place for several.
    package static func hasTag(_ text: String) -> Bool {
        let parts = text.split(separator: "/")
        return parts.count > 1 && parts.last?.contains(":") == true
    }
}
