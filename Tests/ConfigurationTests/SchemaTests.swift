import Foundation
import TestSupport
import Testing

@testable import Configuration

/// Whether Python and its packages `jsonschema` and `PyYAML` are there; they judge the schema.
private let python: String? = {
    let root = SchemaTests.root
    return ["\(root)/.venv/bin/python", "python3"].first { name in
        (try? Program.run([name, "-c", "import jsonschema, yaml"]))?.status == 0
    }
}()

@Suite struct `The JSON Schema` {
    /// Each object with fixed keys in the schema has exactly the keys that the parser knows, and each table of keys is in the schema.
    @Test func `has the keys of the parser`() throws {
        let schema = try SchemaTests.schema()
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        var inSchema: [String: Set<String>] = ["": SchemaTests.keys(schema)]
        for (name, definition) in definitions where definition["additionalProperties"] as? Bool == false {
            inSchema[name] = SchemaTests.keys(definition)
        }
        let inParser = Dictionary(ProjectFile.allKeys.map { ($0.definition, Set($0.names)) }) { first, _ in first }
        #expect(inParser.count == ProjectFile.allKeys.count)
        #expect(Set(inSchema.keys) == Set(inParser.keys))
        for (name, keys) in inParser { #expect(inSchema[name] == keys, "\(name)") }
    }

    @Test func `has no table with a key twice`() {
        for keys in ProjectFile.allKeys { #expect(Set(keys.names).count == keys.names.count, "\(keys.definition)") }
    }

    @Test(.enabled(if: python != nil, "needs Python with jsonschema and PyYAML"))
    func `gives the verdicts of the parser`() throws {
        let files = Mistake.all.map { ($0.name, $0.text, $0.isSemantic) } + Accepted.all.map { ($0.name, $0.text, true) }
        let verdicts = try SchemaTests.verdicts(files.map(\.1))
        for ((name, text, schemaAccepts), verdict) in zip(files, verdicts) {
            #expect((verdict == "ok") == schemaAccepts, "\(name): \(verdict)\n\(text)")
        }
    }

    @Test(.enabled(if: python != nil, "needs Python with jsonschema and PyYAML"))
    func `accepts the files of the manual and the project's own, as the parser does`() throws {
        let manual = try String(contentsOfFile: SchemaTests.root + "/docs/file.md", encoding: .utf8)
        var files = manual.components(separatedBy: "```yaml\n").compactMap { $0.components(separatedBy: "```").first }
            .filter { $0.hasPrefix("version: 1") }
        #expect(files.count == 9)
        files.append(try String(contentsOfFile: SchemaTests.root + "/imgship.yaml", encoding: .utf8))
        for file in files { #expect(throws: Never.self) { try ProjectFile.load(text: file, file: "f") } }
        #expect(try SchemaTests.verdicts(files) == files.map { _ in "ok" })
    }

    @Test(arguments: Accepted.all) func `accepts what the parser accepts`(file: Accepted) {
        #expect(throws: Never.self) { try ProjectFile.load(text: file.text, file: "f") }
    }
}

enum SchemaTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path
    static let path = root + "/docs/imgship.schema.json"

    static func schema() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any] ?? [:]
    }

    static func keys(_ definition: [String: Any]) -> Set<String> {
        Set((definition["properties"] as? [String: Any] ?? [:]).keys)
    }

    /// `ok` or the first message for each text, read as editors read YAML: by the rules of 1.2.
    static func verdicts(_ texts: [String]) throws -> [String] {
        let input = [UInt8](try JSONSerialization.data(withJSONObject: texts))
        let output = try Program.run([python ?? "python3", "-c", script, path], input: input)
        try #require(output.status == 0, "\(output.standardError)")
        return try JSONDecoder().decode([String].self, from: Data(output.standardOutput))
    }

    private static let script = """
        import json, re, sys, yaml, jsonschema
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {}
        for tag, pattern, first in [
            ("bool", "^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
            ("int", "^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
            ("float", "^[-+]?(?:[.][0-9]+|[0-9]+(?:[.][0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
            ("null", "^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
            ("merge", "^<<$", "<"),
        ]:
            Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))
        def integer(loader, node):
            text = node.value.replace("_", "")
            return int(text, 16) if "x" in text else int(text[2:], 8) if text.startswith("0o") else int(text)
        Loader.add_constructor("tag:yaml.org,2002:int", integer)
        validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
        jsonschema.Draft202012Validator.check_schema(validator.schema)
        def verdict(text):
            try:
                value = yaml.load(text, Loader)
            except (yaml.YAMLError, TypeError) as error:
                return "yaml: " + str(error)
            error = jsonschema.exceptions.best_match(validator.iter_errors(value))
            return "ok" if error is None else error.json_path + ": " + error.message
        print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))
        """
}
