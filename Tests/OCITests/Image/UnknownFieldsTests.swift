import JSON
import OCI
import Testing

@Suite struct `Unknown fields` {
    static let digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    static let descriptor = """
        {"zz": {"deep": [1, null, true, 1.25, "a/b", {"k": -9223372036854775808}]}, "size": 3, "digest": "\(digest)", "data": "YWJj",
         "mediaType": "application/vnd.oci.image.layer.v1.tar", "urls": ["https://example.com/a?b=c%20d"], "annotations": {"b": "2", "a": "1"},
         "artifactType": "application/x",
         "platform": {"os": "windows", "architecture": "amd64", "os.version": "10.0.1", "os.features": ["win32k"], "features": ["sse4"]}}
        """

    static let manifest = """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "x": 123456789012345678901234567890,
         "artifactType": "application/x", "config": \(descriptor), "layers": [\(descriptor), \(descriptor)], "subject": \(descriptor),
         "annotations": {"é": "ü"}, "y": 18446744073709551615}
        """

    static let index = """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [\(descriptor)], "subject": \(descriptor),
         "annotations": {"a": "b"}, "artifactType": "application/x", "": [], "null": null}
        """

    static let config = """
        {"created": "2015-10-31T22:22:56.015925234Z", "author": "A", "architecture": "arm64", "os": "linux", "variant": "v8", "os.version": "1",
         "os.features": ["f"], "docker_version": "1.12.1", "container_config": {"Cmd": null},
         "config": {"User": "1:1", "Env": ["A=b=c", "NL=x\\ny"], "Entrypoint": ["/bin/sh"], "Cmd": ["-c"], "ExposedPorts": {"80/tcp": {}},
          "Volumes": {"/a": {}}, "WorkingDir": "/", "Labels": {"l": ""}, "StopSignal": "SIGTERM", "OnBuild": null, "Hostname": "",
          "Healthcheck": {"Test": ["CMD", "x"], "Interval": 1500000001, "Timeout": 2, "StartPeriod": 3, "Retries": 4, "StartInterval": 5}},
         "rootfs": {"type": "layers", "diff_ids": ["\(digest)"], "base": 1},
         "history": [{"created": "2015-10-31T22:22:54+02:00", "created_by": "x", "author": "y", "comment": "z", "empty_layer": true, "q": 0.5}]}
        """

    static let cases: [(any JSONDocument.Type, String)] = [
        (Descriptor.self, descriptor), (ImageManifest.self, manifest), (ImageIndex.self, index), (ImageConfig.self, config),
        (ImageLayout.self, #"{"imageLayoutVersion": "1.0.0", "more": [{}]}"#),
    ]

    /// The document read as its type and written again.
    static func rewritten<Document: JSONDocument>(_ type: Document.Type, _ text: String) throws -> [UInt8] {
        try CanonicalJSON.encode(CanonicalJSON.decode(type, from: Array(text.utf8)))
    }

    @Test(arguments: cases.indices) func `are kept at every level, to the byte`(number: Int) throws {
        let (type, text) = Self.cases[number]
        let plain = try CanonicalJSON.encode(CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8)))
        #expect(String(decoding: try Self.rewritten(type, text), as: UTF8.self) == String(decoding: plain, as: UTF8.self))
    }

    @Test(arguments: cases.indices) func `do not depend on the order or the spacing of the document`(number: Int) throws {
        let (type, text) = Self.cases[number]
        let value = try CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8))
        let expected = try Self.rewritten(type, text)
        for _ in 0..<20 { #expect(try Self.rewritten(type, value.shuffled) == expected) }
    }

    @Test func `cannot take the place of a known one`() throws {
        var descriptor = Sample.layer
        descriptor.unknown["size"] = .integer(0)
        #expect(try CanonicalJSON.encode(descriptor) == CanonicalJSON.encode(Sample.layer))
    }
}

extension JSONValue {
    /// The same value as text, with its keys in any order and spaces anywhere.
    var shuffled: String {
        let space = { [" ", "", "\n", "\t"].randomElement() ?? "" }
        switch self {
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .decimal(let value): return "\(value)"
        case .string(let value): return Self.quoted(value)
        case .array(let values): return "[" + values.map { space() + $0.shuffled + space() }.joined(separator: ",") + "]"
        case .object(let fields):
            let members = fields.shuffled().map { space() + Self.quoted($0.key) + space() + ":" + space() + $0.value.shuffled }
            return "{" + members.joined(separator: ",") + space() + "}"
        }
    }

    /// With every character escaped, or as few as may be.
    private static func quoted(_ text: String) -> String {
        let hex = { (unit: UInt16) in "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16) }
        guard Bool.random() else { return "\"" + text.utf16.map(hex).joined() + "\"" }
        return "\"" + text.unicodeScalars.map { $0.value < 32 || $0 == "\"" || $0 == "\\" ? hex(UInt16($0.value)) : String($0) }.joined()
            + "\""
    }
}
