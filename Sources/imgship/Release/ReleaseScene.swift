import AWS
import Configuration
import Content
import Diagnostics
import OCI
import Release
import Simulation

/// Puts together what a release is made of and what it stands on, from what was typed.
struct ReleaseScene {
    let context: Context
    let target: ReleaseTarget
    let simulation: SimulationOptions

    /// The account of a simulation, where no registry names another.
    private static let account = "123456789012"
    private static let region = "eu-central-1"

    /// Everything a release needs.
    struct Parts {
        let source: ReleaseSource
        let ground: ReleaseGround
    }

    /// - Throws: ``UsageError``; what is wrong with the file; `AWSError` for someone AWS does not know.
    func parts() async throws -> Parts {
        if target.onlyLooks, let places = try target.places() { return try parts(of: places) }
        if let change = try target.change(try await provenance()) { return try await parts(of: change) }
        let file = try context.projectFile()
        try target.check(file)
        return if let choice = try simulation.choice() { try await simulated(file, choice) } else { try await real(file) }
    }

    private func provenance() async throws -> Provenance {
        let directory = context.absolute(context.options.file).removingLastComponent()
        // A simulation is the same wherever it is played.
        if simulation.isOn { return Provenance() }
        return try await ReleaseProvenance(environment: context.environment, programs: context.programs, directory: directory).find()
    }

    // MARK: Services of the file

    private func real(_ file: ProjectFile) async throws -> Parts {
        let session = try AWSSession(context)
        let account = try await TokenService(session.client).callerIdentity().account
        let images = try registryImages(file)
        return Parts(
            source: .project(try await request(file, region: session.client.region, account: account)),
            ground: ReleaseGround(session, images: images))
    }

    private func simulated(_ file: ProjectFile, _ choice: ScenarioChoice) async throws -> Parts {
        let registry = file.registry.flatMap { ECRRegistry(host: String($0.prefix { $0 != "/" })) }
        let region = try registry?.region ?? Region(Self.region)
        let account = registry?.account ?? Self.account
        let images = InventedImages(
            file: file, store: try context.storeIfPresent(), registry: "\(account).dkr.ecr.\(region).amazonaws.com/\(file.project)")
        let request = try await request(file, region: region, account: account)
        let setup = SimulatedSetup(request: request, images: images, isFirst: simulation.simulateFirst)
        return Parts(source: .project(request), ground: try ground(await setup.account(), choice, images))
    }

    private func request(_ file: ProjectFile, region: Region, account: String) async throws -> ReleaseRequest {
        let destination = Destination(
            project: file.project, environment: file.environment, region: region, account: account, cluster: target.cluster)
        let context = context
        return ReleaseRequest(file, services: target.services, to: destination, provenance: try await provenance()) {
            try context.definition($0)
        }
    }

    // MARK: A service of a cluster

    private func parts(of change: ImageChange) async throws -> Parts {
        guard let choice = try simulation.choice() else {
            let file = try context.projectFileIfPresent()
            return Parts(source: .change(change), ground: ReleaseGround(try AWSSession(context), images: try registryImages(file)))
        }
        let account = try SimulatedAccount.running(change, region: Self.region, id: Self.account)
        let images = InventedImages(file: nil, store: nil, registry: "localhost")
        return Parts(source: .change(change), ground: try ground(account, choice, images))
    }

    private func parts(of places: [ServiceAddress]) throws -> Parts {
        if simulation.isOn { throw UsageError("a simulation of these needs the project file", hint: "leave --service out") }
        let images = try registryImages(try context.projectFileIfPresent())
        return Parts(source: .places(places), ground: ReleaseGround(try AWSSession(context), images: images))
    }

    private func ground(_ account: SimulatedAccount, _ choice: ScenarioChoice, _ images: InventedImages) throws -> ReleaseGround {
        // Slow enough to be seen where someone looks on, else as fast as it goes.
        try ReleaseGround(account, choice, images: images, slowness: context.errorStyle.hasMovingLine ? 0.04 : nil)
    }

    private func registryImages(_ file: ProjectFile?) throws -> RegistryImages {
        let directory = context.absolute(context.options.file).removingLastComponent()
        return RegistryImages(
            file: file, store: try context.storeIfPresent(), access: try RegistryAccess(context, registry: file?.registry),
            tags: TagChoice(asked: target.tag.map { [$0] } ?? [], setsLatest: false, directory: directory, programs: context.programs),
            reporter: context.reporter)
    }
}
