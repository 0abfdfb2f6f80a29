import AWS
import HTTP
import HTTPTypes
import JSON

/// Plays AWS: what an account holds, what calls change in it, and what time brings.
///
/// It opens no connection. Its time is that of ``SimulatedClock``: between two calls that are ten minutes apart, ten minutes of rollout
/// have happened, and nobody has waited. The same account, scenario, seed and calls give the same answers, byte for byte.
package actor SimulatedAWS: AWSTransport {
    package nonisolated let clock: SimulatedClock
    /// All calls so far, in their order.
    package private(set) var transcript: [TranscriptEntry] = []
    private let world: World
    private let start: Moment
    private let offset: Int64
    private var refusals: Refusals

    /// - Throws: ``SimulationError`` when a service that should run already cannot.
    package init(
        _ account: SimulatedAccount, scenario: Scenario = .ok, clock: SimulatedClock = SimulatedClock(), seed: UInt64 = 1
    ) throws(SimulationError) {
        self.clock = clock
        offset = scenario.clockOffset * 1000
        start = Moment(milliseconds: clock.millisecondsSince1970 + offset)
        world = World(account, scenario, now: start + -3600, random: SeededRandom(seed: seed))
        refusals = Refusals(scenario, start: start, random: SeededRandom(seed: ~seed))
        for service in account.services { try world.seed(service) }
        world.advance(to: start)
        world.isSeeding = false
    }

    package func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        world.advance(to: Moment(milliseconds: clock.millisecondsSince1970 + offset))
        let requestID = world.random.uuid()
        let outcome = answer(call, credentials)
        let (status, text) = Self.encoded(outcome, call, requestID)
        record(call, outcome)
        var fields = HTTPFields()
        if let name = HTTPField.Name("x-amzn-RequestId") { fields[name] = requestID }
        let address = try WebAddress("https://\(call.service.hostPrefix).\(region).simulation.invalid/")
        return AWSAnswer(status: status, fields: fields, bytes: Array(text.utf8), from: address)
    }

    private func answer(_ call: AWSCall, _ credentials: Credentials?) -> Result<JSONObject, SimulatedFault> {
        let firstDeployment = world.firstDeployed?.history.last { $0.createdAt >= start }?.createdAt
        if let fault = refusals.refuse(call, credentials, at: world.now, firstDeployment: firstDeployment) { return .failure(fault) }
        return Result { () throws(SimulatedFault) in try world.perform(call) }
    }

    private static func encoded(_ outcome: Result<JSONObject, SimulatedFault>, _ call: AWSCall, _ requestID: String) -> (Int, String) {
        let isXML = if case .form = call.parameters { true } else { false }
        let xml = XMLWriter(action: call.action, requestID: requestID, dialect: call.service.signingName == "ec2" ? .ec2 : .query)
        switch outcome {
        case .success(let result): return (200, isXML ? xml.text(result) : JSONValue.object(result).text())
        case .failure(let fault):
            let body: JSONValue = ["__type": .string(fault.code), "message": .string(fault.message)]
            return (fault.status, isXML ? xml.text(fault) : body.text())
        }
    }

    private func record(_ call: AWSCall, _ outcome: Result<JSONObject, SimulatedFault>) {
        let parameters =
            switch call.parameters {
            case .json(let object): object
            case .form(let fields): fields.mapValues { JSONValue.string($0) }
            }
        let code: String? = if case .failure(let fault) = outcome { fault.code } else { nil }
        transcript.append(
            TranscriptEntry(
                milliseconds: world.now.milliseconds - start.milliseconds, service: call.service.signingName, action: call.action,
                parameters: parameters, error: code))
    }
}
