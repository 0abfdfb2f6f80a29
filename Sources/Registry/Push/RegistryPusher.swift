import Content
import Diagnostics
import HTTP
import OCI

/// Pushes images from one place, as the store, to one registry; what one push brought the next need not bring again.
package struct RegistryPusher: Sendable {
    package let client: RegistryClient
    let content: any BlobSource
    let reporter: any Reporter
    let ledger = BlobLedger()

    /// Repositories that are asked to let a blob be mounted; more only cost time.
    static let mountLimit = 3

    package init(_ client: RegistryClient, from content: any BlobSource, reporter: any Reporter = SilentReporter()) {
        self.client = client
        self.content = content
        self.reporter = reporter
    }

    /// Pushes blobs, then manifests, then indexes, then tags, so that what can be seen is whole.
    ///
    /// Several pushes may run at once. A push that ended early is done again as a whole; what arrived is found there.
    /// - Throws: ``RegistryError``; ``ContentError`` when what is pushed is not whole; `CancellationError`.
    package func push(_ request: PushRequest) async throws -> PushResult {
        let plan = try await PushPlan(request.root, in: content)
        var result = PushResult(plan, repository: client.name(of: request.repository), tags: request.tags)
        try await pushBlobs(plan.blobs, request, &result)
        let manifests = ManifestPush(client: client, repository: request.repository)
        for document in plan.documents where document.descriptor.digest != plan.root.digest || request.tags.isEmpty {
            if try await manifests.push(document) { result.documents.add(document.descriptor.size) }
        }
        if let root = plan.documents.last {
            for tag in request.tags where try await manifests.push(root, as: tag) { result.documents.add(root.descriptor.size) }
        }
        await ledger.referenced(plan.blobs.map(\.digest), in: request.repository)
        return result
    }

    private func pushBlobs(_ blobs: [Descriptor], _ request: PushRequest, _ result: inout PushResult) async throws {
        try await withThrowingTaskGroup(of: (Descriptor, BlobOutcome).self) { group in
            for blob in blobs {
                group.addTask { (blob, try await push(blob, request)) }
            }
            for try await (blob, outcome) in group { result.add(blob, outcome) }
        }
    }

    private func push(_ blob: Descriptor, _ request: PushRequest) async throws -> BlobOutcome {
        try await ledger.put(blob.digest, into: request.repository) {
            let known = await ledger.sources(of: blob.digest, for: request.repository)
            let wanted = request.mountSources(of: blob.digest).filter { !known.contains($0) }
            let origin = try content.holds(blob) ? nil : request.origins[blob.digest]
            let upload = BlobUpload(
                client: client, repository: request.repository, blob: blob, content: WholeBlob(source: origin ?? content, blob: blob),
                mountSources: Array((known + wanted).prefix(Self.mountLimit)), reporter: reporter)
            return try await client.uploads.run { try await upload.run() }
        }
    }
}
