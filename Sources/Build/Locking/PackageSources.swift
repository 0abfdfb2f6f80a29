import Bytes
import Configuration
import HTTP
import Packages
import SystemPackage

/// Where packages come from: what `sources:` says, and for what it does not say, the machine's own configuration.
package struct PackageSources: Sendable {
    private let project: Project
    private let machine: Machine
    private let machineAddresses: PythonAddresses

    /// - Throws: ``FileError`` for a file of pip's or uv's settings that is there and cannot be read: the public index is not asked in the
    ///   place of another; ``PythonError`` for one that cannot be understood.
    package init(_ project: Project, on machine: Machine) throws {
        self.project = project
        self.machine = machine
        machineAddresses = try PythonAddresses(environment: machine.environment, home: machine.home?.string) { path in
            try FileContent.readIfPresent(FilePath(path), limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// The addresses that `sources:` gives for Debian's archives, by source name.
    var debianOverrides: [String: [String]] {
        project.file.sources.compactMapValues { source in
            guard case .debian(let addresses, _, _) = source.kind, !addresses.isEmpty else { return nil }
            return addresses
        }
    }

    /// The keyring that `sources: debian:` names; else that of Debian's package.
    var keyring: FilePath {
        guard case .debian(_, let keyring?, _)? = project.file.sources[DebianSource.debian.rawValue]?.kind else {
            return AptResolver.standardKeyring
        }
        return keyring.hasPrefix("/") ? FilePath(keyring) : project.path(keyring)
    }

    /// Python sources in the order they are asked; the machine's own (or `sources: pypi:`) last.
    var pythonSources: [PythonSource] {
        let named = project.file.sources.sorted { $0.key < $1.key }.compactMap { name, source -> PythonSource? in
            guard case .index(let addresses) = source.kind else { return nil }
            return PythonSource(name: name, indexes: addresses.map { IndexAddress($0) }, certificates: machineAddresses.certificates)
        }
        if let own = named.first(where: { $0.name == PythonSource.machineName }) { return named.filter { $0.name != own.name } + [own] }
        return named + [machineAddresses.source]
    }

    /// A client that reaches the network as the machine's variables say.
    package func makeClient() throws -> HTTPClient {
        // The certificates of SSL_CERT_FILE come first among the machine's own.
        let trust = TLSTrust(bundle: machineAddresses.certificates)
        return try HTTPClient(HTTPConfiguration(proxy: ProxyConfiguration(environment: machine.environment), trust: trust))
    }

    /// What downloads the artifacts of a lock.
    package func makeFetcher() throws -> ArtifactFetcher {
        let client = try makeClient()
        return ArtifactFetcher(cache: try DownloadCache(machine.cache), locators: locators(client), http: client)
    }

    private func locators(_ client: HTTPClient) -> [String: any ArtifactLocator] {
        var locators: [String: any ArtifactLocator] = [:]
        let releases = Set(project.file.bases.keys.compactMap { project.file.release(ofBase: $0) }).sorted()
        for source in DebianSource.allCases {
            var bases: [String] = []
            for release in releases {
                bases += DebianAddresses(release: release, overrides: debianOverrides).candidates(source.rawValue).filter {
                    !bases.contains($0)
                }
            }
            locators[source.rawValue] = StaticLocator(bases + snapshots(of: source.rawValue))
        }
        for source in pythonSources {
            let places = source.indexes.map { SimpleIndexLocator.Place.index($0.exposed) } + source.links.map { .links($0.exposed) }
            locators[source.name] = SimpleIndexLocator(places, http: client)
        }
        return locators
    }

    /// Archives that are asked last, for packages the others no longer have.
    private func snapshots(of name: String) -> [String] {
        guard case .debian(_, _, let addresses)? = project.file.sources[name]?.kind else { return [] }
        return addresses
    }
}
