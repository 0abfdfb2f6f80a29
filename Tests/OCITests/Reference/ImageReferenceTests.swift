import Testing

@testable import OCI

@Suite struct `An image reference` {
    /// Cases of the table that parses without Docker's normalisation, which we always do; Docker's own normalising parser answers as we do.
    static let otherwise = [
        // 255 characters; with `docker.io/` before it, the name is over the limit.
        String(repeating: "a/", count: 127) + "a:tag-puts-this-over-max"
    ]

    @Test func `tables are all there`() throws {
        let tables = try SpecFixtures.references()
        #expect(tables.parse.count >= 27 && tables.valid.count >= 22 && tables.invalid.count >= 22 && tables.normalized.count >= 14)
        #expect(tables.split.count >= 11 && tables.defaulted.count >= 11 && tables.domains.count >= 20)
    }

    @Test(arguments: try SpecFixtures.references().parse.filter { !otherwise.contains($0.input) })
    func `is parsed as the grammar's own table says`(row: SpecFixtures.References.Parse) throws {
        guard row.err == nil else {
            let error = #expect(throws: OCIError.self) { try ImageReference(row.input) }
            #expect(error?.code == .invalidReference && error?.value == row.input && error?.reason != nil)
            return
        }
        let reference = try ImageReference(row.input)
        let repository = try #require(row.repository)
        // The table does not normalise: a first part without a dot or a colon is a domain there, and part of docker.io's path here.
        let isDomain = row.domain.map { $0.contains(".") || $0.contains(":") } ?? false
        let prefix = isDomain ? "" : repository.contains("/") ? "docker.io/" : "docker.io/library/"
        #expect(reference.name == prefix + repository)
        #expect(reference.tag == row.tag)
        #expect(reference.digest?.description == row.digest)
        #expect(reference.description == prefix + row.input)
    }

    @Test(arguments: try SpecFixtures.references().valid) func `may have this name`(name: String) throws {
        _ = try ImageReference(name)
    }

    @Test(arguments: try SpecFixtures.references().invalid + otherwise) func `may not have this name`(name: String) {
        let error = #expect(throws: OCIError.self) { try ImageReference(name) }
        #expect(error?.code == .invalidReference)
    }

    @Test(arguments: try SpecFixtures.references().normalized)
    func `has a full and a familiar form`(row: SpecFixtures.References.Normalized) throws {
        for text in [row.FamiliarName, row.FullName, row.AmbiguousName] where !text.isEmpty {
            let reference = try ImageReference(text)
            #expect(reference.familiar == row.FamiliarName)
            #expect(reference.description == row.FullName)
            #expect(reference.domain == row.Domain)
            #expect(reference.path == row.RemoteName)
        }
    }

    @Test(arguments: try SpecFixtures.references().split) func `is split into domain and path`(row: SpecFixtures.References.Split) throws {
        let reference = try ImageReference(row.input)
        #expect(reference.domain == row.domain)
        #expect(reference.path == row.name)
    }

    @Test(arguments: try SpecFixtures.references().defaulted)
    func `asks for the digest, else the tag, else latest`(row: SpecFixtures.References.Defaulted) throws {
        let reference = try ImageReference(row.input)
        let separator = reference.digest == nil ? ":" : "@"
        #expect(reference.name + separator + reference.target == row.expected)
    }

    @Test(arguments: try SpecFixtures.references().domains) func `may name this registry or not`(row: SpecFixtures.References.DomainCase) {
        #expect(ReferenceGrammar.isDomain(row.input) == row.valid)
    }

    @Test(arguments: [
        ("localhost:5000/x", "localhost:5000", "x"), ("localhost/x", "localhost", "x"), ("[::1]:5000/x", "[::1]:5000", "x"),
        ("[2001:db8::1]/a/b", "[2001:db8::1]", "a/b"),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "llm-chat"),
    ])
    func `may be local or on ECR`(text: String, domain: String, path: String) throws {
        let reference = try ImageReference(text)
        #expect(reference.domain == domain)
        #expect(reference.path == path)
        #expect(try ImageReference(reference.description) == reference)
        #expect(try ImageReference(reference.familiar) == reference)
    }

    @Test(arguments: [
        ("", "it is empty"), ("Python", "lower-case"), ("python:", "'' is not a tag"), ("python:-x", "'-x' is not a tag"),
        ("python:a:b", "'a:b' is not a tag"),
        ("python:" + String(repeating: "x", count: 129), "is not a tag"), ("python@", "'' is not a digest"),
        ("python@sha256:00", "'sha256:00' is not a digest"),
        ("a.b:x/c", "'a.b:x' is not the name of a registry"), ("a.b:/c", "is not the name of a registry"),
        ("[]:1/c", "is not the name of a registry"),
        ("a..b/c", "is not the name of a registry"), ("localhost:5000/", "'' is not the name of a repository"),
        ("a/b c", "is not the name of a repository"), ("pythön", "is not the name of a repository"),
        ("a\n", "is not the name of a repository"),
        (String(repeating: "0", count: 64), "identifier of an image"),
    ])
    func `is refused with the reason`(text: String, reason: String) throws {
        let error = try #require(throws: OCIError.self) { try ImageReference(text) }
        #expect(error.code == .invalidReference && error.value == text)
        #expect(error.reason?.contains(reason) == true, "\(error.reason ?? "")")
    }

    @Test func `takes another tag or digest`() throws {
        let reference = try ImageReference("python:3.12")
        let digest = Digest(of: "abc".utf8)
        #expect(reference.pinned(to: digest).familiar == "python:3.12@\(digest)")
        #expect(reference.pinned(to: digest).pinned(to: nil) == reference)
        #expect(try reference.tagged("3.13").familiar == "python:3.13")
        #expect(throws: OCIError.self) { try reference.tagged("-") }
    }
}
