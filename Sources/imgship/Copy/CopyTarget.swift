import Content
import Diagnostics
import OCI
import Registry

/// Where `imgship copy` puts an image.
enum CopyTarget {
    /// - Parameter tags: at least one.
    case registry(ImageReference, tags: [String])
    case disk(ImageLocation)

    /// - Parameters:
    ///   - text: as it was typed.
    ///   - tags: what `--tag` says; they come after the target's own.
    /// - Throws: ``UsageError``, ``OCIError``, ``ContentError`` for what is no place for an image.
    init(_ text: String, tags: [String]) throws {
        if ImageLocation.isLocation(text) {
            guard tags.isEmpty else { throw UsageError("--tag is for registries", hint: "name the image in the place, as in oci:DIR:NAME") }
            self = .disk(try ImageLocation(text))
            return
        }
        let prefix = ImageFinder.registryPrefix
        let reference = try ImageReference(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
        guard reference.digest == nil else {
            throw UsageError("'\(text)' has a digest, which cannot be chosen", hint: "leave it out: a copy keeps the digest of its source")
        }
        for tag in tags { try TagName.check(tag) }
        var all: [String] = []
        for tag in [reference.tag].compactMap(\.self) + tags where !all.contains(tag) { all.append(tag) }
        self = .registry(reference, tags: all.isEmpty ? ["latest"] : all)
    }
}
