import Bytes
import Diagnostics
import FoundationEssentials
import Glibc
import JSON
import OCI
import SystemPackage

/// The file in which imgship keeps what `imgship login` was told: the `auths` of docker's form, for its owner's eyes alone.
package struct LoginStore: CredentialsProvider {
    package let path: FilePath

    /// In bytes.
    private static let limit = 4 << 20

    package init(_ path: FilePath) { self.path = path }

    /// - Throws: ``RegistryError`` `.invalidConfiguration` for a file that others may read, or that is none of the kind; ``FileError``.
    package func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) throws
        -> RegistryCredentials?
    {
        guard try isThere() else { return nil }
        return try DockerConfigFile(path)?.credentials(for: registry, repository: repository)
    }

    /// Keeps a user and a password for a registry, in place of those that were kept. The file changes whole or not at all.
    /// - Throws: as ``credentials(for:repository:insteadOf:)``.
    package func save(user: String, password: Secret<String>, for registry: String) throws {
        var content = try content()
        let auth = Data("\(user):\(password.exposed)".utf8).base64EncodedString()
        content.remove(registry)
        content.auths[registry] = ["auth": .string(auth)]
        try write(content)
    }

    /// Forgets a registry.
    /// - Returns: whether anything was kept for it.
    /// - Throws: as ``credentials(for:repository:insteadOf:)``.
    package func remove(_ registry: String) throws -> Bool {
        guard try isThere() else { return false }
        var content = try content()
        guard content.remove(registry) else { return false }
        try write(content)
        return true
    }

    /// Only what stands in `auths` counts here; what else somebody wrote into an entry stays.
    private struct Content: Codable {
        var auths: [String: JSONObject] = [:]

        @discardableResult
        mutating func remove(_ registry: String) -> Bool {
            let keys = auths.keys.filter { RegistryName.canonical($0) == registry }
            for key in keys { auths[key] = nil }
            return !keys.isEmpty
        }
    }

    private func content() throws -> Content {
        guard try isThere(), let bytes = try FileContent.readIfPresent(path, limit: Self.limit) else { return Content() }
        do { return try CanonicalJSON.decode(Content.self, from: bytes, limit: Self.limit, name: "file") } catch {
            throw RegistryError(.invalidConfiguration, "read the credentials in '\(path)'", of: "", reason: error.reason)
        }
    }

    /// Whether there is a file; one that others may read is refused: whoever could, may have its passwords.
    private func isThere() throws -> Bool {
        var status = stat()
        guard stat(path.string, &status) == 0 else {
            let error = Errno(rawValue: errno)
            if error == .noSuchFileOrDirectory || error == .notDirectory { return false }
            throw FileError("read", path, error)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw RegistryError(
                .invalidConfiguration, "use the credentials in '\(path)'", of: "",
                reason: "others than its owner may read it: its mode is 0\(String(status.st_mode & 0o777, radix: 8))",
                hint: "run `chmod 600 \(path)`, and consider whether somebody has read the passwords in it")
        }
        return true
    }

    private func write(_ content: Content) throws {
        try PrivateFile(path).write(try CanonicalJSON.encode(content) + [UInt8(ascii: "\n")])
    }
}
