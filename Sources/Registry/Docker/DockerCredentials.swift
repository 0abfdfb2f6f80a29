import SystemPackage

/// The credentials that docker and podman keep.
///
/// In each file, in this order: the helper for the registry, the file's own entries (the longest that fits), the general helper.
/// The first file that knows something wins. Files are read anew for every question: another program may have logged in since.
package struct DockerCredentials: CredentialsProvider {
    private let files: [FilePath]
    private let runHelper: CredentialHelperRunner

    /// - Parameter files: `config.json` or `auth.json`, the most important first; one that does not exist is passed over.
    package init(files: [FilePath], runHelper: @escaping CredentialHelperRunner) {
        self.files = files
        self.runHelper = runHelper
    }

    package func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) async throws
        -> RegistryCredentials?
    {
        for path in files {
            guard let file = try DockerConfigFile(path) else { continue }
            if let name = file.helper(for: registry), let found = try await ask(name, registry) { return found }
            if let found = try file.credentials(for: registry, repository: repository) { return found }
            if let name = file.generalHelper, let found = try await ask(name, registry) { return found }
        }
        return nil
    }

    /// The program that the files name for a registry: where its user wants credentials to be kept.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a file that is none of the kind; ``FileError``.
    package func helper(for registry: String) throws -> CredentialHelper? {
        for path in files {
            guard let file = try DockerConfigFile(path) else { continue }
            if let name = file.helper(for: registry) ?? file.generalHelper { return CredentialHelper(name, run: runHelper) }
        }
        return nil
    }

    private func ask(_ name: String, _ registry: String) async throws -> RegistryCredentials? {
        try await CredentialHelper(name, run: runHelper).credentials(for: registry)
    }
}
