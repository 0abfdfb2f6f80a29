import Diagnostics
import HTTP
import SystemPackage
import TestSupport
import Testing

@Suite struct `TLS` {
    private let directory: TemporaryDirectory
    private var authority: FilePath { directory.path.appending("authority.pem") }

    /// An authority of our own, with a certificate for 127.0.0.1 and one for a client; made by openssl(1).
    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("server.ext", "subjectAltName=IP:127.0.0.1\n")
        try directory.write("client.ext", "extendedKeyUsage=clientAuth\n")
        try openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Test -keyout authority.key -out authority.pem")
        for name in ["server", "client"] {
            try openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name) -keyout \(name).key -out \(name).csr")
            try openssl(
                "x509 -req -days 2 -in \(name).csr -CA authority.pem -CAkey authority.key -CAcreateserial -extfile \(name).ext -out \(name).pem"
            )
        }
    }

    private func openssl(_ arguments: String) throws {
        try Program.output(["openssl"] + arguments.split(separator: " ").map(String.init), directory: directory.path.string)
    }

    private func server(asksForClient: Bool = false, brokenHandshakes: (String, Int)? = nil) throws -> ScriptedServer {
        try ScriptedServer(
            tls: ["server.pem", "server.key"].map(directory.path.appending) + (asksForClient ? [authority] : []),
            brokenHandshakes: brokenHandshakes)
    }

    private func get(_ server: ScriptedServer, _ trust: TLSTrust, _ path: String = "/bytes/10") async throws -> FullResponse {
        try await HTTPClient(HTTPConfiguration(trust: trust)).fetch(Request(.get, WebAddress(server.address(path))))
    }

    @Test func `an unknown authority is refused with a hint`() async throws {
        let server = try server()
        let error = try await #require(throws: HTTPError.self) { try await get(server, TLSTrust()) }
        #expect(error.code == .tls)
        #expect(error.message?.contains("unable to get local issuer certificate") == true)
        #expect(error.hint?.contains("SSL_CERT_FILE") == true)
    }

    @Test func `an authority is trusted as the only one, or as a further one`() async throws {
        let server = try server()
        #expect(try await get(server, TLSTrust(bundle: authority.string)).bytes.count == 10)
        #expect(try await get(server, TLSTrust(extraAuthorities: [authority.string])).bytes.count == 10)
    }

    @Test func `a certificate for another name is refused`() async throws {
        let server = try server()
        let address = server.address("/bytes/1").replacing("127.0.0.1", with: "localhost")
        let client = try HTTPClient(HTTPConfiguration(trust: TLSTrust(bundle: authority.string)))
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(Request(.get, WebAddress(address))) }
        #expect(error?.code == .tls)
    }

    @Test(arguments: ["reset", "close", "reset-late"]) func `a handshake that is broken off is tried again`(how: String) async throws {
        let server = try server(brokenHandshakes: (how, 2))
        let clock = FakeClock()
        // Even for what must not happen twice: nothing was sent.
        let answer = try await clock.policy().run(.onlyIfRefused) {
            try await get(server, TLSTrust(bundle: authority.string), "/connections")
        }
        #expect(answer.text == "3")
        #expect(clock.slept.count == 2)
    }

    @Test func `a handshake that is broken off each time is not put down to certificates`() async throws {
        let server = try server(brokenHandshakes: ("reset", 1))
        let error = try await #require(throws: HTTPError.self) { try await get(server, TLSTrust(bundle: authority.string)) }
        #expect(error.code == .couldNotConnect)
        #expect(error.message == "Recv failure: Connection reset by peer")
        #expect(error.hint?.contains("SSL_CERT_FILE") == false)
    }

    @Test func `a handshake that is refused is not tried again`() async throws {
        let server = try server(brokenHandshakes: ("alert", 1))
        let error = try await #require(throws: HTTPError.self) { try await get(server, TLSTrust(bundle: authority.string)) }
        #expect(error.code == .tls)
        #expect(!RetryPolicy.mayRetry(error, .repeatable))
        // The same, said in plain text: a server that does not speak TLS.
        let plain = try ScriptedServer.shared.get()
        let secure = plain.address("/bytes/1").replacing("http:", with: "https:")
        let other = await #expect(throws: HTTPError.self) { try await HTTPClient().fetch(Request(.get, WebAddress(secure))) }
        #expect(other?.code == .tls)
    }

    @Test func `certificates are not looked at only where that was asked for`() async throws {
        let server = try server()
        #expect(try await get(server, TLSTrust(unverified: .loopback)).bytes.count == 10)
        #expect(!TLSTrustProbe.isVerified("https://127.0.0.1/", .loopback))
        #expect(TLSTrustProbe.isVerified("https://registry.example/", .loopback))
        #expect(TLSTrustProbe.isVerified("https://registry.example/", .named(["other.example"])))
        #expect(!TLSTrustProbe.isVerified("https://registry.example:5000/", .named(["registry.example:5000"])))
        #expect(TLSTrustProbe.isVerified("https://registry.example:5001/", .named(["registry.example:5000"])))
    }

    @Test func `shows a client certificate`() async throws {
        let server = try server(asksForClient: true)
        let stranger = TLSTrust(bundle: authority.string)
        let error = await #expect(throws: HTTPError.self) { try await get(server, stranger) }
        // TLS 1.3: the server refuses after our side of the handshake is done, so it may look like a broken connection.
        #expect(error?.code == .tls || error?.code == .reset)
        let path = directory.path
        var trust = stranger
        trust.clientCertificate = .init(certificate: path.appending("client.pem").string, key: path.appending("client.key").string)
        #expect(try await get(server, trust).bytes.count == 10)
    }

    @Test func `never follows a redirect out of encryption`() async throws {
        let server = try server()
        let error = await #expect(throws: HTTPError.self) {
            try await get(server, TLSTrust(bundle: authority.string), "/redirect/302?to=http://127.0.0.1:1/x")
        }
        #expect(error?.code == .refusedRedirect)
        #expect(error?.message == "to 'http://127.0.0.1:1/x', which is not encrypted")
    }

    @Test func `a bundle that cannot be read is named`() async throws {
        let missing = #expect(throws: HTTPError.self) {
            try HTTPClient(HTTPConfiguration(trust: TLSTrust(extraAuthorities: ["/no/such.pem"])))
        }
        #expect(missing?.code == .invalidConfiguration)
        #expect(missing?.report.contains("/no/such.pem") == true)
        let server = try server()
        let error = await #expect(throws: HTTPError.self) { try await get(server, TLSTrust(bundle: "/no/such.pem")) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message?.contains("/no/such.pem") == true)
    }
}

/// Whether the certificate of an address would be looked at.
private enum TLSTrustProbe {
    static func isVerified(_ address: String, _ hosts: TLSTrust.UnverifiedHosts) -> Bool {
        (try? WebAddress(address)).map { TLSTrust(unverified: hosts).verifies($0) } ?? true
    }
}
