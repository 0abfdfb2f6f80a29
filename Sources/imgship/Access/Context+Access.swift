import AWS
import Bytes
import HTTP
import SystemPackage

extension Context {
    /// How the network is reached, as the environment says.
    /// - Parameter unverified: hosts, as `host` or `host:port`, whose certificate is not looked at.
    func httpConfiguration(unverified: Set<String> = []) -> HTTPConfiguration {
        httpConfiguration(TLSTrust(bundle: variable("SSL_CERT_FILE"), unverified: unverified.isEmpty ? .none : .named(unverified)))
    }

    /// What calls to AWS need, from the places where AWS's own programs look.
    func aws(_ http: HTTPClient) throws -> AWSAccess {
        let http = try variable("AWS_CA_BUNDLE").map { try HTTPClient(httpConfiguration(TLSTrust(bundle: $0))) } ?? http
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
        return try AWSAccess(surroundings, http: http)
    }

    var programs: ProgramRunner { ProgramRunner(environment: environment) }

    /// A variable's value, unless it is empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func httpConfiguration(_ trust: TLSTrust) -> HTTPConfiguration {
        HTTPConfiguration(proxy: ProxyConfiguration(environment: environment), trust: trust)
    }
}
