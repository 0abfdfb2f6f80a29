import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `The command line` {
    let project: SampleProject

    init() throws { project = try SampleProject() }

    static let verbs = [
        [], ["lock"], ["build"], ["push"], ["export"], ["inspect"], ["tags"], ["copy"], ["login"], ["logout"], ["release"], ["rollback"],
        ["ship"],
        ["init"], ["up"], ["status"], ["open"], ["history"], ["logs"],
        ["task"], ["task", "run"], ["scale"], ["secret"], ["secret", "set"], ["secret", "list"], ["exec"], ["prune"], ["doctor"],
        ["infra"], ["infra", "template"], ["infra", "plan"], ["infra", "apply"], ["infra", "destroy"],
        ["infra", "drift"], ["infra", "import"],
    ]

    @Test(arguments: verbs) func `has help that starts with an example`(
        verb: [String]
    ) throws {
        let help = try project.output(verb + ["--help"], ["COLUMNS": "120"])
        let overview = help.split(separator: "\n").prefix(3).joined(separator: "\n")
        #expect(overview.contains("imgship \(verb.isEmpty ? "lock" : verb.joined(separator: " "))"))
        try expectGolden(help, "help/\(verb.isEmpty ? "imgship" : verb.joined(separator: " ")).txt")
        #expect(try project.output(["help"] + verb, ["COLUMNS": "120"]) == help)
    }

    @Test func `tells its version`() throws {
        #expect(try project.output(["--version"]).wholeMatch(of: /imgship \d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `has completions`(shell: String) throws {
        let script = try project.output(["--generate-completion-script", shell])
        #expect(script.contains("compression"), "the script lacks an option of build")
        if shell == "bash" { try Program.output(["bash", "-n"], input: Array(script.utf8)) }
    }

    @Test func `prints the result alone on standard output`() throws {
        let output = try project.run(["build"])
        #expect(output.text.wholeMatch(of: /files\tsha256:[0-9a-f]{64}\n/) != nil)
        #expect(output.standardError.contains("layer  files: app"))
        #expect(!output.standardError.contains("\u{1b}"))
        #expect(!output.standardError.contains("\r"))
    }

    @Test func `prints one document with --json`() throws {
        let text = try project.output(["build", "--json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document.keys.sorted() == ["images", "schema"])
        let image = try #require((document["images"] as? [[String: Any]])?.first)
        #expect(image.keys.sorted() == ["digest", "name", "platforms", "reference"])
        #expect(image["reference"] is NSNull)
        let platform = try #require((image["platforms"] as? [[String: Any]])?.first)
        #expect(platform.keys.sorted() == ["digest", "layers", "platform", "size"])
        let layer = try #require((platform["layers"] as? [[String: Any]])?.first)
        #expect(layer.keys.sorted() == ["diffID", "digest", "mediaType", "origin", "size"])
        #expect(text.last == "\n" && text.dropLast().contains("\n") == false)
    }

    @Test func `says nothing but the result with --quiet`() throws {
        let output = try project.run(["build", "--quiet"])
        #expect(output.standardError.isEmpty)
        #expect(output.text.hasPrefix("files\tsha256:"))
    }

    @Test func `says what it kept with --verbose`() throws {
        usleep(50_000)
        try project.output(["build"])
        #expect(try project.run(["build", "--verbose"]).standardError.contains("kept   files: app"))
    }

    @Test(arguments: [["build"], ["build", "--json"], ["--help"]]) func `is quiet when its reader goes away`(arguments: [String]) throws {
        let words = Binary.command(arguments, project.variables).map { "'\($0)'" }.joined(separator: " ")
        let script = "set -o pipefail; (sleep 0.2; exec \(words)) | head -c0; exit ${PIPESTATUS[0]}"
        let output = try Program.run(["bash", "-c", script], directory: project.root)
        #expect(output.status == 0)
        #expect(!output.standardError.lowercased().contains("pipe"))
        #expect(!output.standardError.contains("error"))
    }

    @Test func `works from another directory`() throws {
        let elsewhere = try TemporaryDirectory()
        let text = try Program.output(
            Binary.command(["build", "--file", project.root + "/imgship.yaml"], project.variables), directory: elsewhere.path.string)
        #expect(text == (try project.output(["build"])))
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path.string).isEmpty)
    }

    @Test func `locks what needs no helper`() throws {
        let project = try SampleProject(with: SampleInputs.shared.get())
        let text = String(decoding: try project.directory.read("imgship.yaml"), as: UTF8.self)
        try project.directory.write(
            "imgship.yaml", text.replacingOccurrences(of: "base: tiny", with: "base: scratch").replacing(/bases:\n.*\n/, with: ""))
        try project.directory.write("imgship.lock", "version: 1\ntime: 2026-01-31T12:00:00Z\nbases: {}\nenvironments: {}\n")
        let first = try project.output(["lock"])
        #expect(first.contains("demo") && first.contains("other"))
        let lock = try project.directory.read("imgship.lock")
        #expect(try project.output(["lock"]).isEmpty)
        #expect(try project.directory.read("imgship.lock") == lock)
        try project.output(["build", "--locked"])
    }
}
