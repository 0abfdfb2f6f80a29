import Build
import Content
import Diagnostics
import OCI
import Registry
import Synchronization

/// Sends layers to a registry while they are made.
///
/// A layer that does not arrive is no failure: the push that follows sends it, and says what is wrong.
final class LayerStreams: LayerObserver {
    /// Where a layer goes.
    struct Place: Sendable {
        let pusher: RegistryPusher
        let repository: String
    }

    private struct State {
        var tasks: [Task<Void, Never>] = []
        var isCancelled = false
    }

    /// By the key of the layer; one that is in none stays.
    private let places: [Digest: Place]
    private let reporter: any Reporter
    private let state = Mutex(State())

    init(_ places: [Digest: Place], reporter: any Reporter) {
        self.places = places
        self.reporter = reporter
    }

    func started(_ layer: LayerPlan, _ blob: GrowingBlob) {
        guard let place = places[layer.key] else { return }
        state.withLock { state in
            if !state.isCancelled { state.tasks.append(Task { await send(layer, blob, place) }) }
        }
    }

    /// Runs a build that tells this of its layers, and returns once each of them has arrived or failed.
    ///
    /// When the build fails, or is cancelled, nothing is on its way any more.
    func following<Success: Sendable>(_ build: () async throws -> Success) async throws -> Success {
        do {
            return try await withTaskCancellationHandler {
                let result = try await build()
                await wait()
                try Task.checkCancellation()
                return result
            } onCancel: {
                cancel()
            }
        } catch {
            cancel()
            await wait()
            throw error
        }
    }

    private func send(_ layer: LayerPlan, _ blob: GrowingBlob, _ place: Place) async {
        let what = "\(layer.origin) to \(place.pusher.client.name(of: place.repository))"
        do {
            let outcome = try await place.pusher.push(blob, layer.origin, to: place.repository)
            reporter.detail("early  \(what): \(outcome)")
        } catch let error as any UserFacingError {
            reporter.detail("early  \(what): not yet, \(error.summary)\(error.reason.map { ": \($0)" } ?? "")")
        } catch {
            // Given up, since the layer or all of the build was: who did that says why.
        }
    }

    private func cancel() {
        let tasks = state.withLock { state in
            state.isCancelled = true
            return state.tasks
        }
        for task in tasks { task.cancel() }
    }

    private func wait() async {
        for task in state.withLock({ $0.tasks }) { await task.value }
    }
}
