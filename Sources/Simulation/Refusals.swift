import AWS

/// Decides which calls AWS refuses whatever they ask: too many, or not to be trusted.
struct Refusals {
    private let scenario: Scenario
    private let start: Moment
    private var random: SeededRandom
    private var throttledInARow = 0
    private var expiredKeys: Set<String> = []
    private var hasExpired = false

    init(_ scenario: Scenario, start: Moment, random: SeededRandom) {
        self.scenario = scenario
        self.start = start
        self.random = random
    }

    /// The refusal of a call, if it is refused.
    /// - Parameter firstDeployment: when the first deployment began; sessions end so many seconds after that.
    mutating func refuse(_ call: AWSCall, _ credentials: Credentials?, at now: Moment, firstDeployment: Moment?) -> SimulatedFault? {
        if abs(scenario.clockOffset) > 300 { return Self.wrongClock }
        for refusal in scenario.refusals {
            switch refusal {
            case .throttling(let percent):
                // The program's own patience ends with the fifth answer.
                guard throttledInARow < 4, random.fraction() * 100 < Double(percent) else {
                    throttledInARow = 0
                    continue
                }
                throttledInARow += 1
                return Self.throttled
            case .bursts(let length, let period):
                let seconds = Int((now.milliseconds - start.milliseconds) / 1000)
                if seconds % period >= period - length { return Self.throttled }
            case .expiredCredentials(let after):
                if isExpired(credentials, after: after, now, firstDeployment) { return Self.expired }
            }
        }
        return nil
    }

    private mutating func isExpired(_ credentials: Credentials?, after: Int, _ now: Moment, _ firstDeployment: Moment?) -> Bool {
        guard let key = credentials?.accessKeyID, let firstDeployment, firstDeployment + after <= now else { return false }
        if !hasExpired {
            hasExpired = true
            expiredKeys.insert(key)
        }
        return expiredKeys.contains(key)
    }

    private static let throttled = SimulatedFault(code: "ThrottlingException", message: "Rate exceeded")
    private static let expired = SimulatedFault(
        code: "ExpiredTokenException", message: "The security token included in the request is expired")
    private static let wrongClock = SimulatedFault(
        code: "InvalidSignatureException",
        message: "Signature not yet current: the clock of the caller is more than 5 minutes away from that of AWS", status: 403)
}
