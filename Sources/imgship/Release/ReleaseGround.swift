import AWS
import Configuration
import HTTP
import Release
import Simulation

/// What a release stands on: AWS, or the simulator in its place.
struct ReleaseGround: Sendable {
    let clients: ReleaseClients
    let clock: RetryClock
    let images: any ImageFacts
    /// Marks what runs in its repositories; nil in a simulation.
    let marks: RunningImages?
    /// Nil for AWS itself.
    let simulation: ScenarioChoice?

    var isSimulated: Bool { simulation != nil }

    init(_ session: AWSSession, images: RegistryImages) {
        clients = session.clients
        clock = session.clock
        self.images = images
        marks = RunningImages(file: images.file, client: session.client, access: images.access, reporter: images.reporter)
        simulation = nil
    }

    /// - Parameter slowness: how many seconds a second of the simulation is to take for someone who looks on; nil for none.
    /// - Throws: `SimulationError` when what is to run already cannot.
    init(_ account: SimulatedAccount, _ choice: ScenarioChoice, images: any ImageFacts, slowness: Double?) throws {
        let clock = SimulatedClock { duration in
            if let slowness { try await RetryClock.system.sleep(duration * slowness) }
        }
        let aws = try SimulatedAWS(account, scenario: choice.scenario, clock: clock)
        var retryClock = clock.retryClock
        retryClock.elapsed = { clock.elapsed }
        var retry = RetryPolicy()
        retry.clock = retryClock
        let credentials = FixedCredentials(Credentials(accessKeyID: "SIMULATED", secretAccessKey: "simulated"))
        clients = ReleaseClients(AWSClient(aws, region: try Region(account.region), credentials: credentials, retry: retry))
        self.clock = retryClock
        self.images = images
        marks = nil
        simulation = choice
    }
}
