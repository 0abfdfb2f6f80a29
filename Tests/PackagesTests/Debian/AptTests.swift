import Diagnostics
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

@Suite struct `Debian versions` {
    /// Judged by `dpkg --compare-versions`, in the other test, and here by deb-version(7) and dpkg's own test suite (t-version.c).
    static let ordered = [
        "0~~", "0~~a", "0~", "0", "0+b1", "1.0~rc1-1", "1.0-1", "1.0-1+b1", "1.0-1.1", "1.0a-1", "1.0+dfsg-1", "1.0.1-1", "1.9-1", "1.10-1",
        "1:0.1-1", "2:0-1",
    ]

    @Test func `are ordered as the manual says`() {
        for (index, text) in Self.ordered.enumerated() {
            for later in Self.ordered[(index + 1)...] {
                #expect(DebianVersion(text) < DebianVersion(later))
                #expect(!(DebianVersion(later) < DebianVersion(text)))
            }
        }
        #expect(DebianVersion("0:1.0-0") == DebianVersion("1.0"))
        #expect(DebianVersion("1.01") == DebianVersion("1.1"))
    }

    @Test func `are ordered as dpkg orders them`() throws {
        for (index, text) in Self.ordered.enumerated() {
            guard index + 1 < Self.ordered.count else { break }
            #expect(try Program.run(["dpkg", "--compare-versions", text, "lt", Self.ordered[index + 1]]).status == 0)
        }
    }

    @Test(arguments: [
        ("b", "a", "1", false), ("a", "a", "1", true), ("a (<< 2)", "a", "1", true), ("a (<< 2)", "a", "2", false),
        ("a (<= 2)", "a", "2", true),
        ("a (>= 1:1)", "a", "9", false), ("a (= 1.0-1)", "a", "1.0-1", true), ("x, a:any (>> 1)", "a", "2", true),
        ("a(<<2)", "a", "1", true),
    ]) func `bound what a package replaces`(field: String, name: String, version: String, expected: Bool) {
        #expect(PackageRelation.list(field).contains { $0.matches(name: name, version: version) } == expected)
    }
}

@Suite struct `Addresses of Debian` {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func addresses(_ release: String = "bookworm", overrides: [String: [String]] = [:]) -> DebianAddresses {
        DebianAddresses(release: release, overrides: overrides, directory: directory.path.string)
    }

    @Test func `come from the one-line format`() throws {
        try directory.write(
            "sources.list",
            """
            # deb http://commented.example/debian bookworm main
            deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian/ bookworm main # comment
            deb-src http://source.example/debian bookworm main
            deb\thttp://mirror.example/security bookworm-security main
            deb cdrom:[Debian]/ bookworm main
            """)
        #expect(addresses().candidates("debian") == ["https://mirror.example/debian"])
        #expect(addresses().candidates("debian-security") == ["http://mirror.example/security"])
    }

    @Test func `come from deb822 files and lists of mirrors`() throws {
        let list = try directory.write("mirrors.txt", "http://one.example/debian\tpriority:1\nhttps://two.example/debian\n")
        try directory.write(
            "sources.list.d/debian.sources",
            """
            Types: deb deb-src
            URIs: mirror+file://\(list.string)
            Suites: bookworm bookworm-updates
            Components: main

            Types: deb
            # a comment
            URIs: http://security.example/debian-security/
            Suites: bookworm-security
            Enabled: yes

            Types: deb
            Enabled: no
            URIs: http://off.example/debian
            Suites: bookworm
            """)
        try directory.write("sources.list.d/old.sources.disabled", "Types: deb\nURIs: http://disabled.example/\nSuites: bookworm\n")
        #expect(addresses().candidates("debian") == ["http://one.example/debian", "https://two.example/debian"])
        #expect(addresses().candidates("debian-security") == ["http://security.example/debian-security"])
    }

    @Test func `of another release serve too, after its own`() throws {
        try directory.write(
            "sources.list", "deb http://new.example/debian trixie main\ndeb http://own.example/debian bookworm-updates main\n")
        #expect(addresses().candidates("debian") == ["http://own.example/debian", "http://new.example/debian"])
    }

    @Test func `are the public ones on a machine of another kind`() throws {
        try directory.write("sources.list", "deb http://archive.example/ubuntu noble main\n")
        #expect(addresses().candidates("debian") == ["http://deb.debian.org/debian"])
        #expect(addresses().candidates("debian-security") == ["http://deb.debian.org/debian-security"])
        #expect(addresses().candidates("pypi").isEmpty)
    }

    @Test func `are the user's where the user gives them`() throws {
        try directory.write("sources.list", "deb http://mirror.example/debian bookworm main\n")
        let given = addresses(overrides: ["debian": ["https://company.example/debian/"]])
        #expect(given.candidates("debian") == ["https://company.example/debian"])
    }
}

