import AWS
import Bytes
import Content
import HTTP
import OCI
import Registry
import SystemPackage

extension Context {
    /// How the network is reached, as the environment says.
    /// - Parameter unverified: hosts, as `host` or `host:port`, whose certificate is not looked at.
    func httpConfiguration(unverified: Set<String> = []) -> HTTPConfiguration {
        httpConfiguration(TLSTrust(bundle: variable("SSL_CERT_FILE"), unverified: unverified.isEmpty ? .none : .named(unverified)))
    }

    /// What calls to AWS need, from the places where AWS's own programs look.
    func aws(_ http: HTTPClient, retry: RetryPolicy = RetryPolicy()) throws -> AWSAccess {
        let runner = programs
        let surroundings = Surroundings(
            environment: environment, home: variable("HOME"),
            readFile: { try FileContent.readIfPresent(FilePath($0), limit: 4 << 20) },
            fileReplacement: FileReplacement(
                isPossible: { FileContent.canReplace(FilePath($0)) },
                replace: { try FileContent.replace(FilePath($0), with: $1, permissions: [.ownerReadWrite]) }),
            runProcess: { arguments in
                let output = try await runner.run(arguments[0], Array(arguments.dropFirst()))
                guard let output else { throw ProgramError(program: arguments[0], reason: "there is no such program") }
                guard output.status == 0 else {
                    // Its last words, as AWS's own programs show them; what it prints for programs stays unseen.
                    let words = String(decoding: output.error.suffix(1000), as: UTF8.self).split(whereSeparator: \.isNewline).suffix(3)
                    throw ProgramError(
                        program: arguments[0], reason: (["it ended with \(output.status)"] + words).joined(separator: "\n"))
                }
                return output.output
            })
        let http = try AWSAccess.bundle(surroundings).map { try HTTPClient(httpConfiguration(TLSTrust(bundle: $0))) } ?? http
        return try AWSAccess(surroundings, http: http, retry: retry, reporter: reporter)
    }

    /// Registries that a verb is told on the command line; a project that can be read says whose credentials the environment holds.
    /// - Parameters:
    ///   - names: images as they were typed; what is no reference is passed over.
    ///   - insecure: whether the user lets their registries be without protection.
    ///   - first: what is asked for credentials before all others.
    func registryAccess(
        for names: [String], insecure: Bool, first: (CredentialSources) throws -> [OrderedCredentials.Source] = { _ in [] }
    ) throws -> RegistryAccess {
        let domains = names.compactMap(registry)
        let project = (try? projectFileIfPresent())?.registry
        // An image of the store may lack layers that its base's registry has.
        let bases = insecure ? (try? storeIfPresent()?.origins.all().map(\.reference.domain)) ?? [] : []
        return try RegistryAccess(self, registry: project ?? domains.first, insecure: insecure ? domains + bases : [], first: first)
    }

    /// The registry of an image as it was typed; nil for a place on disk, and for what is no reference.
    func registry(of name: String) -> String? {
        if ImageLocation.isLocation(name) { return nil }
        let isMarked = name.hasPrefix(ImageFinder.registryPrefix)
        return (try? ImageReference(isMarked ? String(name.dropFirst(ImageFinder.registryPrefix.count)) : name))?.domain
    }

    var programs: ProgramRunner { ProgramRunner(environment: environment) }

    /// A variable's value, unless it is empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func httpConfiguration(_ trust: TLSTrust) -> HTTPConfiguration {
        HTTPConfiguration(proxy: ProxyConfiguration(environment: environment), trust: trust)
    }
}
