import Archive
import Bytes
import Diagnostics
import OCI

/// Reads the layers of an image, each once and none kept, and says where its bytes are.
package struct FileSizeReader: Sendable {
    private let content: any BlobSource
    private let reporter: any Reporter

    package init(_ content: any BlobSource, reporter: any Reporter = SilentReporter()) {
        self.content = content
        self.reporter = reporter
    }

    /// - Parameters:
    ///   - layers: base first.
    ///   - depth: how deep directories are told apart; 1 for those in the root.
    ///   - most: how many files are named.
    /// - Throws: ``ContentError`` `.unsupported` for what is no layer, `.unreadableDocument` for one that cannot be read; what the place of
    ///   the layers throws, also for bytes that are not what their digest says.
    package func read(_ layers: [Descriptor], depth: Int, most: Int) async throws -> FileSizes {
        let wait = AsyncWait()
        return try await withTaskCancellationHandler {
            try await BlockingThread.run {
                var count = FileSizeCount(depth: depth, most: most)
                // From the top, so that what is covered is known when it comes by.
                for (number, layer) in layers.enumerated().reversed() {
                    count.begin(layer: number)
                    try walk(layer, wait) { try count.add($0) }
                    count.endLayer()
                }
                return count.result
            }
        } onCancel: {
            wait.cancel()
        }
    }

    private func walk(_ layer: Descriptor, _ wait: AsyncWait, _ body: (Entry) throws -> Void) throws {
        guard layer.mediaType.isLayer else {
            throw ContentError(.unsupported, "the layer \(layer.digest) is of the unsupported type '\(layer.mediaType)'")
        }
        let identifier = "read \(layer.digest)"
        reporter.report(.started(id: identifier, title: "read \(layer.digest.short)", total: layer.size))
        defer { reporter.report(.ended(id: identifier)) }
        let stream = try wait.wait { [content] in try await content.stream(layer) }
        let next = { [reporter] in
            let block = try wait.wait { try await stream.next() } ?? []
            reporter.report(.advanced(id: identifier, by: Int64(block.count)))
            return block
        }
        do {
            let archive = try ArchiveReader(name: "\(layer.digest)", next: next)
            while let entry = try archive.next() { try body(entry) }
        } catch let error as ArchiveError {
            let reason =
                error.code == .unreadable ? error.reason : [error.summary, error.reason].compactMap(\.self).joined(separator: ": ")
            throw ContentError(.unreadableDocument, "the layer \(layer.digest)", reason: reason)
        }
        // An archive may end before its bytes do; they are right only when all were read.
        while try !next().isEmpty {}
    }
}
