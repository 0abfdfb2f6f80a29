import Diagnostics
import Foundation
import Registry
import SystemPackage
import TestSupport
import Testing

@Suite struct `The file of imgship login` {
    private let directory: TemporaryDirectory
    private let store: LoginStore

    init() throws {
        directory = try TemporaryDirectory()
        store = LoginStore(directory.path.appending("new/imgship/auth.json"))
    }

    private func ask(_ registry: String) throws -> RegistryCredentials? {
        try store.credentials(for: registry, repository: "app", insteadOf: nil)
    }

    private func mode(_ path: FilePath) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `is for its owner's eyes alone`() throws {
        try store.save(user: "u", password: Secret("p:w"), for: "ghcr.io")
        #expect(try mode(store.path) == 0o600)
        #expect(try mode(store.path.removingLastComponent()) == 0o700)
        #expect(try mode(directory.path.appending("new")) == 0o700)
        #expect(try ask("ghcr.io") == .basic(user: "u", password: Secret("p:w")))
        // dTpwOnc= is the base64 of "u:p:w".
        #expect(
            String(decoding: try directory.read("new/imgship/auth.json"), as: UTF8.self) == #"{"auths":{"ghcr.io":{"auth":"dTpwOnc="}}}"#
                + "\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path.appending("new/imgship").string) == ["auth.json"])
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660]) func `is refused when others may read it`(mode: Int) throws {
        try store.save(user: "u", password: Secret("p"), for: "ghcr.io")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: store.path.string)
        for work in [{ _ = try ask("ghcr.io") }, { try store.save(user: "v", password: Secret("q"), for: "quay.io") }] {
            let error = #expect(throws: RegistryError.self) { try work() }
            #expect(error?.code == .invalidConfiguration)
            #expect(error?.hint?.contains("chmod 600 \(store.path)") == true)
        }
    }

    @Test func `keeps what it has of other registries`() throws {
        try directory.write(
            "new/imgship/auth.json",
            #"{"auths":{"https://index.docker.io/v1/":{"auth":"dTpw"},"quay.io":{"identitytoken":"t","email":"e"}}}"#,
            mode: 0o600)
        try store.save(user: "new", password: Secret("pw"), for: "docker.io")
        #expect(try ask("docker.io") == .basic(user: "new", password: Secret("pw")))
        #expect(try ask("quay.io") == .identityToken(Secret("t")))
        #expect(String(decoding: try directory.read("new/imgship/auth.json"), as: UTF8.self).contains("email"))
        #expect(try store.remove("docker.io"))
        #expect(try ask("docker.io") == nil)
        #expect(try !store.remove("docker.io"))
        #expect(try ask("quay.io") != nil)
    }

    @Test func `need not be there`() throws {
        #expect(try ask("ghcr.io") == nil)
        #expect(try !store.remove("ghcr.io"))
        #expect(!FileManager.default.fileExists(atPath: store.path.string))
    }

    @Test(arguments: ["{", "[]", #"{"auths":[]}"#, #"{"auths":{"ghcr.io":"x"}}"#])
    func `is an error, and stays, when it is damaged`(text: String) throws {
        try directory.write("new/imgship/auth.json", text, mode: 0o600)
        let error = #expect(throws: RegistryError.self) { try store.save(user: "u", password: Secret("p"), for: "ghcr.io") }
        #expect(error?.code == .invalidConfiguration)
        #expect(try directory.read("new/imgship/auth.json") == Array(text.utf8))
    }
}
