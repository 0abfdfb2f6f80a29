import Foundation
import TestSupport
import Testing

/// moto plays AWS over real HTTP.
@Suite(.serialized, .enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"))
struct `imgship secret` {
    private let moto: MotoServer
    private let project: SampleProject
    private let variables: [String: String]
    private static let value = "hunter2-s3cret"

    init() throws {
        moto = try MotoServer()
        variables = [
            "AWS_ENDPOINT_URL": moto.address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example-key",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
        ]
        project = try SampleProject(
            SampleProject.files + """
                services:
                  web:
                    image: files
                    secrets: {OPENAI_API_KEY: "secret:sample/openai#key", DATABASE: "secret:sample/database"}
                  worker: {image: files, secrets: {OPENAI_API_KEY: "secret:sample/openai#key"}}

                """)
    }

    private func set(_ arguments: [String], _ value: String = Self.value + "\n") throws -> Program.Output {
        let words = Binary.command(["secret", "set"] + arguments, project.variables.merging(variables) { $1 })
        let output = try Program.run(words, input: Array(value.utf8), directory: project.root)
        expectNoValue(in: output)
        return output
    }

    private func expectNoValue(in output: Program.Output, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(!(output.text + output.standardError).contains(Self.value), sourceLocation: sourceLocation)
    }

    private func python(_ script: String) throws -> String {
        let head = "import boto3, json\nsecrets = boto3.client('secretsmanager')\n"
        return try Program.output([PythonTools.moto ?? "", "-c", head + script], environment: variables)
            .trimmingCharacters(in: .newlines)
    }

    @Test func `set makes a secret with tags, then changes one key and keeps the others`() throws {
        let made = try set(["sample/openai", "--key", "key", "--verbose"])
        #expect(made.status == 0, "\(made.standardError)")
        #expect(made.text.hasPrefix("arn:aws:secretsmanager:us-east-1:123456789012:secret:sample/openai-"))
        #expect(made.standardError.contains("secret key 'key' of sample/openai: created; read by web, worker"))
        #expect(
            try python("d = secrets.describe_secret(SecretId='sample/openai')\nprint(d['Tags'])")
                == "[{'Key': 'imgship:project', 'Value': 'sample'}]")
        _ = try python("secrets.put_secret_value(SecretId='sample/openai', SecretString=json.dumps({'key': 'old', 'org': 7}))")
        let changed = try set(["sample/openai", "--key", "key", "--json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(changed.text.utf8)) as? [String: Any])
        #expect(document["action"] as? String == "updated")
        #expect(changed.standardError.contains("tasks that run see it after `imgship release web worker --refresh`"))
        #expect(
            try python("print(json.loads(secrets.get_secret_value(SecretId='sample/openai')['SecretString']))")
                == "{'key': '\(Self.value)', 'org': 7}")
    }

    @Test func `set takes all of standard input but for one line feed`() throws {
        let text = "-----BEGIN\n\(Self.value)\n-----END\n"
        #expect(try set(["sample/database"], text + "\n").status == 0)
        #expect(
            try python("print(repr(secrets.get_secret_value(SecretId='sample/database')['SecretString']))")
                == "'\(text.replacingOccurrences(of: "\n", with: "\\n"))'")
    }

    @Test func `set asks at a terminal, and shows nothing of what is typed`() throws {
        let words = Binary.command(
            ["secret", "set", "sample/database", "--verbose"], project.variables.merging(variables) { $1 })
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        let output = try Program.run(
            ["python3", script] + words + ["--", "Value of sample/database: ", Self.value], directory: project.root)
        #expect(output.status == 0, "\(output.text)")
        #expect(!output.text.contains(Self.value))
        #expect(output.text.hasSuffix("echo: True\n"))
        #expect(try python("print(secrets.get_secret_value(SecretId='sample/database')['SecretString'])") == Self.value)
    }

    /// While the program waits for the rest of its input it is seen by others.
    @Test func `set has the value neither among its arguments nor in its environment`() throws {
        let words = Binary.command(["secret", "set", "sample/database"], project.variables.merging(variables) { $1 })
        let script = """
            import os, subprocess, sys
            process = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            process.stdin.write(sys.argv[1][::-1].encode())
            process.stdin.flush()
            read = lambda name: open(f"/proc/{process.pid}/{name}", "rb").read()
            # Until `env` has become the program.
            while process.poll() is None and not read("cmdline").split(bytes(1))[0].endswith(b"imgship"): pass
            seen = read("cmdline") + read("environ")
            output, _ = process.communicate()
            sys.stdout.buffer.write(output)
            sys.exit(1 if sys.argv[1][::-1].encode() in seen + output or b"secret" not in seen else process.returncode)
            """
        let output = try Program.run(
            ["python3", "-c", script, String(Self.value.reversed())] + words, directory: project.root)
        #expect(output.status == 0, "\(output.text)\(output.standardError)")
        #expect(try python("print(secrets.get_secret_value(SecretId='sample/database')['SecretString'])") == Self.value)
    }

    @Test func `set refuses what services could not read, and says what to do`() throws {
        try expectGolden(try set(["sample/openai"]).standardError, "errors/secret that is no JSON.txt")
        try expectGolden(try set(["sample/openai"], "{\"kye\": \"\(Self.value)\"}").standardError, "errors/secret without a key.txt")
        try expectGolden(try set(["sample/opneai"]).standardError, "errors/secret that is misspelt.txt")
        try expectGolden(try set(["sample/database"], "").standardError, "errors/secret without a value.txt")
        try expectGolden(try set(["sample/database"], "\u{0}\(Self.value)").standardError, "errors/secret that is no text.txt")
        _ = try python("secrets.create_secret(Name='sample/database', SecretString='x')\nsecrets.delete_secret(SecretId='sample/database')")
        try expectGolden(try set(["sample/database"]).standardError, "errors/secret that is being deleted.txt")
        _ = try python("secrets.create_secret(Name='sample/openai', SecretString='x')")
        try expectGolden(try set(["sample/openai", "--key", "key"]).standardError, "errors/secret that holds no JSON.txt")
    }

    @Test func `list tells what is there, who reads it, and what is missing`() throws {
        #expect(try set(["sample/openai", "--key", "key"]).status == 0)
        let table = try project.output(["secret", "list"], variables).split(separator: "\n").map(String.init)
        #expect(table.count == 3)
        #expect(table[0].split(separator: " ") == ["SECRET", "CHANGED", "READ", "BY", "ARN"])
        #expect(table[1].hasPrefix("sample/database  missing ") && table[1].contains("imgship secret set sample/database"))
        #expect(table[2].contains(" ago ") && table[2].contains("web, worker") && table[2].contains(":secret:sample/openai-"))
        let text = try project.output(["secret", "list", "--json"], variables)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let secrets = try #require(document["secrets"] as? [[String: Any]])
        #expect(secrets.map { $0["exists"] as? Bool } == [false, true])
        #expect(secrets[1].keys.sorted() == ["arn", "changedAt", "deleting", "exists", "keys", "name", "services"])
        #expect(!text.contains(Self.value))
    }

    @Test func `completes the names of the file`() throws {
        let output = try project.run(["---completion", "secret", "set", "--", "positional@0", "3", "0", "imgship", "secret", "set", ""])
        #expect(output.text.split(separator: "\n") == ["sample/database", "sample/openai"], "\(output.standardError)")
    }
}
