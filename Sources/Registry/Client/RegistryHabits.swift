import Synchronization

/// What a registry has shown of itself, for as long as its client lives: what it once refused is not tried with every blob again.
final class RegistryHabits: Sendable {
    private struct State {
        var shape: UploadShape?
        var hidesBlobs = false
        var wantsLengths = false
    }

    private let state = Mutex(State())

    /// The shape that the registry made us change to; nil while the first choice does.
    var shape: UploadShape? { state.withLock(\.shape) }

    func change(to shape: UploadShape) { state.withLock { $0.shape = shape } }

    /// Whether the registry answers a `HEAD` of a blob with neither yes nor no: `public.ecr.aws` says 401 to each.
    var hidesBlobs: Bool { state.withLock(\.hidesBlobs) }

    func noteHiddenBlobs() { state.withLock { $0.hidesBlobs = true } }

    /// Whether the registry, or what stands in front of it, takes no body whose length is not said beforehand.
    var wantsLengths: Bool { state.withLock(\.wantsLengths) }

    func noteWantedLength() { state.withLock { $0.wantsLengths = true } }
}
