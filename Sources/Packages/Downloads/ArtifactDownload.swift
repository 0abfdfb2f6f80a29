import Bytes
import HTTP
import HTTPTypes
import OCI
import SystemPackage

/// Downloads one artifact from the first address that has it.
struct ArtifactDownload: Sendable {
    let cache: DownloadCache
    let http: HTTPClient
    let retry: RetryPolicy

    /// - Throws: ``DownloadError`` that tells what each address answered; ``FileError``; `CancellationError`.
    func get(_ artifact: LockedArtifact, from candidates: [String], _ progress: DownloadProgress) async throws -> FilePath {
        var attempts: [DownloadError.Attempt] = []
        for candidate in candidates {
            do {
                return try await get(artifact, from: candidate, progress)
            } catch let error as HTTPError {
                attempts.append(.init(error: error))
            } catch let error as ContentMismatch {
                attempts.append(.init(Self.shown(candidate), .wrongContent, "\(error)"))
            } catch let error as FileError where LocalFile.path(candidate) == error.path {
                attempts.append(.init(error.path.string, error.errno == .noSuchFileOrDirectory ? .absent : .unreachable, "\(error.errno)"))
            }
            progress.restart()
        }
        throw DownloadError(artifact, after: attempts)
    }

    private func get(_ artifact: LockedArtifact, from candidate: String, _ progress: DownloadProgress) async throws -> FilePath {
        if let path = LocalFile.path(candidate) { return try await copy(artifact, from: path, progress) }
        let request = Request(.get, try WebAddress(candidate))
        return try await retry.run(willRetry: { error, delay in
            progress.restart()
            progress.note("\(artifact.name): \(request.address): \(error.inShort); trying again in \(delay)")
        }) {
            try await attempt(artifact, request, progress)
        }
    }

    private func attempt(_ artifact: LockedArtifact, _ request: Request, _ progress: DownloadProgress) async throws -> FilePath {
        let response = try await http.send(request)
        guard response.head.status.code == 200 else { throw response.head.error() }
        if let length = response.head.contentLength, length != artifact.size {
            throw ContentMismatch.size(expected: artifact.size, got: length)
        }
        var writer = try cache.write(artifact.digest, size: artifact.size)
        for try await block in response.body {
            try writer.write(block)
            progress.advance(by: block.count)
        }
        return try await writer.finish()
    }

    private func copy(_ artifact: LockedArtifact, from path: FilePath, _ progress: DownloadProgress) async throws -> FilePath {
        var writer = try cache.write(artifact.digest, size: artifact.size)
        let descriptor = try FileError.wrap("read", path) { try FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) }
        defer { try? descriptor.close() }
        while case let block = try FileError.wrap("read", path, { try FileHash.readBlock(descriptor) }), !block.isEmpty {
            try Task.checkCancellation()
            try writer.write(block)
            progress.advance(by: block.count)
        }
        return try await writer.finish()
    }

    /// The address as it may be shown.
    private static func shown(_ candidate: String) -> String {
        if let path = LocalFile.path(candidate) { return path.string }
        return (try? WebAddress(candidate)).map(\.description) ?? "(an address that is not one)"
    }
}

extension DownloadError.Attempt {
    /// The attempt that ended with this error.
    init(error: HTTPError) {
        let isAbsent = error.code == .status(404) || error.code == .status(410)
        self.init(error.address, isAbsent ? .absent : .unreachable, error.inShort)
    }
}
