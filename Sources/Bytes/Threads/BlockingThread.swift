import Diagnostics
import Glibc
import Synchronization
import SystemPackage

/// Runs blocking work (tar, compression, archives) on a thread of its own, so that the shared pool of Swift tasks never waits for it.
package enum BlockingThread {
    /// Runs `work` on a new thread and returns what it returns.
    ///
    /// Cancellation of the calling task is not seen by `work`; give it something to poll if it can be long. The thread lets go of `work`
    /// before this returns: what `work` alone held is gone then.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let job = Job(work)
        return try await withCheckedThrowingContinuation { continuation in
            do {
                try start { continuation.resume(with: job.run()) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Starts a detached thread; whoever starts it waits for its work by other means.
    /// - Throws: ``ThreadError`` when the system has no thread to give; `work` is then never run.
    package static func start(_ work: @escaping @Sendable () -> Void) throws(ThreadError) {
        let box = Unmanaged.passRetained(ThreadBody(work))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { argument in
                // SAFETY: the pointer is the retained box handed to this thread alone, just below.
                Unmanaged<ThreadBody>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        guard status == 0 else {
            box.release()
            throw ThreadError(errno: Errno(rawValue: status))
        }
    }
}

/// Work that is done once and forgotten before its result is told: a program that ends on the result must find everything cleaned up.
private final class Job<Result: Sendable>: Sendable {
    private let work: Mutex<(@Sendable () throws -> Result)?>

    init(_ work: @escaping @Sendable () throws -> Result) { self.work = Mutex(work) }

    func run() -> Swift.Result<Result, any Error> {
        let work = self.work.withLock { $0.take() }
        return Swift.Result {
            // Nobody runs a job twice.
            guard let work else { throw CancellationError() }
            return try work()
        }
    }
}

private final class ThreadBody {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}

/// The system has no thread to give.
package struct ThreadError: UserFacingError, Equatable {
    package let errno: Errno

    package init(errno: Errno) { self.errno = errno }

    package var summary: String { "cannot start a thread" }
    package var reason: String? { "\(errno)" }
    package var hint: String? { "raise the limit on processes and threads (ulimit -u, or the container's pids limit)" }
}