@Suite struct `Answers of apt` {
    let sources = [DebianSource.debian: "http://m.example/debian", .security: "http://m.example/debian-security"]
    let digest = String(repeating: "a", count: 64)

    /// The lines as apt 2.6 prints them.
    @Test func `become artifacts with their source and a readable version`() throws {
        let line =
            "'http://m.example/debian-security/pool/updates/main/libx/libxcrypt/libcrypt1_4.4.33-2%2bdeb12u1_amd64.deb' "
            + "libcrypt1_1%3a4.4.33-2+deb12u1_amd64.deb 89464 SHA256:\(digest)"
        let artifact = try AptAnswer(line).artifact(from: sources)
        #expect(artifact.name == "libcrypt1")
        #expect(artifact.version == "1:4.4.33-2+deb12u1")
        #expect(artifact.source == "debian-security")
        #expect(artifact.path == "pool/updates/main/libx/libxcrypt/libcrypt1_4.4.33-2+deb12u1_amd64.deb")
        #expect(artifact.size == 89464)
        #expect(artifact.digest.hex == digest)
    }

    @Test(arguments: [
        "", "x", "'http://m/a.deb' a_1_all.deb 1 MD5Sum:abc", "'http://m/a.deb' a_1_all.deb 1 ", "'http://m/a.deb' a_1_all.deb -1 SHA256:x",
        "' a_1_all.deb 1 SHA256:x", "'http://m/a.deb' a.deb 1 SHA256:x",
        "'http://m/a.deb' a_1_all.deb 1 MD5Sum:" + String(repeating: "a", count: 64),
    ]) func `without a sha256, or of another form, are refused`(line: String) {
        #expect(throws: DebianError.self) { try AptAnswer(line) }
    }

    @Test func `from elsewhere are refused, and show no password`() throws {
        let answer = try AptAnswer("'http://user:secret@other.example/a.deb' a_1_all.deb 1 SHA256:\(digest)")
        #expect(throws: DebianError(.unexpectedAnswer, subject: "http://other.example/a.deb")) { try answer.artifact(from: sources) }
    }

    @Test func `are explained by apt's own errors`() {
        let output = HelperCommand.Output(
            standardOutput: "", standardError: "W: x\nErr:1 http://u:p@m.example/debian bookworm InRelease\nE: Unable to fetch\n",
            status: 100)
        let error = AptFailure.update(output, addresses: ["http://u:p@m.example/debian"], keyring: "/k")
        #expect(error.code == .mirrorFailed)
        #expect(error.subject == "http://m.example/debian")
        #expect(error.reason == "Err:1 http://m.example/debian bookworm InRelease\nE: Unable to fetch")
    }

    @Test func `about signatures say so`() {
        let output = HelperCommand.Output(
            standardOutput: "", standardError: "W: GPG error: http://m NO_PUBKEY 1\nE: x is not signed.\n", status: 100)
        #expect(AptFailure.update(output, addresses: [], keyring: "/k").code == .signatureFailed(keyring: "/k"))
    }

    @Test func `leave hooks and unsigned lists of the machine's settings out`() {
        let settings = AptSettings(
            dump: """
                Acquire "";
                Acquire::http "";
                Acquire::http::Proxy "http://proxy.example:3128";
                Acquire::https::CAInfo "/etc/ssl/company.pem";
                Acquire::AllowInsecureRepositories "1";
                Acquire::Retries "3";
                APT::Update::Post-Invoke:: "touch /x";
                """)
        #expect(
            settings.lines == [
                "Acquire::http \"\";", "Acquire::http::Proxy \"http://proxy.example:3128\";",
                "Acquire::https::CAInfo \"/etc/ssl/company.pem\";", "Acquire::Retries \"3\";",
            ])
    }
}

@Suite struct `A request to apt` {
    @Test func `always has base-files, and keeps what is asked for out of what is provided`() throws {
        let request = try AptRequest(release: "bookworm", packages: ["openssl", "g++=4:12.2.0-3"], platform: .linuxARM64)
        #expect(request.packages == ["openssl", "g++=4:12.2.0-3", "base-files"])
        #expect(!request.provided.contains("openssl"))
        #expect(try request.architecture == "arm64")
    }

    @Test(arguments: ["", "a-", "-y", "a/sid", "^a", "a*", "A", "a b", "a=", "a=1 2", "a;b", "a\"b"])
    func `refuses names that mean something else to apt`(name: String) {
        #expect(throws: DebianError(.invalidName, subject: name)) {
            try AptRequest(release: "bookworm", packages: [name], platform: .linuxAMD64)
        }
    }

    @Test func `refuses a platform Debian is not made for`() {
        #expect(throws: DebianError(.unsupportedPlatform, subject: "windows/amd64")) {
            try AptRequest(release: "bookworm", packages: [], platform: Platform(os: "windows", architecture: "amd64"))
        }
    }
}
