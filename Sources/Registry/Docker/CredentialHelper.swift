import Diagnostics
import FoundationEssentials
import OCI

/// How a credential helper program is run: its name, its input on standard input, and what it printed; nil when it is not installed.
package typealias CredentialHelperRunner =
    @Sendable (_ program: String, _ arguments: [String], _ input: [UInt8]) async throws -> CredentialHelperOutput?

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

/// A program `docker-credential-NAME`, which keeps credentials for other programs.
/// - Source: the protocol of docker-credential-helpers: `get` and `erase` read the registry's address, `store` reads and `get` prints
///   `{"ServerURL":..,"Username":..,"Secret":..}`.
package struct CredentialHelper: Sendable {
    /// Without `docker-credential-`.
    package let name: String
    private let run: CredentialHelperRunner

    /// In bytes.
    private static let outputLimit = 1 << 20

    package init(_ name: String, run: @escaping CredentialHelperRunner) {
        self.name = name
        self.run = run
    }

    /// The program's name.
    package var program: String { "docker-credential-\(name)" }

    /// What the helper knows of a registry; nil when it says that it knows nothing.
    /// - Throws: ``RegistryError`` `.invalidConfiguration`, `.missingHelper`; what the runner throws.
    package func credentials(for registry: String) async throws -> RegistryCredentials? {
        let action = Action(verb: "get", words: "get the credentials for '\(registry)' from", registry: registry)
        guard let output = try await perform(action, Array(RegistryName.key(registry).utf8)) else { return nil }
        guard let found = try? CanonicalJSON.decode(Entry.self, from: output, limit: Self.outputLimit) else {
            throw failure(action, "it printed something else than credentials")
        }
        if found.username.isEmpty && found.secret.isEmpty { return nil }
        if found.username == "<token>" { return .identityToken(Secret(found.secret)) }
        return .basic(user: found.username, password: Secret(found.secret))
    }

    /// Has the helper keep a user and a password for a registry.
    /// - Throws: as ``credentials(for:)``.
    package func store(user: String, password: Secret<String>, for registry: String) async throws {
        let action = Action(verb: "store", words: "keep the credentials for '\(registry)' in", registry: registry)
        let entry = Entry(server: RegistryName.key(registry), username: user, secret: password.exposed)
        _ = try await perform(action, try CanonicalJSON.encode(entry))
    }

    /// Has the helper forget a registry; one that it does not know is fine.
    /// - Throws: as ``credentials(for:)``.
    package func erase(_ registry: String) async throws {
        let action = Action(verb: "erase", words: "take the credentials for '\(registry)' out of", registry: registry)
        _ = try await perform(action, Array(RegistryName.key(registry).utf8))
    }

    private struct Action {
        let verb: String
        let words: String
        let registry: String
    }

    /// Runs the program to its end; nil when it does not know the registry.
    private func perform(_ action: Action, _ input: [UInt8]) async throws -> [UInt8]? {
        // The name comes from a file and is looked up on PATH: it must not be a path of its own.
        guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) }) else {
            throw failure(action, "'\(name)' is not the name of a helper")
        }
        guard let result = try await run(program, [action.verb], input) else {
            throw RegistryError(
                .missingHelper, "\(action.words) the helper '\(program)'", of: action.registry, reason: "there is no such program on PATH",
                hint: "install it, or take it out of 'credHelpers' and 'credsStore' of docker's config.json")
        }
        if result.status == 0 { return result.output }
        let words = String(decoding: result.output.prefix(400), as: UTF8.self)
        if words.contains("credentials not found") { return nil }
        throw failure(action, RegistryComplaint(Array(words.utf8)).text ?? "it ended with \(result.status)")
    }

    private func failure(_ action: Action, _ reason: String) -> RegistryError {
        RegistryError(.invalidConfiguration, "\(action.words) the helper '\(program)'", of: action.registry, reason: reason)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private struct Entry: Codable {
        var server: String?
        let username: String
        let secret: String

        enum CodingKeys: String, CodingKey {
            case server = "ServerURL"
            case username = "Username"
            case secret = "Secret"
        }
    }
}
