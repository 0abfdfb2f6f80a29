import Configuration
import Diagnostics
import OCI
import Registry

/// The repository whose tags are asked for: as it was typed, or that of an image of the project.
struct TagQuery {
    /// Without tag and digest.
    let repository: ImageReference

    /// - Parameter file: nil where there is no project.
    /// - Throws: ``UsageError`` for a name with a tag, ``OCIError`` for one that is none.
    init(_ text: String, _ file: ProjectFile?) throws {
        let prefix = ImageFinder.registryPrefix
        let name = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        if name == text, file?.images[name] != nil {
            guard let registry = file?.registry else {
                throw UsageError("no registry is named for the image '\(name)'", hint: "set 'registry:', or write HOST/REPOSITORY")
            }
            let target = try PushTarget(name, below: registry)
            repository = try ImageReference(target.name)
            return
        }
        repository = try ImageReference(name)
        guard repository.tag == nil, repository.digest == nil else {
            throw UsageError("'\(text)' names one image, and not a repository", hint: "write '\(repository.name)'")
        }
    }

    /// - Returns: in natural order.
    /// - Throws: ``RegistryError``, with where refused credentials came from.
    func run(_ access: RegistryAccess) async throws -> [String] {
        do { return try await access.client(for: repository.domain).tags(in: repository.path) } catch {
            throw await access.explained(error, for: repository.domain)
        }
    }
}
