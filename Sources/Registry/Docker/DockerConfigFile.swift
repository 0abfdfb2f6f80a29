import Bytes
import Diagnostics
import FoundationEssentials
import OCI
import SystemPackage

/// The part about credentials of docker's `config.json` or podman's `auth.json`.
/// - Source: docker's "docker login", "Credential helpers"; containers-auth.json(5).
struct DockerConfigFile: Sendable {
    let path: FilePath
    private let entries: [String: Entry]
    private let helpers: [String: String]
    private let store: String?

    /// In bytes.
    private static let limit = 4 << 20

    /// Nil when there is no such file.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a file that is none of the kind; ``FileError``.
    init?(_ path: FilePath) throws {
        guard let bytes = try FileContent.readIfPresent(path, limit: Self.limit) else { return nil }
        let content: Content
        do { content = try CanonicalJSON.decode(Content.self, from: bytes, limit: Self.limit, name: "file") } catch {
            throw RegistryError(.invalidConfiguration, "read the credentials in '\(path)'", of: "", reason: error.reason)
        }
        self.path = path
        // Of several spellings of one registry the first in order wins, so that the choice never changes.
        entries = Dictionary((content.auths ?? [:]).sorted { $0.key < $1.key }.map { (RegistryName.canonical($0.key), $0.value) }) { a, _ in
            a
        }
        helpers = Dictionary((content.credHelpers ?? [:]).sorted { $0.key < $1.key }.map { (RegistryName.canonical($0.key), $0.value) }) {
            a, _ in
            a
        }
        store = content.credsStore.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The helper program's short name that is for this registry alone.
    func helper(for registry: String) -> String? { helpers[registry] }
    /// The helper program's short name that is for all others.
    var generalHelper: String? { store }

    /// The credentials in the file itself: of the longest entry that is the repository, a namespace above it, or the registry.
    /// - Throws: ``RegistryError`` `.invalidConfiguration` for an entry that cannot be read.
    func credentials(for registry: String, repository: String) throws -> RegistryCredentials? {
        var parts = repository.split(separator: "/").map(String.init)
        while true {
            let key = ([registry] + parts).joined(separator: "/")
            if let entry = entries[key], let found = try credentials(in: entry, key) { return found }
            if parts.popLast() == nil { return nil }
        }
    }

    private func credentials(in entry: Entry, _ key: String) throws -> RegistryCredentials? {
        if let token = entry.registryToken, !token.isEmpty { return .registryToken(Secret(token)) }
        if let token = entry.identityToken, !token.isEmpty { return .identityToken(Secret(token)) }
        if let user = entry.username, let password = entry.password, !user.isEmpty { return .basic(user: user, password: Secret(password)) }
        guard let auth = entry.auth, !auth.isEmpty else { return nil }
        // Docker pads passwords with zero bytes.
        let decoded = Data(base64Encoded: auth).map { String(decoding: $0, as: UTF8.self) }
        let halves = decoded?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let halves, halves.count == 2 else {
            throw RegistryError(
                .invalidConfiguration, "read the credentials for '\(key)' in '\(path)'", of: key,
                reason: "its 'auth' is not the base64 of user:password", hint: "run `imgship login \(key)` again")
        }
        return .basic(user: String(halves[0]), password: Secret(String(halves[1].prefix { $0 != "\0" })))
    }

    private struct Content: Decodable {
        let auths: [String: Entry]?
        let credHelpers: [String: String]?
        let credsStore: String?
    }

    private struct Entry: Decodable {
        let auth: String?
        let username: String?
        let password: String?
        let identityToken: String?
        let registryToken: String?

        enum CodingKeys: String, CodingKey {
            case auth, username, password
            case identityToken = "identitytoken"
            case registryToken = "registrytoken"
        }
    }
}
