import HTTP
import HTTPTypes

/// A Python package index: each project has a page that links to its files.
/// - Source: PyPA "Simple repository API" (PEP 503 HTML, PEP 691 JSON).
package struct SimpleIndexLocator: ArtifactLocator {
    /// Where files may be listed.
    package enum Place: Hashable, Sendable {
        /// The root of an index, `https://host/simple`, or a directory laid out like one.
        case index(String)
        /// One page, or one directory, with the files of all projects: what pip calls `--find-links`.
        case links(String)
    }

    private let places: [Place]
    private let pages: IndexPages

    /// - Parameter places: asked in this order.
    package init(_ places: [Place], http: HTTPClient, retry: RetryPolicy = RetryPolicy()) {
        self.places = places
        pages = IndexPages(http: http, retry: retry)
    }

    /// The places that list the file, in order.
    /// - Throws: ``DownloadError`` `.notFound` or `.unreachable` when none does.
    package func candidates(for artifact: LockedArtifact) async throws -> [String] {
        var found: [String] = []
        var attempts: [DownloadError.Attempt] = []
        for place in places {
            do {
                let links = try await links(at: place, project: artifact.name)
                let matching = links.addresses(of: artifact.path)
                found += matching
                if matching.isEmpty { attempts.append(.init(links.shown, .absent, "does not list '\(artifact.path)'")) }
            } catch let error as HTTPError {
                attempts.append(.init(error: error))
            }
        }
        guard found.isEmpty else { return found }
        throw DownloadError(artifact, after: attempts)
    }

    private func links(at place: Place, project: String) async throws -> IndexPage {
        switch place {
        case .links(let address):
            if let directory = LocalFile.path(address) { return IndexPage(directory: directory) }
            return try await pages.page(at: address)
        case .index(let address):
            if let directory = LocalFile.path(address) { return IndexPage(directory: directory.appending(project)) }
            return try await pages.page(at: address.droppingTrailingSlashes + "/" + PathEncoding.encode(project) + "/")
        }
    }
}
