/// Feeds a request body to its transfer while the head of the answer is awaited.
enum Uploading {
    /// - Parameter resume: lets a connection that waits for bytes go on.
    static func head(
        of transfer: Transfer, sending body: RequestBody, resume: @escaping @Sendable () -> Void
    ) async throws -> ResponseHead {
        guard case .stream(let source) = body, let upload = transfer.upload else { return try await transfer.inbox.head() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await feed(source, to: upload, resume: resume) }
            let head = try await transfer.inbox.head()
            // An answer that is not a success ends the upload: the server has seen enough.
            if head.status.kind != .successful {
                upload.close()
                group.cancelAll()
            }
            try await group.waitForAll()
            return head
        }
    }

    private static func feed(_ source: any BodySource, to upload: UploadBuffer, resume: @Sendable () -> Void) async {
        do {
            var reader = try await source.makeReader()
            while let block = try await reader.next() {
                try Task.checkCancellation()
                guard !block.isEmpty else { continue }
                let (wantsMore, wasStarved) = await upload.write(block)
                if wasStarved { resume() }
                guard wantsMore else { return }
            }
            if upload.finish() { resume() }
        } catch {
            if upload.finish(error) { resume() }
        }
    }
}
