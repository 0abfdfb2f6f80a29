import Content
import FoundationEssentials
import Synchronization
import SystemPackage

/// A store for the time of one verb: what an archive holds while it is read or made. It is gone when nobody holds it any more.
final class ScratchStore: Sendable {
    private let directory: FilePath
    private let made = Mutex<ContentStore?>(nil)

    /// - Parameter parent: where there is room for it; nothing is written before the store is asked for.
    init(in parent: FilePath) {
        directory = parent.appending(".imgship-\(UUID().uuidString.prefix(8).lowercased())")
    }

    deinit {
        let store = made.withLock { $0.take() }
        if store != nil { try? FileManager.default.removeItem(atPath: directory.string) }
    }

    /// The store, made by the first who asks.
    func store() throws -> ContentStore {
        try made.withLock { made in
            if let made { return made }
            let store = try ContentStore.open(directory)
            made = store
            return store
        }
    }
}

extension Context {
    /// A store where the system keeps what is temporary and may be large.
    func scratchStore() -> ScratchStore { ScratchStore(in: FilePath(variable("TMPDIR") ?? "/var/tmp")) }
}
