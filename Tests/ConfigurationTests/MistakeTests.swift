import Diagnostics
import Testing

@testable import Configuration

@Suite struct `A mistake in the file` {
    @Test(arguments: Mistake.all) func `is reported with its place`(mistake: Mistake) {
        let error = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: mistake.text, file: "f") }
        #expect(error?.report == mistake.report.map { "f:" + $0 }.joined(separator: "\n"))
        #expect(error?.exitCode == .usage)
    }

    @Test(arguments: [
        ("", "f:1:1: the file is empty: run `imgship init` to write a first one"),
        ("7", "f:1:1: expected a map with 'version', 'project', 'platforms', ..., found the number 7"),
        ("{}", "f:1:1: 'version' is missing: write 'version: 1'\nf:1:1: 'project' is missing: give the project a name"),
        ("version: 2\nproject: p", "f:1:10: this file has version 2: update imgship, which reads version 1"),
        ("version: one\nproject: p", "f:1:10: expected version 1, found the text 'one'"),
        ("version: 1\nproject: p\nproject: q", "f:3:1: the key 'project' is already set in line 2"),
        ("images:\n  a: {base: x}\n  # c\n\n  \"a\": {base: y}\n", "f:5:3: the key 'a' is already set in line 2"),
        ("{a: 1, a: 2}", "f:1:2: the key 'a' is set twice in one map"),
        ("a: [1", "f:2:1: this is not YAML: did not find expected ',' or ']' while parsing a flow sequence (line 1)"),
        ("a:\n\tb: 1", "f:2:1: YAML is indented with spaces, not tabs"),
        ("a: 1\n--- \nb: 1", "f:2:1: this is not YAML: but found another document expected a single document in the stream (line 1)"),
        ("a: *b", "f:1:4: this is not YAML: found undefined alias"),
        ("version: 1\n<<<<<<< HEAD\n", "f:2:1: the file has merge conflicts: settle them first"),
        ("version: 1\nproject: p\n<<: 7", "f:3:5: expected an anchored map, as in '<<: *name', found the number 7"),
        ("a: \u{1}", "f:1:4: this is not YAML: control characters are not allowed"),
    ])
    func `of syntax is reported with its place`(text: String, report: String) {
        let error = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: text, file: "f") }
        #expect(error?.report == report)
    }

    @Test func `in the choice of an environment names the nearest`() {
        let error = #expect(throws: ConfigurationError.self) {
            try ProjectFile.load(text: Example.text, file: "f", environment: "producton")
        }
        #expect(error?.report == "f:57:1: unknown environment 'producton', did you mean 'production'?")
    }

    @Test func `in an overlay is reported in the overlay`() {
        let text =
            "version: 1\nproject: p\nservices: {a: {image: 'x:1'}}\nenvironments:\n  prod:\n    services:\n      a:\n        port: x\n"
        let error = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: text, file: "f", environment: "prod") }
        #expect(error?.report == "f:8:15: expected a port from 1 to 65535, as in 8000 or 8000/udp, found the text 'x'")
    }

    @Test func `does not repeat a secret`() {
        let error = #expect(throws: ConfigurationError.self) {
            try ProjectFile.load(text: "{version: 1, project: p, services: {a: {image: 'x:1', secrets: {K: hunter2}}}}", file: "f")
        }
        #expect(error?.report.contains("hunter2") == false)
    }

    @Test(arguments: [9, 30]) func `made of anchors does not take the machine down`(levels: Int) {
        var text = "version: 1\nproject: p\nx-0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "x-\(level): &a\(level) [\(uses)]\n"
        }
        let error = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: text, file: "f") }
        #expect(error?.report.hasSuffix("anchors expand to more than 100000 values") == true)
        let keyed = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: text + "? *a\(levels)\n: x\n", file: "f") }
        #expect(keyed?.report == "f:1:1: a list or a map as a key, together with this many anchors, is not supported")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "!a ", "&a "]) func `made of depth alone is an error`(unit: String) async {
        let text = String(repeating: unit, count: 50_000)
        // On a thread of the shared pool, whose stack is the smallest.
        await Task.detached { _ = #expect(throws: ConfigurationError.self) { try ProjectFile.load(text: text, file: "f") } }.value
    }

    @Test func `any cut of the example is an error or a file`() {
        let text = Example.text
        for count in stride(from: 0, to: text.utf8.count, by: 7) {
            do { _ = try ProjectFile.load(text: String(text.prefix(count)), file: "f") } catch { #expect(!error.findings.isEmpty) }
        }
    }

    @Test(arguments: 0..<200) func `any damage to the example is an error or a file`(seed: Int) {
        var bytes = Array(Example.text.utf8)
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        for _ in 0..<3 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let characters = Array(":{}[],-#&*!|>'\"%@`?~ \n\t<0$\0".utf8)
            bytes[Int(state >> 33) % bytes.count] = characters[Int(state >> 20) % characters.count]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do { _ = try ProjectFile.load(text: text, file: "f", environment: "production") } catch { #expect(!error.findings.isEmpty) }
    }
}
