import Foundation
import SystemPackage
import TestSupport
import Testing

/// The judge is Debian's docker-registry, which knows the user "user" with the password "secret".
@Suite(.serialized, .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `imgship login` {
    private let registry: DockerRegistry
    private let sample: PushProject

    init() throws {
        registry = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        sample = try PushProject(registry.domain)
    }

    private func login(_ password: String = "secret", _ variables: [String: String] = [:]) throws -> Program.Output {
        try sample.run(["login", registry.domain, "--username", "user", "--password-stdin"], variables, input: password + "\n")
    }

    private var file: String { sample.project.root + "/home/.config/imgship/auth.json" }

    /// A program `docker-credential-test` that keeps one answer in a file, and its directory in PATH.
    private func helper() throws -> [String: String] {
        let script = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$1" >> calls
            case $1 in
            store) cat > kept ;;
            get) cat > asked; test -f kept && cat kept || { echo "credentials not found in native keychain"; exit 1; } ;;
            erase) cat > erased; rm -f kept ;;
            esac
            """
        try sample.project.directory.write("tools/docker-credential-test", script, mode: 0o755)
        try sample.project.directory.write("docker/config.json", "{\"credHelpers\":{\"\(registry.domain)\":\"test\"}}")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": sample.project.root + "/tools:" + path, "DOCKER_CONFIG": sample.project.root + "/docker"]
    }

    @Test func `opens a registry for a push, until logout`() throws {
        #expect(try sample.run(["push", "--tag", "1"]).status == 1)
        #expect(try login().status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try sample.push(["--tag", "1"]).images[0].sent.count > 0)

        #expect(
            try sample.project.output(["logout", registry.domain, "--json"])
                == "{\"registry\":\"\(registry.domain)\",\"removed\":true,\"schema\":1}\n")
        #expect(try sample.run(["push", "--tag", "1"]).status == 1)
        #expect(
            try sample.project.output(["logout", "--json"]).contains("\"removed\":false"), "the project's registry unless one is named")
    }

    @Test func `keeps nothing that the registry does not take`() throws {
        let output = try login("wr0ng-pass")
        #expect(output.status == 1)
        #expect(!FileManager.default.fileExists(atPath: file))
        try expectGolden(sample.anonymous(output), "errors/login with a wrong password.txt")
    }

    /// Runs it at a terminal and types what is asked for.
    private func type(_ answers: [String]) throws -> Program.Output {
        let words = Binary.command(["login", "--verbose"], sample.project.variables)
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        return try Program.run(["python3", script] + words + ["--"] + answers, directory: sample.project.root)
    }

    @Test func `asks at a terminal, and does not show the password`() throws {
        let output = try type(["User for", "user", "Password for user", "secx\u{7f}ret"])
        #expect(output.status == 0)
        #expect(output.text.contains("Password for user: \n"))
        #expect(!output.text.contains("secret") && !output.text.contains("secx"))
        #expect(output.text.hasSuffix("echo: True\n"))
        #expect(try sample.push(["base", "--tag", "1"]).images[0].sent.count > 0)
    }

    @Test func `ends at Ctrl-C, and leaves the terminal as it was`() throws {
        let output = try type(["User for", "user", "Password for user", "^C"])
        #expect(output.status == 130)
        #expect(output.text.hasSuffix("echo: True\n"))
    }

    @Test func `needs a terminal, or the password on standard input`() throws {
        let output = try sample.run(["login", "--username", "user"])
        #expect(output.status == 2)
        try expectGolden(sample.anonymous(output), "errors/login without a password.txt")
        let bad = try sample.run(["login", "https://ghcr.io/team", "--username", "user", "--password-stdin"], input: "secret")
        #expect(bad.status == 2)
        try expectGolden(sample.anonymous(bad), "errors/login to no registry.txt")
    }

    @Test func `takes no part of what cannot be read for the password`() throws {
        let command = Binary.command(["login", registry.domain, "--username", "user", "--password-stdin"], sample.project.variables)
        let output = try Program.run(["sh", "-c", #""$@" </"#, "sh"] + command, directory: sample.project.root)
        #expect(output.status == 1)
        #expect(output.standardError.hasPrefix("error: cannot read 'standard input'"), "\(output.standardError)")
    }

    @Test func `prints a document`() throws {
        let output = try sample.run(["login", "--username", "user", "--password-stdin", "--json"], input: "secret")
        #expect(output.text == "{\"kept\":\"\(file)\",\"registry\":\"\(registry.domain)\",\"schema\":1,\"user\":\"user\"}\n")
    }

    @Test func `has the helper keep it that docker's configuration names`() throws {
        let variables = try helper()
        #expect(try login("secret", variables).status == 0)
        #expect(!FileManager.default.fileExists(atPath: file))
        let kept = String(decoding: try sample.project.directory.read("tools/kept"), as: UTF8.self)
        #expect(kept == #"{"Secret":"secret","ServerURL":"\#(registry.domain)","Username":"user"}"#)
        try sample.project.directory.write("tools/calls", "")
        #expect(try sample.push(["base", "--tag", "1"], variables).images[0].sent.count > 0)
        #expect(String(decoding: try sample.project.directory.read("tools/calls"), as: UTF8.self) == "get\n", "once for all requests")
        #expect(try sample.project.output(["logout", "--json"], variables).contains("\"removed\":true"))
        #expect(String(decoding: try sample.project.directory.read("tools/erased"), as: UTF8.self) == registry.domain)
        #expect(try sample.run(["push", "--tag", "2"], variables).status == 1)
    }

    @Test func `takes nothing out of the helper that was not in it`() throws {
        let variables = try helper()
        #expect(try sample.project.output(["logout", "--json"], variables).contains("\"removed\":false"))
        #expect(String(decoding: try sample.project.directory.read("tools/calls"), as: UTF8.self) == "get\n")
    }

    @Test func `passes over a password that has changed`() throws {
        // What docker's file says comes first, and is refused; then the environment's turn comes.
        let stale = Data("user:old".utf8).base64EncodedString()
        try sample.project.directory.write("home/.docker/config.json", "{\"auths\":{\"\(registry.domain)\":{\"auth\":\"\(stale)\"}}}")
        let refused = try sample.run(["push", "--tag", "1"])
        #expect(refused.status == 1)
        #expect(refused.standardError.contains("the credentials came from '\(sample.project.root)/home/.docker/config.json'"))
        let variables = ["IMGSHIP_REGISTRY_USER": "user", "IMGSHIP_REGISTRY_PASSWORD": "secret"]
        #expect(try sample.push(["--tag", "1"], variables).images[0].sent.count > 0)
    }

    @Test func `shows no secret anywhere`() throws {
        let secrets = ["wr0ng-pass", "s3cret-token", Data("user:wr0ng-pass".utf8).base64EncodedString()]
        var variables = try helper()
        variables["IMGSHIP_REGISTRY_USER"] = "user"
        variables["IMGSHIP_REGISTRY_PASSWORD"] = "wr0ng-pass"
        var printed = ""
        for arguments in [["push", "--tag", "1", "--verbose"], ["push", "--tag", "1", "--dry-run", "--verbose"]] {
            let output = try sample.run(arguments, variables)
            #expect(output.status == 1)
            printed += output.text + output.standardError
        }
        variables["IMGSHIP_REGISTRY_TOKEN"] = "s3cret-token"
        printed += try sample.run(["push", "--tag", "1", "--verbose"], variables).standardError
        let login = try sample.run(
            ["login", registry.domain, "--username", "user", "--password-stdin", "--verbose"], variables, input: "wr0ng-pass")
        printed += login.text + login.standardError
        #expect(printed.contains("error:"))
        for secret in secrets { #expect(!printed.contains(secret)) }
    }
}
