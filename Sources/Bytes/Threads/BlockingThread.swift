import Glibc

/// Runs blocking work (tar, compression, archives) on a thread of its own, so that the shared pool of Swift tasks never waits for it.
package enum BlockingThread {
    /// Runs `work` on a new thread and returns what it returns.
    ///
    /// Cancellation of the calling task is not seen by `work`; give it something to poll if it can be long.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    /// Starts a detached thread; whoever starts it waits for its work by other means.
    package static func start(_ work: @escaping @Sendable () -> Void) {
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
        // No thread to be had (EAGAIN): the work still has to be done, so do it here.
        if status != 0 { box.takeRetainedValue().run() }
    }
}

private final class ThreadBody {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}
