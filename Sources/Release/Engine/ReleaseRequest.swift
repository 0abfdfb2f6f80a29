import Configuration

/// What is to be released, and where to.
package struct ReleaseRequest: Sendable {
    package var project: ProjectFile
    /// Services in the order of the file; all of them when empty.
    package var services: [String]
    package var destination: Destination
    package var provenance: Provenance
    /// The stack whose outputs `${stack:...}` names; that of the project unless given.
    package var stack: String
    /// Gives the bytes of a JSON definition, by its path as the file has it.
    package var read: @Sendable (String) throws -> [UInt8]

    package init(
        _ project: ProjectFile, services: [String] = [], to destination: Destination, provenance: Provenance = Provenance(),
        stack: String? = nil, read: @escaping @Sendable (String) throws -> [UInt8]
    ) {
        self.project = project
        self.services = services.isEmpty ? project.services.keys.sorted() : services
        self.destination = destination
        self.provenance = provenance
        self.stack = stack ?? destination.stackName
        self.read = read
    }
}

/// A release without a file: other images in what a service runs already.
package struct ImageChange: Sendable, Hashable {
    package var cluster: String
    package var service: String
    /// By container, as the user wrote them.
    package var images: [String: String]
    package var provenance: Provenance

    package init(cluster: String, service: String, images: [String: String], provenance: Provenance = Provenance()) {
        self.cluster = cluster
        self.service = service
        self.images = images
        self.provenance = provenance
    }
}
