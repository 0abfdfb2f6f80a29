import Bytes

/// Runs transfers on one thread of its own, which ends with this object.
final class TransferDriver: Sendable {
    private let mailbox: DriverMailbox

    init() throws {
        let multi = try MultiHandle()
        let mailbox = DriverMailbox(multi)
        self.mailbox = mailbox
        try BlockingThread.start { DriverLoop(multi, mailbox).run() }
    }

    deinit { mailbox.post(.stop) }

    func start(_ transfer: Transfer) {
        if !mailbox.post(.start(transfer)) {
            transfer.inbox.end(.failure(HTTPError(.unusable, transfer.address, message: "the client was closed")))
        }
    }

    /// Lets a transfer go on that waited for its reader or its source.
    func resume(_ transfer: Transfer) { mailbox.post(.resume(transfer)) }

    /// Ends a transfer that nobody waits for any more; one that has ended is left alone.
    func cancel(_ transfer: Transfer) {
        guard transfer.inbox.end(.failure(CancellationError())) else { return }
        transfer.upload?.close()
        mailbox.post(.cancel(transfer))
    }
}
