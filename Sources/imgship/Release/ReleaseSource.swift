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

    func prepare(with releaser: Releaser) async throws -> PreparedRelease {
        switch self {
        case .project(let request): try await releaser.prepare(request)
        case .change(let change): try await releaser.prepare(change)
        }
    }

    /// Where its services are.
    func addresses(with releaser: Releaser) async throws -> [ServiceAddress] {
        switch self {
        case .project(let request): try await releaser.addresses(of: request)
        case .change(let change): [ServiceAddress(name: change.service, cluster: change.cluster, serviceName: change.service)]
        }
    }
}
