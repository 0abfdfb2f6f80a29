/// The bytes of an answer, as they come.
///
/// Back-pressure: at most ``ResponseInbox/capacity`` bytes wait for the reader, then the connection does. To be read by one
/// task, once. When the last reference goes, an unfinished transfer ends.
package final class ResponseBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    private let transfer: Transfer
    private let driver: TransferDriver

    init(_ transfer: Transfer, _ driver: TransferDriver) {
        self.transfer = transfer
        self.driver = driver
    }

    deinit { driver.cancel(transfer) }

    package func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: ResponseBody

        /// The bytes that came since the last call, never empty; nil at the end.
        /// - Throws: ``HTTPError`` when the body ends too early; `CancellationError`.
        package func next() async throws -> [UInt8]? { try await body.nextBlock() }
    }

    /// Everything that is left.
    /// - Throws: ``HTTPError`` `.tooLarge` beyond `limit` bytes.
    package func collect(limit: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while let block = try await nextBlock() {
            guard all.count + block.count <= limit else {
                throw HTTPError(.tooLarge, transfer.address, message: "more than \(limit) bytes")
            }
            all += block
        }
        return all
    }

    private func nextBlock() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await transfer.inbox.nextBlock { [driver, transfer] in driver.resume(transfer) }
        } onCancel: {
            driver.cancel(transfer)
        }
    }
}
