import Configuration
import Diagnostics
import HTTP
import Registry
import Testing

@testable import imgship

@Suite struct `An entry of registries` {
    private func spec(_ host: String, _ entry: String) throws -> RegistrySpec? {
        try ProjectFile.load(text: "version: 1\nproject: p\nregistries: {'\(host)': \(entry)}\n", file: "f").registries[host]
    }

    private func configuration(_ host: String, _ entry: String) throws -> HTTPConfiguration {
        try HTTPConfiguration().adapted(to: spec(host, entry), of: host, in: "/project")
    }

    @Test func `says where the registry is and how it is spoken to`() throws {
        let policy = try RegistryPolicy().adapted(to: spec("a.example", "{address: 'https://b.example/x', upload: chunks, parallel: 2}"))
        #expect(policy.address?.text == "https://b.example/x")
        #expect(policy.upload == .chunks(UploadShape.usualChunk))
        #expect(policy.parallelTransfers == 2)
        #expect(try RegistryPolicy().adapted(to: spec("a.example", "{}")).upload == nil)
    }

    @Test func `gives up encryption only where that is written`() throws {
        let policy = try RegistryPolicy().adapted(to: spec("a.example:5000", "{insecure: true}"))
        guard case .never = policy.encryption else { return #expect(Bool(false), "\(policy.encryption)") }
        let trust = try configuration("a.example:5000", "{insecure: true}").trust
        #expect(trust.verifies(try WebAddress("https://a.example:5000/")) == false)
        #expect(trust.verifies(try WebAddress("https://a.example/")))
        #expect(trust.verifies(try WebAddress("https://b.example:5000/")))
        let moved = try configuration("a.example", "{insecure: true, address: 'https://b.example/x'}").trust
        #expect(moved.verifies(try WebAddress("https://b.example/")) == false)
        #expect(moved.verifies(try WebAddress("https://a.example/")))
        #expect(try spec("a.example", "{insecure: true}")?.warning(for: "a.example")?.summary.contains("'a.example'") == true)
        #expect(try spec("a.example", "{parallel: 3}")?.warning(for: "a.example") == nil)
    }

    @Test func `names files beside the file, for its registry alone`() throws {
        let trust = try configuration("a.example", "{ca: keys/a.pem, client-certificate: {certificate: c.pem, key: /etc/c.key}}").trust
        #expect(trust.extraAuthorities == ["/project/keys/a.pem"])
        #expect(trust.clientCertificate?.certificate == "/project/c.pem")
        #expect(trust.clientCertificate?.key == "/etc/c.key")
        #expect(trust.clientCertificate?.origin == (try WebAddress("https://a.example/").origin))
        #expect(try spec("a.example", "{ca: a.pem}")?.needsOwnConnections == true)
        #expect(try spec("a.example", "{parallel: 3}")?.needsOwnConnections == false)
    }

    @Test func `lists mirrors with the path before their repositories`() throws {
        let mirrors = try spec("docker.io", "{mirrors: [m.example, 'c.example:5000/docker-hub']}")?.mirrors
        #expect(mirrors?.map(\.host) == ["m.example", "c.example:5000"])
        #expect(mirrors?.map(\.path) == ["", "docker-hub"])
    }
}
