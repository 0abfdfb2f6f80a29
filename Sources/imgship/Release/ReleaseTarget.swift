import Configuration
import Diagnostics
import OCI
import Release

/// Which services a release is about, as they were typed.
struct ReleaseTarget {
    /// Of the project file.
    var services: [String] = []
    var cluster: String?
    /// As they are called in their cluster: the project file is not read then.
    var direct: [String] = []
    /// `NAME=REF` each.
    var images: [String] = []
    /// Of images that were not pushed from here.
    var tag: String?
    /// Whether a service of a cluster may be named without an image: to be refreshed.
    var mayDoWithoutImages = false
    /// Whether nothing is released: services are followed, or taken back.
    var onlyLooks = false

    /// What services are in that are named without a cluster, as for AWS's own programs.
    private static let standardCluster = "default"

    /// The services of a cluster that are named without a file; nil when those of the file are meant.
    /// - Throws: ``UsageError``.
    func places() throws -> [ServiceAddress]? {
        if direct.isEmpty {
            guard images.isEmpty else {
                throw UsageError("--image changes a service of a cluster", hint: "name it: --cluster CLUSTER --service SERVICE")
            }
            return nil
        }
        if let name = services.first {
            throw UsageError("'\(name)' is a name of the project file, which --service does without", hint: "use one of the two")
        }
        return direct.map { ServiceAddress(name: $0, cluster: cluster ?? Self.standardCluster, serviceName: $0) }
    }

    /// What is released of a service that is in no file; nil when those of the file are meant.
    /// - Throws: ``UsageError``.
    func change(_ provenance: Provenance) throws -> ImageChange? {
        guard let places = try places() else { return nil }
        guard places.count == 1 else { throw UsageError("--image changes one service at a time", hint: "name one --service") }
        guard !images.isEmpty || mayDoWithoutImages else {
            throw UsageError(
                "nothing is named to release in '\(places[0].serviceName)'", hint: "name an image: --image CONTAINER=REPOSITORY:TAG")
        }
        return ImageChange(
            cluster: places[0].cluster, service: places[0].serviceName, images: try Self.pairs(images), provenance: provenance)
    }

    /// - Throws: ``UsageError`` for a service that is not in the file.
    func check(_ file: ProjectFile) throws {
        let known = file.services.keys.sorted()
        guard !known.isEmpty else {
            throw UsageError(
                "'\(file.file)' has no services", hint: "name one of a cluster: --cluster CLUSTER --service SERVICE --image NAME=REF")
        }
        for name in services where file.services[name] == nil {
            let near = NearestName.suggestion(for: name, among: known)
            throw UsageError(
                "'\(file.file)' has no service '\(name)'", reason: "it has \(known.joined(separator: ", "))",
                hint: near.map { "did you mean '\($0)'?" })
        }
    }

    private static func pairs(_ texts: [String]) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw UsageError("'\(text)' is not the image of a container", hint: "write it as in --image app=REPOSITORY:TAG")
            }
            // Wrong ones are told here, and not by AWS.
            _ = try ImageReference(parts[1])
            pairs[parts[0]] = parts[1]
        }
        return pairs
    }
}
