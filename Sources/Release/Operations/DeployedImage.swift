import OCI

/// The image of one container, as it is deployed.
package struct DeployedImage: Sendable, Hashable {
    package let container: String
    /// As the task definition has it.
    package let reference: String
    /// `sha256:...`: of the reference itself, else what ECS made of it; nil when neither tells.
    package let digest: String?

    init(container: String, reference: String, resolved: String? = nil) {
        self.container = container
        self.reference = reference
        digest = (try? ImageReference(reference))?.digest?.description ?? resolved
    }

    package var tag: String? { (try? ImageReference(reference))?.tag }

    /// `v2 3f2a9c1b04de`, else whichever of the two there is, else the reference.
    package var short: String {
        let digest = digest.map { String($0.drop { $0 != ":" }.dropFirst().prefix(12)) }
        let parts = [tag, digest].compactMap(\.self)
        return parts.isEmpty ? reference : parts.joined(separator: " ")
    }
}
