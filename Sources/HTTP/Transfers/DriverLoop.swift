internal import CCurl
internal import CShims
import Glibc

/// What the driver thread does until it is told to stop.
final class DriverLoop {
    private let multi: MultiHandle
    private let mailbox: DriverMailbox
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    private var isStopping = false

    init(_ multi: MultiHandle, _ mailbox: DriverMailbox) {
        self.multi = multi
        self.mailbox = mailbox
    }

    func run() {
        blockSignals()
        while !isStopping {
            for letter in mailbox.collect() { obey(letter) }
            check(multi.perform())
            while let (easy, result) = multi.nextFinished() { finish(easy, result) }
            let milliseconds = endStalled()
            if !isStopping { check(multi.wait(milliseconds: milliseconds)) }
        }
        for letter in mailbox.close() { if case .start(let transfer) = letter { transfer.inbox.end(.failure(CancellationError())) } }
        for transfer in transfers.values {
            _ = transfer.inbox.end(.failure(CancellationError()))
            finish(transfer.easy.pointer, CURLE_ABORTED_BY_CALLBACK)
        }
    }

    private func obey(_ letter: DriverMailbox.Letter) {
        switch letter {
        case .start(let transfer):
            let status = multi.add(transfer.easy.pointer)
            guard status == CURLM_OK else {
                transfer.inbox.end(.failure(HTTPError(.unusable, transfer.address, message: MultiHandle.words(for: status))))
                transfer.upload?.close()
                return
            }
            transfers[transfer.easy.pointer] = transfer
        case .resume(let transfer):
            if transfers[transfer.easy.pointer] === transfer { transfer.resume() }
        case .cancel(let transfer):
            if transfers[transfer.easy.pointer] === transfer { finish(transfer.easy.pointer, CURLE_ABORTED_BY_CALLBACK) }
        case .stop:
            isStopping = true
        }
    }

    private func finish(_ easy: UnsafeMutableRawPointer, _ result: CURLcode) {
        guard let transfer = transfers.removeValue(forKey: easy) else { return }
        // A handle that was added once can be removed once; there is no other failure.
        _ = multi.remove(easy)
        transfer.end(result)
    }

    /// Ends transfers that have been silent for too long.
    /// - Returns: milliseconds until the next one may have to be ended, at most a second.
    private func endStalled() -> Int {
        guard !transfers.isEmpty else { return 60_000 }
        let now = ContinuousClock.now
        var shortest = Duration.seconds(1)
        for (easy, transfer) in transfers {
            guard let deadline = transfer.stallDeadline else { continue }
            if deadline <= now {
                transfer.stall()
                finish(easy, CURLE_OPERATION_TIMEDOUT)
            } else {
                shortest = min(shortest, now.duration(to: deadline))
            }
        }
        return shortest.milliseconds
    }

    /// A multi handle that does not work any more cannot be mended: its transfers end with libcurl's words.
    private func check(_ status: CURLMcode) {
        guard status != CURLM_OK else { return }
        for (easy, transfer) in transfers {
            _ = transfer.inbox.end(.failure(HTTPError(.unusable, transfer.address, message: MultiHandle.words(for: status))))
            finish(easy, CURLE_ABORTED_BY_CALLBACK)
        }
    }

    /// OpenSSL writes to closed sockets; with SIGPIPE blocked here that is an error of the call, and other signals go to other threads.
    private func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }
}
