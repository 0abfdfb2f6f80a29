import Bytes
import Diagnostics
import OCI
import Testing

@testable import Packages

@Suite struct `Addresses of package indexes` {
    private func addresses(_ environment: [String: String] = [:], files: [String: String] = [:]) throws -> [String] {
        let found = try PythonAddresses(environment: environment, home: "/home/u") { files[$0] }
        return found.source.indexes.map(\.exposed) + found.source.links.map { "links " + $0.exposed }
            + [found.certificates].compactMap { $0.map { "cert " + $0 } }
    }

    @Test func `are the public index where nothing is set`() throws {
        #expect(try addresses() == ["https://pypi.org/simple"])
    }

    @Test(arguments: [
        (["UV_DEFAULT_INDEX": "https://a/simple/"], ["https://a/simple"]), (["UV_DEFAULT_INDEX": "name=https://a/s"], ["https://a/s"]),
        (["UV_INDEX_URL": "https://a/s", "PIP_INDEX_URL": "https://b/s"], ["https://a/s"]),
        (["UV_INDEX": "x=https://a/s https://b/s"], ["https://a/s", "https://b/s", "https://pypi.org/simple"]),
        (
            ["PIP_INDEX_URL": "https://b/s", "PIP_EXTRA_INDEX_URL": "https://c/s\nhttps://d/s"],
            ["https://c/s", "https://d/s", "https://b/s"]
        ),
        (["PIP_FIND_LINKS": "/opt/wheels", "PIP_CERT": "/c.pem"], ["https://pypi.org/simple", "links file:///opt/wheels", "cert /c.pem"]),
        (
            ["UV_FIND_LINKS": "/w,https://x/y", "SSL_CERT_FILE": "/s.pem", "PIP_CERT": "/c.pem"],
            ["https://pypi.org/simple", "links file:///w", "links https://x/y", "cert /s.pem"]
        ),
        (["PIP_INDEX_URL": ""], ["https://pypi.org/simple"]),
    ])
    func `come from the environment`(environment: [String: String], expected: [String]) throws {
        #expect(try addresses(environment) == expected)
    }

    @Test func `come from pip's files, the user's over the system's`() throws {
        let files = [
            "/etc/pip.conf": "[global]\nindex-url = https://system/s\ncert: /etc/ca.pem\n",
            "/home/u/.config/pip/pip.conf":
                "# mine\n[global]\nindex_url=https://user/s\nextra-index-url =\n    https://one/s\n    https://two/s\n[list]\nindex-url = x\n",
        ]
        #expect(try addresses(files: files) == ["https://one/s", "https://two/s", "https://user/s", "cert /etc/ca.pem"])
        #expect(try addresses(["PIP_CONFIG_FILE": "/dev/null"], files: files) == ["https://pypi.org/simple"])
        #expect(try addresses(["PIP_CONFIG_FILE": "/my.conf"], files: ["/my.conf": "[global]\nindex-url=https://m/s"]) == ["https://m/s"])
    }

    @Test func `come from uv's files before pip's`() throws {
        let files = [
            "/home/u/.config/uv/uv.toml":
                "[[index]]\nname = 'a'\nurl = 'https://a/s'\n[[index]]\nurl = 'https://b/s'\ndefault = true\n[[index]]\nurl='https://c/s'\nexplicit = true",
            "/etc/uv/uv.toml": "index-url = 'https://system/s'\n[pip]\nfind-links = ['/w']",
            "/etc/pip.conf": "[global]\nindex-url = https://pip/s",
        ]
        #expect(try addresses(files: files) == ["https://a/s", "https://b/s", "links file:///w"])
        #expect(try addresses(["UV_NO_CONFIG": "1"], files: files) == ["https://pip/s"])
    }

    @Test func `are not taken from elsewhere when a file cannot be read or understood`() throws {
        let denied = FileError("read", "/etc/pip.conf", .permissionDenied)
        #expect(throws: denied) {
            try PythonAddresses(environment: [:], home: nil) { if $0 == "/etc/pip.conf" { throw denied } else { nil } }
        }
        let error = try #require(throws: PythonError.self) { try addresses(files: ["/etc/uv/uv.toml": "index-url = "]) }
        #expect(error.subject == "/etc/uv/uv.toml")
        #expect(error.exitCode == .usage)
    }

    @Test(arguments: [
        ("https://user:secret@host:8080/simple", "https://host:8080/simple"), ("https://host/a@b/", "https://host/a@b"),
        ("/w", "file:///w"),
    ])
    func `are shown without passwords`(written: String, shown: String) {
        #expect("\(IndexAddress(written))" == shown)
    }
}
