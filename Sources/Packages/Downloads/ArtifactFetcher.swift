import Diagnostics
import HTTP
import OCI
import SystemPackage

/// Gets the artifacts of a lock: from the cache, else from the addresses of their sources, verified on the way.
package struct ArtifactFetcher: Sendable {
    private let cache: DownloadCache
    private let locators: [String: any ArtifactLocator]
    private let download: ArtifactDownload
    /// How many downloads run at once.
    private let limit: Int

    /// - Parameter locators: by the names of the lock's sources.
    package init(
        cache: DownloadCache, locators: [String: any ArtifactLocator], http: HTTPClient, retry: RetryPolicy = RetryPolicy(), limit: Int = 8
    ) {
        self.cache = cache
        self.locators = locators
        self.limit = max(1, limit)
        download = ArtifactDownload(cache: cache, http: http, retry: retry)
    }

    /// Puts every artifact into the cache.
    ///
    /// Artifacts with one digest are downloaded once. Artifacts that no address has are gathered, so that one error names them
    /// all; any other failure stops the downloads that still run.
    /// - Returns: where each is, by digest.
    /// - Throws: ``DownloadError``; ``FileError`` when the cache cannot be written; `CancellationError`.
    package func fetch(_ artifacts: [LockedArtifact], reporter: any Reporter) async throws -> [Digest: FilePath] {
        var found: [Digest: FilePath] = [:]
        var missing: [LockedArtifact] = []
        var seen: Set<Digest> = []
        for artifact in artifacts where seen.insert(artifact.digest).inserted {
            // Read once more: what lies on a disk for months may not be what was put there.
            if let file = cache.find(artifact.digest, size: artifact.size), try await cache.verify(artifact.digest) {
                found[artifact.digest] = file
            } else {
                missing.append(artifact)
            }
        }
        guard !missing.isEmpty else { return found }
        let clock = ContinuousClock.now
        for (digest, path) in try await fetchAll(missing, reporter) { found[digest] = path }
        let size = ByteCount(missing.reduce(0) { $0 + $1.size })
        let count = missing.count == 1 ? "1 package" : "\(missing.count) packages"
        reporter.step("fetch  \(count)  \(size)  \(ElapsedTime(ContinuousClock.now - clock))")
        return found
    }

    /// Where the artifacts are when every one of them is in the cache; nil when one is not. Nothing is downloaded.
    package func cached(_ artifacts: [LockedArtifact]) -> [Digest: FilePath]? {
        var found: [Digest: FilePath] = [:]
        for artifact in artifacts {
            guard let file = cache.find(artifact.digest, size: artifact.size) else { return nil }
            found[artifact.digest] = file
        }
        return found
    }

    private func fetchAll(_ missing: [LockedArtifact], _ reporter: any Reporter) async throws -> [(Digest, FilePath)] {
        try await withThrowingTaskGroup(of: Result<(Digest, FilePath), DownloadError>.self) { group in
            var waiting = missing[...]
            var done: [(Digest, FilePath)] = []
            var absent: [DownloadError] = []
            for artifact in waiting.prefix(limit) { group.addTask { try await fetch(artifact, reporter) } }
            waiting = waiting.dropFirst(limit)
            while let result = try await group.next() {
                switch result {
                case .success(let pair): done.append(pair)
                case .failure(let error): absent.append(error)
                }
                if let artifact = waiting.popFirst() { group.addTask { try await fetch(artifact, reporter) } }
            }
            absent.sort { $0.artifact.name < $1.artifact.name }
            guard var first = absent.first else { return done }
            first.others = absent.dropFirst().map(\.artifact.name)
            throw first
        }
    }

    /// - Returns: the path, or the error when no address has the artifact.
    private func fetch(
        _ artifact: LockedArtifact, _ reporter: any Reporter
    ) async throws -> Result<(Digest, FilePath), DownloadError> {
        guard let locator = locators[artifact.source] else { throw DownloadError(.unknownSource, artifact) }
        let progress = DownloadProgress(artifact, reporter)
        defer { progress.end() }
        do {
            let candidates = try await locator.candidates(for: artifact)
            return .success((artifact.digest, try await download.get(artifact, from: candidates, progress)))
        } catch let error as DownloadError where error.code == .notFound {
            return .failure(error)
        }
    }
}
