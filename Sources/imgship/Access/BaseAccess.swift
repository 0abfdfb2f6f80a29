import Registry
import Synchronization

/// The registries that base images are in, set up when the first of them is asked: most builds ask none.
final class BaseAccess: Sendable {
    private let make: @Sendable () throws -> RegistryAccess
    private let access = Mutex<RegistryAccess?>(nil)

    init(_ make: @escaping @Sendable () throws -> RegistryAccess) { self.make = make }

    /// Does something with the client for a registry; an error then says where the credentials came from that were refused.
    func using<Success: Sendable>(_ registry: String, _ work: (RegistryClient) async throws -> Success) async throws -> Success {
        let access = try shared()
        do { return try await work(try await access.client(for: registry)) } catch { throw await access.explained(error, for: registry) }
    }

    private func shared() throws -> RegistryAccess {
        try access.withLock { access in
            if let access { return access }
            let made = try make()
            access = made
            return made
        }
    }
}
