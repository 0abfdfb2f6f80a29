import AWS
import Diagnostics
import JSON
import Simulation
import Testing

@testable import Release

@Suite struct `A keeper of secrets` {
    private static let value = "hunter2-\u{e9}\n\"quoted\""

    private static func scene(_ value: String? = nil, _ change: (inout SimulatedSecret) -> Void = { _ in }) throws -> Scene {
        try Scene(
            running: [],
            account: { account in
                guard let value else { return }
                var secret = SimulatedSecret("llm-chat/openai", value: value)
                change(&secret)
                account.secrets = [secret]
            })
    }

    private static func secret(_ keys: Set<String> = []) -> NamedSecret {
        var secret = NamedSecret("llm-chat/openai")
        (secret.services, secret.keys) = (["backend"], keys)
        return secret
    }

    private static func set(_ scene: Scene, _ value: String, key: String? = nil, _ secret: NamedSecret = secret()) async throws
        -> SecretOutcome
    {
        let wish = SecretKeeper.Wish(
            secret, Secret(value), key: key, tags: ["imgship:project": "llm-chat"], known: ["llm-chat/openai"])
        return try await SecretKeeper(SecretsClient(scene.client)).set(wish)
    }

    private static func stored(_ scene: Scene) async throws -> String? {
        try await SecretsClient(scene.client).getSecretValue("llm-chat/openai")?.exposed
    }

    @Test func `makes a secret with the key of the project`() async throws {
        let scene = try Self.scene()
        var wish = SecretKeeper.Wish(Self.secret(), Secret("v"))
        wish.encryptionKey = "arn:aws:kms:eu-central-1:123456789012:key/1"
        _ = try await SecretKeeper(SecretsClient(scene.client)).set(wish)
        #expect(await scene.calls("CreateSecret").first?.parameters["KmsKeyId"]?.string == wish.encryptionKey)
    }

    @Test func `makes a secret with the tags of the project, then gives it new values`() async throws {
        let scene = try Self.scene()
        let made = try await Self.set(scene, Self.value)
        #expect(made.action == .created)
        #expect(try await SecretsClient(scene.client).describeSecret("llm-chat/openai")?.tags == ["imgship:project": "llm-chat"])
        #expect(try await Self.stored(scene) == Self.value)
        let updated = try await Self.set(scene, "other")
        #expect(updated == SecretOutcome(secret: Self.secret(), arn: made.arn, action: .updated))
        #expect(try await Self.stored(scene) == "other")
        #expect(try await Self.set(scene, "other").action == .unchanged)
        #expect(await scene.changes() == ["CreateSecret", "PutSecretValue"])
    }

    @Test func `sets one key and keeps the others as they are`() async throws {
        let scene = try Self.scene(#"{"id": 9007199254740993, "key": "old", "deep": {"a": [1.50, null]}}"#)
        #expect(try await Self.set(scene, Self.value, key: "key").action == .updated)
        let json = try JSONValue(parsing: Array(try await Self.stored(scene)?.utf8 ?? "".utf8), name: "stored")
        let wanted = try JSONValue(
            parsing: Array(#"{"id": 9007199254740993, "key": "hunter2-é\n\"quoted\"", "deep": {"a": [1.5, null]}}"#.utf8), name: "wanted")
        #expect(json == wanted)
        #expect(try await Self.set(scene, Self.value, key: "key").action == .unchanged)
        #expect(await scene.changes() == ["PutSecretValue"])
    }

    @Test func `makes a secret of one key`() async throws {
        let scene = try Self.scene()
        #expect(try await Self.set(scene, "v", key: "key", Self.secret(["key", "other"])).action == .created)
        #expect(try await Self.stored(scene) == #"{"key":"v"}"#)
    }

    @Test(
        arguments: [
            (nil, "", nil, [], .isEmpty), (nil, "text", nil, ["key"], .isNoObject(keys: ["key"])),
            (nil, #"{"other": 1}"#, nil, ["key"], .lacksKeys(["key"])), ("text", "v", "key", ["key"], .holdsNoObject),
            (nil, String(repeating: "é", count: 32_769), nil, [], .isTooLong),
        ] as [(String?, String, String?, Set<String>, SecretError.Code)])
    func `refuses what could not be read`(stored: String?, value: String, key: String?, keys: Set<String>, code: SecretError.Code)
        async throws
    {
        let scene = try Self.scene(stored)
        let error = await #expect(throws: SecretError.self) { _ = try await Self.set(scene, value, key: key, Self.secret(keys)) }
        #expect(error?.code == code)
        #expect(await scene.changes().isEmpty)
        let words = [error?.summary, error?.reason, error?.hint].compactMap(\.self).joined()
        #expect(value.isEmpty || value == "v" || !words.contains(value))
    }

    @Test func `refuses a secret that is being deleted, and a misspelt one`() async throws {
        let dying = try Self.scene("old") { $0.isBeingDeleted = true }
        let error = await #expect(throws: SecretError.self) { _ = try await Self.set(dying, "v") }
        #expect(error?.code == .isBeingDeleted)
        let typo = await #expect(throws: SecretError.self) { _ = try await Self.set(try Self.scene(), "v", NamedSecret("llm-chat/opneai")) }
        #expect(typo?.code == .isMisspelt(near: "llm-chat/openai"))
        let arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:none-AbCdEf"
        let unknown = await #expect(throws: SecretError.self) { _ = try await Self.set(try Self.scene(), "v", NamedSecret(arn)) }
        #expect(unknown?.code == .noSuchARN)
    }

    @Test func `says which permission is missing`() async throws {
        let scene = try Scene(running: []) { call, _ in call.action == "CreateSecret" ? .refuse("AccessDeniedException") : nil }
        let error = await #expect(throws: AWSError.self) { _ = try await Self.set(scene, "hunter2") }
        #expect(error?.hint?.contains(#""Action":"secretsmanager:CreateSecret""#) == true)
        #expect(!"\(String(describing: error))".contains("hunter2"))
    }

    @Test func `knows which services of a file read which keys`() throws {
        let secrets = NamedSecret.all(in: try Flagship.project())
        #expect(secrets.map(\.name) == ["llm-chat/openai"])
        #expect(secrets.first?.services == ["backend"])
    }

    @Test func `needs no permissions but those of the catalogue`() async throws {
        let scene = try Self.scene("{}")
        _ = try await Self.set(scene, "v", key: "k")
        _ = try await Self.set(scene, "v", NamedSecret("another"))
        _ = try await SecretKeeper(SecretsClient(scene.client)).states(of: [Self.secret()])
        let calls = Set(await scene.aws.transcript.filter { $0.service == "secretsmanager" }.map { "\($0.service):\($0.action)" })
        let allowed = Set(PermissionCatalog.all.filter { $0.users.contains(.secret) }.map(\.action))
        #expect(!calls.isEmpty && calls.subtracting(allowed) == [])
    }
}
