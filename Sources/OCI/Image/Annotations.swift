/// The keys of annotations that the specification gives a meaning.
/// - Source: image-spec v1.1 "Annotations".
package enum Annotations {
    /// When the image was built, as in RFC 3339.
    package static let created = "org.opencontainers.image.created"
    package static let authors = "org.opencontainers.image.authors"
    package static let url = "org.opencontainers.image.url"
    package static let documentation = "org.opencontainers.image.documentation"
    package static let source = "org.opencontainers.image.source"
    package static let version = "org.opencontainers.image.version"
    /// The commit the image was built from.
    package static let revision = "org.opencontainers.image.revision"
    package static let vendor = "org.opencontainers.image.vendor"
    /// An SPDX license expression.
    package static let licenses = "org.opencontainers.image.licenses"
    /// The tag of a manifest in an image layout's index.
    package static let refName = "org.opencontainers.image.ref.name"
    package static let title = "org.opencontainers.image.title"
    package static let description = "org.opencontainers.image.description"
    package static let baseDigest = "org.opencontainers.image.base.digest"
    package static let baseName = "org.opencontainers.image.base.name"
}
