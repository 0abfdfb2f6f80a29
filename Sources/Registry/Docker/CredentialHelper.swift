import Diagnostics
import OCI

/// How a credential helper program is run: its name, its input on standard input, and what it printed.
package typealias CredentialHelperRunner =
    @Sendable (_ program: String, _ arguments: [String], _ input: [UInt8]) async throws ->
    CredentialHelperOutput

/// What a credential helper program left.
package struct CredentialHelperOutput: Sendable {
    package let status: Int32
    /// Standard output: holds a secret.
    package let output: [UInt8]

    package init(status: Int32, output: [UInt8]) {
        self.status = status
        self.output = output
    }
}

/// A program `docker-credential-NAME`.
/// - Source: the protocol of docker-credential-helpers: `get` reads the registry's address and prints `{"Username":..,"Secret":..}`.
struct CredentialHelper: Sendable {
    /// Without `docker-credential-`.
    let name: String
    let run: CredentialHelperRunner

    /// In bytes.
    private static let outputLimit = 1 << 20

    /// What the helper knows of a registry; nil when it says that it knows nothing.
    /// - Throws: ``RegistryError`` `.invalidConfiguration`; what the runner throws.
    func credentials(for registry: String) async throws -> RegistryCredentials? {
        // The name comes from a file and is looked up on PATH: it must not be a path of its own.
        guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) }) else {
            throw failure(registry, "'\(name)' is not the name of a helper")
        }
        let address = registry == ImageReference.defaultDomain ? "https://index.docker.io/v1/" : registry
        let result = try await run("docker-credential-\(name)", ["get"], Array(address.utf8))
        guard result.status == 0 else {
            let words = String(decoding: result.output.prefix(400), as: UTF8.self)
            if words.contains("credentials not found") { return nil }
            throw failure(registry, RegistryComplaint(Array(words.utf8)).text ?? "it ended with \(result.status)")
        }
        guard let found = try? CanonicalJSON.decode(Output.self, from: result.output, limit: Self.outputLimit) else {
            throw failure(registry, "it printed something else than credentials")
        }
        if found.username.isEmpty && found.secret.isEmpty { return nil }
        if found.username == "<token>" { return .identityToken(Secret(found.secret)) }
        return .basic(user: found.username, password: Secret(found.secret))
    }

    private func failure(_ registry: String, _ reason: String) -> RegistryError {
        RegistryError(
            .invalidConfiguration, "get the credentials for '\(registry)' from the helper 'docker-credential-\(name)'", of: registry,
            reason: reason)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private struct Output: Decodable {
        let username: String
        let secret: String

        enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }
}
