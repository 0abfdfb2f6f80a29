import Foundation
import OCI
import TestSupport
import Testing

/// What we write, judged by the specification's JSON schemas through Python's `jsonschema`.
@Suite struct `Written documents` {
    static let validator = """
        import json, pathlib, sys
        from jsonschema import Draft4Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT4
        schemas = pathlib.Path(sys.argv[1])
        def load(uri):
            return Resource(json.loads((schemas / uri.rsplit("/", 1)[-1]).read_text()), DRAFT4)
        schema = json.loads((schemas / sys.argv[2]).read_text())
        errors = list(Draft4Validator(schema, registry=Registry(retrieve=load)).iter_errors(json.loads(pathlib.Path(sys.argv[3]).read_text())))
        sys.exit("; ".join(error.message for error in errors) if errors else 0)
        """

    static func check(_ bytes: [UInt8], _ schema: String) throws -> String {
        let directory = try TemporaryDirectory()
        let file = try directory.write("document.json", bytes)
        let result = try Program.run([Checkout.python, "-c", validator, SpecFixtures.schemas().path, schema, file.string])
        return result.status == 0 ? "" : result.standardError
    }

    @Test func `of a whole image follow the schemas`() throws {
        #expect(try Self.check(CanonicalJSON.encode(Sample.config()), "config-schema.json") == "")
        #expect(try Self.check(CanonicalJSON.encode(Sample.manifest()), "image-manifest-schema.json") == "")
        #expect(try Self.check(CanonicalJSON.encode(Sample.layer), "content-descriptor.json") == "")
        #expect(try Self.check(CanonicalJSON.encode(Sample.index()), "image-index-schema.json") == "")
        #expect(try Self.check(CanonicalJSON.encode(ImageLayout()), "image-layout-schema.json") == "")
    }

    @Test func `of the least content follow the schemas`() throws {
        #expect(try Self.check(CanonicalJSON.encode(ImageConfig(platform: .linuxAMD64)), "config-schema.json") == "")
        #expect(try Self.check(CanonicalJSON.encode(ImageIndex()), "image-index-schema.json") == "")
    }

    @Test func `are judged by schemas that can say no`() throws {
        #expect(try Self.check(Array(#"{"schemaVersion":2,"config":{},"layers":[]}"#.utf8), "image-manifest-schema.json") != "")
        #expect(try Self.check(Array(#"{"schemaVersion":2,"manifests":[{"mediaType":"x"}]}"#.utf8), "image-index-schema.json") != "")
    }
}
