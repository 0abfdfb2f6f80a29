import Registry
import Synchronization

/// The registries that base images are in, set up when the first of them is asked: most builds ask none.
final class BaseAccess: Sendable {
    private struct State {
        var access: RegistryAccess?
        var probed: Set<String> = []
    }

    private let make: @Sendable () throws -> RegistryAccess
    private let state = Mutex(State())

    init(_ make: @escaping @Sendable () throws -> RegistryAccess) { self.make = make }

    /// Does something with the client for a registry; an error then says where the credentials came from that were refused.
    func using<Success: Sendable>(_ registry: String, _ work: (RegistryClient) async throws -> Success) async throws -> Success {
        let access = try shared()
        if state.withLock({ $0.probed.insert(registry).inserted }) { try await access.probe(registry) }
        do { return try await work(try access.client(for: registry)) } catch { throw await access.explained(error, for: registry) }
    }

    private func shared() throws -> RegistryAccess {
        try state.withLock { state in
            if let access = state.access { return access }
            let access = try make()
            state.access = access
            return access
        }
    }
}
