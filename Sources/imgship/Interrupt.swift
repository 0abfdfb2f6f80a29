import Dispatch
import Glibc

/// Turns Ctrl-C, and being asked to end, into the cancelling of work that has things to put in order first.
enum Interrupt {
    private static let signals = [SIGINT, SIGTERM]

    /// Does the work; the first signal cancels it, the second ends the program at once.
    ///
    /// Work that has been cancelled throws `CancellationError`, and the program then ends with 130.
    /// - Parameter goesOn: asked first, with the signal's number: whether the work goes on as if it had not come.
    static func cancels<Success: Sendable>(
        unless goesOn: @escaping @Sendable (Int32) -> Bool = { _ in false }, _ work: @escaping @Sendable () async throws -> Success
    ) async throws -> Success {
        let task = Task { try await work() }
        let sources = signals.map { number in
            // A source only looks on: what the signal does by itself has to be turned off.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if goesOn(number) { return }
                task.cancel()
                restore()
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            restore()
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private static func restore() {
        for number in signals { signal(number, SIG_DFL) }
    }
}
