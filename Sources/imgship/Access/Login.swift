import AWS
import Diagnostics
import OCI
import Registry

/// Logs in to one registry, and out of it.
struct Login {
    /// As it stands in references.
    let registry: String
    let access: RegistryAccess
    let reporter: any Reporter

    /// What `imgship login` asks for.
    struct Answers {
        let user: String
        let password: Secret<String>
    }

    /// Where credentials went, and whose they are.
    struct Outcome {
        let user: String
        /// For people: a path, or a program; nil when there is nothing to keep.
        let place: String?
    }

    /// - Parameter text: a registry as people write it, with or without `https://`.
    /// - Throws: ``UsageError`` when it has a path, or is no registry at all.
    init(_ text: String, _ access: RegistryAccess, _ reporter: any Reporter) throws {
        let name = RegistryName.canonical(text)
        guard !name.contains("/"), (try? ImageReference("\(name)/x"))?.domain == name else {
            throw UsageError("'\(text)' is not a registry", hint: "write its host, and its port if it has one, as in ghcr.io or nas:5000")
        }
        registry = name
        self.access = access
        self.reporter = reporter
    }

    /// Whether a registry needs no login since AWS's credentials open it.
    var isECR: Bool { ECRRegistry(host: registry) != nil }

    /// Checks that the credentials of AWS open the registry.
    /// - Throws: ``AWSError``; ``RegistryError``.
    func checkAWS() async throws -> Outcome {
        let found = try await ECRCredentials(access.sources.aws).credentials(for: registry, repository: "", insteadOf: nil)
        guard let found, case .basic(let user, _) = found else { return Outcome(user: "AWS", place: nil) }
        _ = try await check(found)
        return Outcome(user: user, place: nil)
    }

    /// Checks user and password with the registry, and keeps them.
    /// - Throws: ``RegistryError``; ``UsageError`` when there is no place to keep them.
    func run(_ answers: Answers) async throws -> Outcome {
        guard !answers.user.isEmpty, !answers.user.contains(":") else {
            throw UsageError("'\(answers.user)' is not the name of a user", hint: "it must not be empty, nor have a colon in it")
        }
        guard !answers.password.exposed.isEmpty else { throw UsageError("the password is empty") }
        if try await !check(.basic(user: answers.user, password: answers.password)) {
            reporter.warn("'\(registry)' did not ask who we are: user and password are kept, and nobody has looked at them")
        }
        return Outcome(user: answers.user, place: try await keep(answers))
    }

    /// Forgets what is kept for the registry.
    /// - Returns: whether anything was.
    func forget() async throws -> Bool {
        let removed = try loginStore().remove(registry)
        guard let helper = try helper() else { return removed }
        do {
            // Some helpers say that they forgot what they never knew.
            guard try await helper.credentials(for: registry) != nil else { return removed }
            try await helper.erase(registry)
            return true
        } catch let error as RegistryError where error.code == .missingHelper {
            return removed
        }
    }

    private func check(_ credentials: RegistryCredentials) async throws -> Bool {
        let check = LoginCheck(credentials)
        return try await check.run(access.client(for: registry, showing: check))
    }

    /// - Returns: where they are kept.
    private func keep(_ answers: Answers) async throws -> String {
        let store = try loginStore()
        if let helper = try helper() {
            do {
                try await helper.store(user: answers.user, password: answers.password, for: registry)
                // An older password in the file would come before the helper's.
                _ = try store.remove(registry)
                return helper.program
            } catch let error as RegistryError where error.code == .missingHelper {
                reporter.detail("login  \(error.summary): \(error.reason ?? "")")
            }
        }
        try store.save(user: answers.user, password: answers.password, for: registry)
        return store.path.string
    }

    private func loginStore() throws -> LoginStore {
        guard let path = access.sources.loginFile else {
            throw UsageError("there is no place to keep credentials", hint: "set HOME or XDG_CONFIG_HOME")
        }
        return LoginStore(path)
    }

    /// The program that docker's configuration names for the registry.
    private func helper() throws -> CredentialHelper? {
        try access.sources.dockerConfig.flatMap {
            try DockerCredentials(files: [$0], runHelper: access.sources.runHelper).helper(for: registry)
        }
    }
}

extension Context {
    /// - Parameter registry: as it was typed; the project's when nil.
    func login(_ registry: String?, insecure: Bool = false) throws -> Login {
        let project = registry == nil ? try projectFile().registry : nil
        guard let text = registry ?? project.map({ String($0.prefix { $0 != "/" }) }) else {
            throw UsageError("no registry is named", hint: "name one, as in `imgship login ghcr.io`, or set 'registry:' in \(options.file)")
        }
        let access = try RegistryAccess(self, registry: nil, insecure: insecure ? [RegistryName.canonical(text)] : [])
        return try Login(text, access, reporter)
    }
}
