import Configuration
import Diagnostics
import OCI

/// A base image in a registry that the file asks to be locked.
package struct ImageRequest: Hashable, Sendable {
    /// As the file writes it: what the lock keeps it under.
    package let text: String
    package let reference: ImageReference
    /// Where the file writes it.
    package let location: SourceLocation?

    /// - Throws: ``BuildError`` `.unsupportedBase` for a text that is no reference.
    init(_ text: String, at location: SourceLocation?) throws(BuildError) {
        do { reference = try ImageReference(text) } catch {
            throw BuildError(.unsupportedBase, error.summary, reason: error.reason, hint: error.hint, at: location)
        }
        self.text = text
        self.location = location
    }

    /// Whether somebody who says `name` may mean this: the text itself, or the image without tag and digest, in the short form or the full one.
    func isCalled(_ name: String) -> Bool {
        guard name != text else { return true }
        guard let other = try? ImageReference(name), other.tag == nil, other.digest == nil else { return false }
        return other.name == reference.name
    }

    /// All base images of the file with the platforms they are needed for (sorted), in the order of their texts.
    static func all(in file: ProjectFile) throws(BuildError) -> [(request: ImageRequest, platforms: [Platform])] {
        var requests: [String: ImageRequest] = [:]
        var platforms: [String: Set<Platform>] = [:]
        for name in file.images.keys.sorted() {
            let chain = BaseChain(of: name, in: file)
            guard case .registry(let text) = chain.bottom else { continue }
            if requests[text] == nil { requests[text] = try ImageRequest(text, at: chain.location(in: file)) }
            platforms[text, default: []].formUnion(file.platforms(ofImage: name))
        }
        return requests.values.sorted { $0.text < $1.text }.map { ($0, (platforms[$0.text] ?? []).sorted()) }
    }
}
