import Diagnostics
import OCI
import SystemPackage

/// Finds the packages a request comes to, by asking `apt-get` in a private root: the machine's own packages are neither read nor changed.
package struct AptResolver: Sendable {
    /// The keyring Debian's own package installs.
    package static let standardKeyring = FilePath("/usr/share/keyrings/debian-archive-keyring.gpg")

    private let cache: FilePath
    private let keyring: FilePath
    private let overrides: [String: [String]]
    private let reporter: any Reporter

    /// - Parameters:
    ///   - cache: a directory that keeps package lists from run to run (about 50 MB for each release and architecture); absolute.
    ///   - keyring: the keys the archive must be signed with.
    ///   - overrides: source name to addresses, where `imgship.yaml` gives them.
    package init(
        cache: FilePath, keyring: FilePath = AptResolver.standardKeyring, overrides: [String: [String]] = [:],
        reporter: any Reporter = SilentReporter()
    ) {
        self.cache = cache
        self.keyring = keyring
        self.overrides = overrides
        self.reporter = reporter
    }

    /// Resolves a request to the packages to download, sorted by name.
    ///
    /// - Parameter held: packages that stay at these versions as long as the archive has them; to move one package, all others.
    /// - Throws: ``HelperError`` `.missing` without apt; ``DebianError``; ``FileError``.
    package func resolve(_ request: AptRequest, holding held: [LockedArtifact] = []) async throws -> [LockedArtifact] {
        guard (try? FileDescriptor.open(keyring, .readOnly).close()) != nil else { throw DebianError(.noKeyring, subject: keyring.string) }
        let settings = AptSettings(dump: try await HelperCommand("apt-config", ["dump"], environment: ["LC_ALL": "C"]).run().standardOutput)
        let addresses = DebianAddresses(release: request.release, overrides: overrides)
        var failure: DebianError?
        for attempt in 0..<max(1, DebianSource.allCases.map { addresses.candidates($0.rawValue).count }.max() ?? 1) {
            do {
                return try await resolve(request, held, settings, at: Self.choose(addresses, attempt))
            } catch let error as DebianError where error.code == .mirrorFailed {
                failure = failure ?? error
            }
        }
        throw failure ?? DebianError(.mirrorFailed, subject: request.release)
    }

    /// The address each source has in the given attempt; one that has fewer keeps its last.
    private static func choose(_ addresses: DebianAddresses, _ attempt: Int) -> [DebianSource: String] {
        var chosen: [DebianSource: String] = [:]
        for source in DebianSource.allCases {
            let candidates = addresses.candidates(source.rawValue)
            if !candidates.isEmpty { chosen[source] = candidates[min(attempt, candidates.count - 1)] }
        }
        return chosen
    }

    private func resolve(
        _ request: AptRequest, _ held: [LockedArtifact], _ settings: AptSettings, at addresses: [DebianSource: String]
    ) async throws -> [LockedArtifact] {
        let sources = sourcesList(request, addresses)
        let key = Digest(of: sources.utf8).short
        let root = AptRoot(cache.appending("\(request.release)-\(try request.architecture)-\(key)"))
        let lock = try await root.open()
        defer { try? lock.close() }
        try root.configure(request, sources: sources, preferences: Self.preferences(held), settings: settings)
        try await update(request, in: root, addresses)
        try await checkNames(request, in: root)
        let answers = try await install(request, in: root)
        let artifacts = try answers.map { try $0.artifact(from: addresses) }.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
        reportMoved(artifacts, held, request)
        return artifacts
    }

    private func sourcesList(_ request: AptRequest, _ addresses: [DebianSource: String]) -> String {
        var lines: [String] = []
        for source in DebianSource.allCases {
            guard let address = addresses[source] else { continue }
            for suite in source.suites(of: request.release) {
                lines.append("deb [signed-by=\(keyring)] \(address) \(suite) \(request.components.joined(separator: " "))\n")
            }
        }
        return lines.joined()
    }

    /// Priorities over 1000 win even against newer versions.
    /// - Source: apt_preferences(5).
    private static func preferences(_ held: [LockedArtifact]) -> String {
        held.map { "Package: \($0.name)\nPin: version \($0.version)\nPin-Priority: 1001\n" }.joined(separator: "\n")
    }

    private func update(_ request: AptRequest, in root: AptRoot, _ addresses: [DebianSource: String]) async throws {
        let output = try await HelperCommand("apt-get", ["update", "-q"], environment: root.environment).run()
        // An apt older than 2.3 does not know Error-Mode: it ends well, and says this.
        let said = output.standardError
        guard output.status == 0, !said.contains("Failed to fetch"), !said.contains("GPG error") else {
            throw AptFailure.update(output, addresses: addresses.values.sorted(), keyring: keyring.string)
        }
        for line in output.standardOutput.split(whereSeparator: \.isNewline) where line.hasPrefix("Fetched") {
            reporter.detail("Debian \(request.release) \(request.platform): \(AptFailure.withoutCredentials(String(line)))")
        }
    }

    /// Names that apt would otherwise take for a pattern, or explain at length.
    private func checkNames(_ request: AptRequest, in root: AptRoot) async throws {
        let output = try await HelperCommand("apt-cache", ["pkgnames"], environment: root.environment).run()
        guard output.status == 0 else { throw AptFailure.install(output, request) }
        let known = Set(output.standardOutput.split(whereSeparator: \.isNewline))
        for package in request.packages {
            let name = package.prefix { $0 != "=" }
            guard !known.contains(name) else { continue }
            let near = known.filter { $0.first == name.first && abs($0.utf8.count - name.utf8.count) <= 3 }.map(String.init).sorted()
            let nearest = NearestName.suggestion(for: String(name), among: near)
            throw DebianError(.unknownPackage(release: request.release, nearest: nearest), subject: String(name))
        }
    }

    private func install(_ request: AptRequest, in root: AptRoot) async throws -> [AptAnswer] {
        let output = try await HelperCommand(
            "apt-get", ["install", "-y", "-qq", "--print-uris", "-o", "Acquire::ForceHash=SHA256", "--"] + request.packages,
            environment: root.environment
        ).run()
        guard output.status == 0 else { throw AptFailure.install(output, request) }
        return try output.standardOutput.split(whereSeparator: \.isNewline).map { try AptAnswer($0) }
    }

    private func reportMoved(_ artifacts: [LockedArtifact], _ held: [LockedArtifact], _ request: AptRequest) {
        let versions = Dictionary(held.map { ($0.name, $0.version) }) { first, _ in first }
        for artifact in artifacts {
            guard let version = versions[artifact.name], version != artifact.version else { continue }
            reporter.detail(
                "\(artifact.name) moves too, from \(version) to \(artifact.version): Debian \(request.release) has no other, or needs it")
        }
    }
}
