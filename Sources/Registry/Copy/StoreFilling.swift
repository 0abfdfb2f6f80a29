import Content
import Diagnostics
import OCI

/// Brings an image from anywhere into a store or a layout on disk: blobs, then the documents that refer to them.
package struct StoreFilling: Sendable {
    private let content: any BlobSource
    private let store: ContentStore
    private let reporter: any Reporter
    private let limit = AdaptiveLimit(6)

    package init(_ store: ContentStore, from content: any BlobSource, reporter: any Reporter = SilentReporter()) {
        self.store = store
        self.content = content
        self.reporter = reporter
    }

    /// Copies everything below a manifest or an index that is not there; names are given by ``ContentStore/tag(_:as:)``.
    /// - Parameter place: what the store is called in the result.
    /// - Throws: ``ContentError`` `.wrongContent`; ``FileError``; what the source throws; `CancellationError`.
    package func copy(_ root: Descriptor, to place: String) async throws -> PushResult {
        let plan = try await PushPlan(root, in: content)
        var result = PushResult(plan, repository: place, tags: [])
        try await withThrowingTaskGroup(of: (Descriptor, BlobOutcome).self) { group in
            for blob in plan.blobs {
                group.addTask { (blob, try await limit.run { try await copy(blob) }) }
            }
            for try await (blob, outcome) in group { result.add(blob, outcome) }
        }
        for document in plan.documents where try !store.contains(document.descriptor) {
            try store.write(document.bytes, expecting: expectation(document.descriptor))
            result.documents.add(document.descriptor.size)
        }
        return result
    }

    /// What ``copy(_:to:)`` would do.
    /// - Parameter layout: what is there already; nil for nothing.
    package static func forecast(
        of root: Descriptor, in content: any BlobSource, over layout: LayoutDirectory?
    ) async throws -> PushForecast {
        let plan = try await PushPlan(root, in: content)
        var forecast = PushForecast(plan)
        for blob in plan.blobs {
            forecast.add(blob, isPresent: try layout?.contains(blob.blob) ?? false)
        }
        return forecast
    }

    /// The result for a place that was written anew, with everything.
    package static func result(of root: Descriptor, in content: any BlobSource, written place: String) async throws -> PushResult {
        let plan = try await PushPlan(root, in: content)
        var result = PushResult(plan, repository: place, tags: [])
        for blob in plan.blobs { result.add(blob, .sent) }
        for document in plan.documents { result.documents.add(document.descriptor.size) }
        return result
    }

    private func copy(_ blob: Descriptor) async throws -> BlobOutcome {
        if try store.contains(blob) { return .present }
        let identifier = "copy \(blob.digest)"
        reporter.report(.started(id: identifier, title: "copy \(blob.digest.short)", total: blob.size))
        defer { reporter.report(.ended(id: identifier)) }
        let stream = try await content.stream(blob)
        var writer = try store.writer(expecting: expectation(blob))
        while let block = try await stream.next() {
            try Task.checkCancellation()
            try writer.write(block.span.bytes)
            reporter.report(.advanced(id: identifier, by: Int64(block.count)))
        }
        _ = try writer.finish()
        return .sent
    }

    private func expectation(_ descriptor: Descriptor) -> BlobExpectation {
        BlobExpectation(digest: descriptor.digest, size: descriptor.size, origin: content.name)
    }
}
