import Foundation
import JSON
import OCI
import TestSupport
import Testing

@Suite struct `Documents of the specification` {
    /// Where our reading is deliberately stricter than the specification's cases, and why.
    static let refusedByUs: [String: String] = {
        // Content can only be named by an algorithm that its digest can be computed with: sha256 and sha512, the registered ones.
        let reason = "a digest of an algorithm that is not registered"
        let names = ["manifest_test.go 6"] + [17, 18, 19, 20, 21, 23, 24].map { "descriptor_test.go \($0)" }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, reason) })
    }()

    static func decode(_ document: SpecFixtures.Document) throws -> any JSONDocument {
        let bytes = Array(document.text.utf8)
        return switch document.kind {
        case "manifest": try CanonicalJSON.decode(ImageManifest.self, from: bytes)
        case "index": try CanonicalJSON.decode(ImageIndex.self, from: bytes)
        case "config": try CanonicalJSON.decode(ImageConfig.self, from: bytes)
        case "descriptor": try CanonicalJSON.decode(Descriptor.self, from: bytes)
        case "layout": try CanonicalJSON.decode(ImageLayout.self, from: bytes)
        default: throw SpecFixtures.Missing(description: "unknown kind \(document.kind)")
        }
    }

    @Test func `are all there`() throws {
        #expect(try SpecFixtures.documents().count >= 65)
        #expect(try SpecFixtures.documents { !$0.valid }.count >= 30)
    }

    @Test(arguments: try SpecFixtures.documents { $0.valid && refusedByUs[$0.name] == nil })
    func `are read`(document: SpecFixtures.Document) throws {
        _ = try Self.decode(document)
    }

    @Test(arguments: try SpecFixtures.documents { !$0.valid || refusedByUs[$0.name] != nil })
    func `that are wrong are refused with a reason`(document: SpecFixtures.Document) throws {
        let error = try #require(throws: OCIError.self) { try Self.decode(document) }
        let reason = try #require(error.reason)
        #expect(error.code == .invalidDocument)
        for word in ["DecodingError", "Swift", "codingPath", "Optional", "CodingKeys", "\n"] {
            #expect(!reason.contains(word), "\(reason)")
        }
    }

    @Test(arguments: try SpecFixtures.documents { $0.digest != nil })
    func `have the digests that the specification gives`(document: SpecFixtures.Document) throws {
        #expect(Digest(of: document.text.utf8).description == document.digest)
    }

    @Test(arguments: try SpecFixtures.documents { $0.valid && refusedByUs[$0.name] == nil && !$0.text.contains("vnd.docker") })
    func `are written again with the same content`(document: SpecFixtures.Document) throws {
        // What says nothing (null, "", [], {}) is not written for known fields; the media type always is.
        let original = try CanonicalJSON.decode(JSONObject.self, from: Array(document.text.utf8)).filter { !$0.value.saysNothing }
        var written = try CanonicalJSON.decode(JSONObject.self, from: CanonicalJSON.encode(Self.decode(document)))
        if original["mediaType"] == nil, document.kind != "descriptor" { written["mediaType"] = nil }
        if document.kind == "config" {
            #expect(written["config"]?.withoutNothing == original["config"]?.withoutNothing)
            written["config"] = original["config"]
        }
        #expect(written == original)
    }
}

extension JSONValue {
    var saysNothing: Bool {
        switch self {
        case .null, .string(""), .array([]), .object([:]): true
        default: false
        }
    }

    var withoutNothing: JSONValue {
        guard case .object(let fields) = self else { return self }
        return .object(fields.filter { !$0.value.saysNothing })
    }
}
