import Foundation
import JSON
import OCI
import TestSupport
import Testing

@Suite struct `Canonical JSON` {
    @Test func `is what Python writes with sorted keys and no spaces`() throws {
        let documents = try SpecFixtures.documents { $0.valid }
        let program = """
            import json, sys
            for text in json.load(sys.stdin):
                print(json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False))
            """
        let texts = try JSONEncoder().encode(documents.map(\.text))
        let expected = try Program.output(
            [Checkout.python, "-c", program], environment: ["PYTHONIOENCODING": "utf-8"], input: [UInt8](texts)
        )
        .split(separator: "\n")
        try #require(expected.count == documents.count)
        for (document, expected) in zip(documents, expected) {
            let value = try CanonicalJSON.decode(JSONValue.self, from: Array(document.text.utf8))
            #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == expected, "\(document)")
        }
    }

    @Test(arguments: [
        // Text, and the canonical form of it after RFC 8259.
        (#"{"b":1,"a":2,"B":3,"":4,"a10":5,"a9":6}"#, #"{"":4,"B":3,"a":2,"a10":5,"a9":6,"b":1}"#),
        (#""\u0061\/\u00e9\ud83d\ude00\u001f\n\"\\""#, "\"a/é😀\\u001f\\n\\\"\\\\\""),
        ("[1, -0, 1e3, 0.10, 1.0, 9223372036854775807, 9223372036854775808]", "[1,0,1000,0.1,1,9223372036854775807,9223372036854775808]"),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("1e-70", "0." + String(repeating: "0", count: 69) + "1"),
        ("[true,false,null,[],{}]", "[true,false,null,[],{}]"),
    ])
    func `has one form`(text: String, expected: String) throws {
        let value = try CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8))
        #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("", "line 1, column 1: it ends where a value should be"),
        ("{\"a\":1,\n \"a\":2}", "line 2, column 5: the key 'a' is there twice"),
        (#"{"a":1,"\u0061":2}"#, "the key 'a' is there twice"),
        (#"{"a":1,}"#, "expected a key in double quotes"),
        ("[1,]", "expected a value"),
        ("[1 2]", "expected ']'"),
        ("{\"a\" 1}", "expected ':'"),
        ("{} {}", "something follows the end"),
        ("\"a", "it ends inside a string"),
        ("\"a\\", "it ends inside a string"),
        ("\"a\nb\"", "a control character"),
        ("[01]", "must not begin with 0"), ("[-]", "expected a digit"), ("[1.]", "expected a digit"), ("[1e]", "expected a digit"),
        ("[.5]", "expected a value"), ("[+1]", "expected a value"), ("[NaN]", "expected a value"), ("nul", "expected a value"),
        ("[123456789012345678901234567890123456789]", "more than 38 digits"), ("[1e81]", "exponent"),
        ("[1e99999999999999999999]", "exponent"),
        ("\u{feff}{}", "byte order mark"),
        (#"["\ud800"]"#, "half a surrogate pair"), (#"{"\ud800":1}"#, "half a surrogate pair"),
        (#"["\udc00\ud800"]"#, "half a surrogate pair"),
        (#"["\ud800\u0061"]"#, "half a surrogate pair"), (#"["\x"]"#, "bad escape"), (#"["\u+123"]"#, "bad escape"),
        (#"["\u12"]"#, "bad escape"),
        (String(repeating: "[", count: 100_000), "nested deeper than 100"),
    ])
    func `refuses what readers understand differently`(text: String, reason: String) throws {
        let error = try #require(throws: OCIError.self) { try CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8)) }
        #expect(error.summary == "the JSON document is not valid")
        #expect(error.reason?.contains(reason) == true, "\(error.reason ?? "")")
    }

    @Test func `refuses what is not UTF-8`() throws {
        for bytes: [UInt8] in [[0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0xed, 0xa0, 0x80], [0x7b, 0, 0x7d, 0]] {
            #expect(throws: OCIError.self) { try CanonicalJSON.decode(JSONValue.self, from: bytes) }
        }
    }

    @Test func `refuses more bytes than the limit`() throws {
        let bytes = Array("[1,2]".utf8)
        #expect(try CanonicalJSON.decode(JSONValue.self, from: bytes, limit: 5) == .array([.integer(1), .integer(2)]))
        let error = try #require(throws: OCIError.self) { try CanonicalJSON.decode(JSONValue.self, from: bytes, limit: 4, name: "thing") }
        #expect(error == OCIError(.invalidDocument, "thing", reason: "it has 5 bytes; at most 4 are read"))
    }

    @Test func `survives any mutation of a document`() throws {
        let original = Array(UnknownFields.manifest.utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: at)
                default: bytes.removeSubrange(at...)
                }
                if bytes.isEmpty { break }
            }
            // Read or refused with an OCIError (the throws clause says so); never a crash.
            _ = try? CanonicalJSON.decode(ImageManifest.self, from: bytes)
        }
    }
}

typealias UnknownFields = `Unknown fields`
