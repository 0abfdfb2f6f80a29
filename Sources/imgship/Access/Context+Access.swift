import AWS
import Bytes
import HTTP
import SystemPackage

extension Context {
    /// A client that reaches the network as the environment says.
    /// - Parameter unverified: hosts, as `host` or `host:port`, whose certificate is not looked at.
    func httpClient(unverified: Set<String> = []) throws -> HTTPClient {
        try httpClient(TLSTrust(bundle: variable("SSL_CERT_FILE"), unverified: unverified.isEmpty ? .none : .named(unverified)))
    }

    /// What calls to AWS need, from the places where AWS's own programs look.
    func aws(_ http: HTTPClient) throws -> AWSAccess {
        let http = try variable("AWS_CA_BUNDLE").map { try httpClient(TLSTrust(bundle: $0)) } ?? http
        let runner = programs
        let surroundings = Surroundings(
            environment: environment, home: variable("HOME"),
            readFile: { try FileContent.readIfPresent(FilePath($0), limit: 4 << 20) },
            runProcess: { arguments in
                let output = try await runner.run(arguments[0], Array(arguments.dropFirst()))
                guard let output else { throw ProgramError(program: arguments[0], reason: "there is no such program") }
                guard output.status == 0 else { throw ProgramError(program: arguments[0], reason: "it ended with \(output.status)") }
                return output.output
            })
        return try AWSAccess(surroundings, http: http, reporter: reporter)
    }

    var programs: ProgramRunner { ProgramRunner(environment: environment) }

    /// A variable's value, unless it is empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func httpClient(_ trust: TLSTrust) throws -> HTTPClient {
        try HTTPClient(HTTPConfiguration(proxy: ProxyConfiguration(environment: environment), trust: trust))
    }
}
