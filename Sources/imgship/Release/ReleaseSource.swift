import AWS
import Configuration
import Content
import Diagnostics
import OCI
import Release
import Simulation

/// What a release is made of: services of the project file, or one service of a cluster with other images.
enum ReleaseSource {
    case project(ReleaseRequest)
    case change(ImageChange)
    /// Services of a cluster as they are: to be followed, or taken back.
    case places([ServiceAddress])

    func prepare(with releaser: Releaser) async throws -> PreparedRelease {
        switch self {
        case .project(let request): try await releaser.prepare(request)
        case .change(let change): try await releaser.prepare(change)
        case .places: throw UsageError("nothing is named to release", hint: "name an image: --image CONTAINER=REPOSITORY:TAG")
        }
    }

    /// Where its services are.
    func addresses(with releaser: Releaser) async throws -> [ServiceAddress] {
        switch self {
        case .project(let request): try await releaser.addresses(of: request)
        case .change(let change): [ServiceAddress(name: change.service, cluster: change.cluster, serviceName: change.service)]
        case .places(let places): places
        }
    }
}
