/// What the search for credentials may look at; values handed in, nothing is read from the process itself.
package struct Surroundings: Sendable {
    package var environment: [String: String]
    /// Where `.aws` is; nil when there is no home directory.
    package var home: String?
    /// The profile the user named for this command, as `--profile` does; then only that one counts. `AWS_PROFILE` is in `environment`.
    package var profile: String?
    /// The content of a file; nil when there is no such file.
    package var readFile: @Sendable (_ path: String) throws -> [UInt8]?
    /// Nil where nothing may be written, and no sign-in is renewed.
    package var fileReplacement: FileReplacement?
    /// Runs a program to its end and returns what it wrote to standard output; throws when its status is not 0.
    ///
    /// Nil refuses profiles with `credential_process`. Its output holds secrets: it must not be logged.
    package var runProcess: (@Sendable (_ arguments: [String]) async throws -> [UInt8])?

    package init(
        environment: [String: String], home: String?, profile: String? = nil, readFile: @escaping @Sendable (String) throws -> [UInt8]?,
        fileReplacement: FileReplacement? = nil, runProcess: (@Sendable ([String]) async throws -> [UInt8])? = nil
    ) {
        self.environment = environment
        self.home = home
        self.profile = profile
        self.readFile = readFile
        self.fileReplacement = fileReplacement
        self.runProcess = runProcess
    }

    /// A file the user must have: a missing or unreadable one is an error that names what asked for it.
    /// - Throws: ``AWSError`` `.credentialSource`.
    func text(of path: String, namedBy setting: String) throws(AWSError) -> String {
        let bytes: [UInt8]?
        do { bytes = try readFile(expanded(path)) } catch {
            throw AWSError(.credentialSource, "cannot read '\(path)', which \(setting) names", reason: AWSError.words(of: error))
        }
        guard let bytes else { throw AWSError(.credentialSource, "there is no file '\(path)', which \(setting) names") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// With the home directory in place of a tilde at the start.
    func expanded(_ path: String) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }
}
