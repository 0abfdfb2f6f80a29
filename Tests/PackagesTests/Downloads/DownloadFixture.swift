import Bytes
import Diagnostics
import Foundation
import HTTP
import OCI
import Packages
import Synchronization
import SystemPackage
import TestSupport

/// A cache, a folder served over HTTP, and a fetcher that waits for nobody.
final class DownloadFixture: Sendable {
    let directory: TemporaryDirectory
    let server: ScriptedServer
    let http: HTTPClient
    let cache: DownloadCache
    let retry: RetryPolicy
    let reporter = RecordingReporter()
    private let waits: WaitCount

    var waited: Int { waits.count.withLock(\.self) }

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("served/readme", "")
        server = try ScriptedServer(root: directory.path.appending("served"))
        http = try HTTPClient()
        cache = try DownloadCache(directory.path.appending("cache"))
        let waits = WaitCount()
        var retry = RetryPolicy()
        retry.clock = RetryClock(sleep: { _ in waits.count.withLock { $0 += 1 } }, random: { 0 }, secondsSince1970: { 0 })
        (self.waits, self.retry) = (waits, retry)
    }

    /// Puts a file on the server, and says what a lock says of it.
    func serve(_ path: String, _ text: String, source: String = "main", name: String? = nil) throws -> LockedArtifact {
        try directory.write("served/\(path)", text)
        return Self.artifact(path, text, source: source, name: name)
    }

    static func artifact(_ path: String, _ text: String, source: String = "main", name: String? = nil) -> LockedArtifact {
        LockedArtifact(
            name: name ?? String(path.split(separator: "/").last ?? ""), version: "1.0", source: source, path: path,
            size: Int64(text.utf8.count), digest: Digest(of: Array(text.utf8)))
    }

    func fetcher(_ locators: [String: any ArtifactLocator]) -> ArtifactFetcher {
        ArtifactFetcher(cache: cache, locators: locators, http: http, retry: retry)
    }

    /// One source, `main`, with these bases.
    func fetcher(_ bases: [String]) -> ArtifactFetcher { fetcher(["main": StaticLocator(bases)]) }

    var base: String { server.address("/file") }

    /// The paths that the server was asked for and that hold the word.
    func asked(for word: String) async throws -> [String] {
        struct Entry: Decodable { var path: String }
        let response = try await http.fetch(Request(.get, WebAddress(server.address("/log/\(word)"))))
        return try JSONDecoder().decode([Entry].self, from: Data(response.bytes)).map(\.path)
    }

    /// Every file of the cache, relative to its root.
    func cached() -> [String] {
        let root = cache.root.string
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isDirectory) && !isDirectory.boolValue
        }.sorted()
    }
}

final class WaitCount: Sendable {
    let count = Mutex(0)
}

/// Keeps what it is told.
final class RecordingReporter: Reporter {
    private let kept = Mutex<[ProgressEvent]>([])
    var events: [ProgressEvent] { kept.withLock(\.self) }

    func report(_ event: ProgressEvent) { kept.withLock { $0.append(event) } }

    /// The sum of all that was told to be done, in bytes.
    var advanced: Int64 {
        events.reduce(0) { sum, event in if case .advanced(_, let count) = event { sum + count } else { sum } }
    }
}
