import AWS
import HTTP
import Registry
import SystemPackage

/// The places where credentials for registries are looked for, in order: imgship's own, docker's and podman's files, the environment, AWS.
struct CredentialSources: Sendable {
    private let context: Context
    private let registry: String?
    private let http: HTTPClient

    /// - Parameter registry: the project's, for which credentials in the environment are unless they say otherwise.
    init(_ context: Context, registry: String?, http: HTTPClient) {
        self.context = context
        self.registry = registry
        self.http = http
    }

    var all: [OrderedCredentials.Source] {
        let own = loginFile.map { [OrderedCredentials.Source("`imgship login`", LoginStore($0))] } ?? []
        let files = dockerFiles.map { OrderedCredentials.Source("'\($0)'", DockerCredentials(files: [$0], runHelper: runHelper)) }
        return own + files + [
            .init("the variables IMGSHIP_REGISTRY_*", EnvironmentCredentials(context.environment, registry: registry)),
            .init("AWS", ECRCredentials(aws)),
        ]
    }

    /// Where `imgship login` keeps what it is told; nil where there is no home directory.
    var loginFile: FilePath? { configuration?.appending("imgship/auth.json") }

    /// Calls to AWS, with the credentials it finds itself.
    var aws: @Sendable () throws -> AWSAccess { { [context, http] in try context.aws(http) } }

    /// Docker's file first, then those of podman and skopeo.
    /// - Source: docker's "docker login"; containers-auth.json(5).
    var dockerFiles: [FilePath] {
        [
            dockerConfig, context.variable("REGISTRY_AUTH_FILE").map { FilePath($0) },
            context.variable("XDG_RUNTIME_DIR").map { FilePath($0).appending("containers/auth.json") },
            configuration?.appending("containers/auth.json"),
        ].compactMap(\.self)
    }

    /// Docker's `config.json`; nil where there is no home directory.
    var dockerConfig: FilePath? {
        let directory =
            context.variable("DOCKER_CONFIG").map { FilePath($0) } ?? context.variable("HOME").map { FilePath($0).appending(".docker") }
        return directory?.appending("config.json")
    }

    private var home: FilePath? { context.variable("HOME").map { FilePath($0) } }
    private var configuration: FilePath? { context.variable("XDG_CONFIG_HOME").map { FilePath($0) } ?? home?.appending(".config") }

    var runHelper: CredentialHelperRunner {
        let programs = context.programs
        return { program, arguments, input in
            try await programs.run(program, arguments, input: input).map { CredentialHelperOutput(status: $0.status, output: $0.output) }
        }
    }
}
