import HTTP

/// Finds credentials where AWS's own programs find them, and keeps them fresh.
///
/// Kept in memory until shortly before they end; however many ask, one search runs at a time.
package actor CredentialChain: CredentialProvider {
    private let surroundings: Surroundings
    private let http: HTTPClient
    private let retry: RetryPolicy
    private var held: Held?
    private var running: Task<Found, any Error>?

    private typealias Found = (credentials: Credentials, source: any CredentialSource)

    private struct Held {
        var credentials: Credentials
        /// Where they are from, in the words of a list of what was tried.
        var source: String
        /// Whether the source gives others once these have ended.
        var isRenewed: Bool
        /// Seconds since 1970; nil for credentials that do not end.
        var refreshAt: Int64?
    }

    /// - Parameters:
    ///   - http: for STS and IAM Identity Center; the endpoints of machine and container are asked without its proxy.
    ///   - retry: its clock is the chain's clock too.
    package init(_ surroundings: Surroundings, http: HTTPClient, retry: RetryPolicy = RetryPolicy()) {
        self.surroundings = surroundings
        self.http = http
        self.retry = retry
    }

    /// - Throws: ``AWSError`` `.noCredentials`, with every source and why it gave nothing; `.credentialSource` or `.invalidConfiguration`
    ///   when a source the user set up does not work.
    package func credentials() async throws -> Credentials {
        let now = retry.clock.secondsSince1970()
        guard let held else { return try await refreshed() }
        guard let refreshAt = held.refreshAt, now >= refreshAt else { return held.credentials }
        do {
            return try await refreshed()
        } catch {
            // Early was too early: the old ones still work, and the next try is not now.
            guard !(error is CancellationError), held.credentials.isValid(at: retry.clock.secondsSince1970()) else { throw error }
            self.held?.refreshAt = now + 30
            return held.credentials
        }
    }

    /// Where the credentials that are used now are from: "environment", "profile 'ci'"; nil before the first were found.
    package var source: String? { held?.source }

    /// Whether those that are used now are followed by others when they end, with nobody doing anything; false before the first were found.
    package var isRenewed: Bool { held?.isRenewed ?? false }

    package func credentials(insteadOf refused: Credentials) async throws -> Credentials {
        if let held, held.credentials != refused { return held.credentials }
        return try await refreshed()
    }

    /// Waits for the search that runs, or starts one.
    ///
    /// The search is a task of its own: when one of those who wait is cancelled, the others still get their answer.
    private func refreshed() async throws -> Credentials {
        if let running { return try await running.value.credentials }
        let task = Task { [surroundings, http, retry] in try await Self.search(surroundings, http, retry) }
        running = task
        defer { running = nil }
        let found = try await task.value
        held = Held(
            credentials: found.credentials, source: found.source.name, isRenewed: found.source.renews,
            refreshAt: refreshMoment(of: found.credentials))
        return found.credentials
    }

    /// Five minutes before the end, or half-way through a short life.
    private func refreshMoment(of credentials: Credentials) -> Int64? {
        guard let expiration = credentials.expiration else { return nil }
        let life = max(0, expiration.subtractingReportingOverflow(retry.clock.secondsSince1970()).partialValue)
        return expiration.subtractingReportingOverflow(min(300, life / 2)).partialValue
    }

    private static func search(_ surroundings: Surroundings, _ http: HTTPClient, _ retry: RetryPolicy) async throws -> Found {
        var tried: [String] = []
        for source in try CredentialSearch(surroundings, http, retry).sources {
            do {
                switch try await source.find() {
                case .credentials(let found): return (found, source)
                case .nothing(let reason): tried.append("\(source.name): \(reason)")
                }
            } catch let error as AWSError {
                throw failure(error, in: source.name, after: tried)
            }
        }
        throw AWSError(
            .noCredentials, "no AWS credentials found", reason: tried.joined(separator: "\n"),
            hint: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws login` or `aws sso login` and set AWS_PROFILE")
    }

    /// The error of a source that is in use, with what was tried before it.
    private static func failure(_ error: AWSError, in source: String, after tried: [String]) -> AWSError {
        let reasons = [error.reason, "credentials were looked for in: \(source)"].compactMap(\.self) + tried.map { "before that, \($0)" }
        return AWSError(
            error.code, error.summary, reason: reasons.joined(separator: "\n"), hint: error.hint, requestID: error.requestID)
    }
}
