import Diagnostics
import HTTP
import HTTPTypes
import OCI

/// Speaks with one registry.
///
/// Sends credentials to the registry's own origin alone, asks for tokens when told to, and tries again what may be tried again.
/// - Source: distribution-spec v1.1; "Token Authentication Specification" of docker/distribution.
package struct RegistryClient: Sendable {
    /// As it stands in references: `docker.io`, `localhost:5000`.
    package let registry: String
    let base: WebAddress
    var policy: RegistryPolicy
    let uploads: AdaptiveLimit
    /// Apart from ``uploads``: an upload may have to wait for the download of what it sends.
    let downloads: AdaptiveLimit
    let habits = RegistryHabits()
    /// Asked before the registry itself for what is pulled, in this order.
    package let mirrors: [RegistryMirror]
    private let http: HTTPClient
    private let authorization: Authorization

    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a name that makes no address.
    package init(
        _ registry: String, credentials: any CredentialsProvider = AnonymousAccess(), http: HTTPClient,
        policy: RegistryPolicy = RegistryPolicy(), mirrors: [RegistryMirror] = []
    ) throws(RegistryError) {
        self.registry = registry
        self.policy = policy
        self.http = http
        self.mirrors = mirrors
        base = try Self.base(of: registry, policy)
        uploads = AdaptiveLimit(policy.parallelTransfers)
        downloads = AdaptiveLimit(policy.parallelTransfers)
        authorization = Authorization(
            registry, at: base, credentials, http, RequestTrace(reporter: policy.reporter, clock: policy.retry.clock))
    }

    private var trace: RequestTrace { RequestTrace(reporter: policy.reporter, clock: policy.retry.clock) }

    /// A registry's host differs from its name for Docker Hub, and where the policy says so.
    private static func base(of registry: String, _ policy: RegistryPolicy) throws(RegistryError) -> WebAddress {
        let host = registry == ImageReference.defaultDomain ? "registry-1.docker.io" : registry
        do throws(HTTPError) {
            if let address = policy.address {
                guard address.userInfo == nil, address.query == nil else {
                    throw HTTPError(.invalidAddress, address, message: "only a host, a port and a path are allowed")
                }
                return address.path.hasSuffix("/") ? address : try WebAddress(address.text + "/")
            }
            let secure = try WebAddress("https://\(host)/")
            guard secure.path == "/", secure.userInfo == nil, secure.query == nil else {
                throw HTTPError(.invalidAddress, secure, message: "only a host and a port are allowed")
            }
            let isPlain =
                switch policy.encryption {
                case .always: false
                case .exceptLoopback: secure.isLoopback
                case .never: true
                }
            return isPlain ? try WebAddress("http://\(host)/") : secure
        } catch {
            throw RegistryError(.invalidConfiguration, "use the registry '\(registry)'", of: registry, reason: error.reason)
        }
    }

    /// Registry and repository, as errors name them.
    package func name(of repository: String) -> String { "\(registry)/\(repository)" }

    /// An address below a repository; `rest` is made of digests, tags and fixed words.
    func address(_ repository: String, _ rest: String) throws(HTTPError) -> WebAddress {
        try WebAddress("\(base.text)v2/\(repository)/\(rest)")
    }

    /// Sends a request once, twice when the registry wants (other) credentials.
    func send(_ request: Request, _ scope: Scope) async throws -> RegistryAnswer {
        // An upload may lead to another host, which is not to know who we are.
        guard request.address.origin == base.origin else {
            return try await RegistryAnswer(to: request.method, trace.around(request, http.send))
        }
        let used = try await authorization.header(for: scope)
        let first = try await sendOnce(request, used)
        // A challenge counts only from the registry itself, not from where it redirected to.
        guard first.head.address.origin == base.origin, Self.wantsCredentials(first, used) else { return first }
        let challenges = first.head.fields[values: .wwwAuthenticate].flatMap(Challenge.list)
        guard let next = try await authorization.next(for: scope, after: used, challenges) else { return first }
        return try await sendOnce(request, next)
    }

    /// Sends a request until it is answered for good.
    /// - Returns: a success, or a refusal that asking again will not change.
    /// - Throws: ``RegistryError``; `CancellationError`; what the source of the body throws.
    func answer(_ task: RegistryTask, _ request: Request) async throws -> RegistryAnswer {
        try await reporting(task, request.method) {
            try await retrying { try await attemptForHead(request, task.scope) }
        }
    }

    /// Sends a request without a body to an address below the task's repository; as ``answer(_:_:)``.
    func answer(_ task: RegistryTask, _ method: HTTPRequest.Method, _ rest: String) async throws -> RegistryAnswer {
        try await answer(task, try await reporting(task, method) { Request(method, try address(task.repository, rest)) })
    }

    /// Sends a request once, as one step of something that is tried again as a whole.
    /// - Throws: ``HTTPError`` for an answer after which trying again makes sense.
    func attempt(_ request: Request, _ scope: Scope) async throws -> RegistryAnswer {
        let answer = try await send(request, scope)
        if answer.status == 429 || answer.status == 503 {
            await uploads.slowDown()
            await downloads.slowDown()
        }
        if let error = answer.retryable { throw error }
        return answer
    }

    /// As ``attempt(_:_:)``, for an answer whose body says nothing; it is read, so that the connection can be used again.
    func attemptForHead(_ request: Request, _ scope: Scope) async throws -> RegistryAnswer {
        let answer = try await attempt(request, scope)
        if answer.isSuccess { _ = try await answer.body.collected(upTo: RegistryComplaint.limit) }
        return answer
    }

    /// Runs `work` until it succeeds, fails for good, or the policy gives up.
    func retrying<Success: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Success
    ) async throws -> Success {
        try await policy.retry.run(
            willRetry: { error, delay in
                policy.reporter.detail("\(registry): \(error.address): \(error.inShort); trying again in \(ElapsedTime(delay))")
            }, work)
    }

    /// Gives errors of the connection the words of the task.
    func reporting<Success>(
        _ task: RegistryTask, _ method: HTTPRequest.Method, _ work: () async throws -> Success
    ) async throws -> Success {
        do { return try await work() } catch let error as HTTPError {
            throw RegistryError(error, task, method: method.rawValue, in: registry)
        }
    }

    /// The error a refusal is.
    func refusal(_ answer: RegistryAnswer, _ task: RegistryTask) -> RegistryError { RegistryError(answer, task, in: registry) }

    private func sendOnce(_ request: Request, _ header: Secret<String>?) async throws -> RegistryAnswer {
        var request = request
        request.fields[.authorization] = header?.exposed
        return try await RegistryAnswer(to: request.method, trace.around(request, http.send))
    }

    /// 401; and what some registries say instead once a token has expired, which is not always JSON. A `HEAD` has no words at all.
    private static func wantsCredentials(_ answer: RegistryAnswer, _ used: Secret<String>?) -> Bool {
        if answer.status == 401 { return true }
        guard answer.status == 403, used != nil else { return false }
        return answer.method == .head || answer.complaint?.mentions("expired") == true
    }
}
