import Foundation
import TestSupport

/// The specifications' own test cases, taken from Debian's source packages by `Scripts/spec-fixtures`.
///
/// `$IMGSHIP_SPEC_FIXTURES` may name a directory that the script has filled before.
enum SpecFixtures {
    struct Document: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let kind: String
        let text: String
        let valid: Bool
        let digest: String?
        var description: String { name }
    }

    struct References: Decodable, Sendable {
        struct Parse: Decodable, Sendable, CustomStringConvertible {
            let input: String
            let err: String?
            let repository, domain, tag, digest: String?
            var description: String { "'\(input.prefix(60))'" }
        }
        struct Normalized: Decodable, Sendable {
            let RemoteName, FamiliarName, FullName, AmbiguousName, Domain: String
        }
        struct Split: Decodable, Sendable {
            let input, domain, name: String
        }
        struct Defaulted: Decodable, Sendable {
            let input, expected: String
        }
        struct DomainCase: Decodable, Sendable {
            let input: String
            let valid: Bool
        }
        let parse: [Parse]
        let valid, invalid: [String]
        let normalized: [Normalized]
        let split: [Split]
        let defaulted: [Defaulted]
        let domains: [DomainCase]
    }

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func documents(_ isWanted: (Document) -> Bool = { _ in true }) throws -> [Document] {
        try JSONDecoder().decode([Document].self, from: Data(contentsOf: directory.get().appending(path: "documents.json"))).filter(
            isWanted)
    }

    static func references() throws -> References {
        try JSONDecoder().decode(References.self, from: Data(contentsOf: directory.get().appending(path: "references.json")))
    }

    static func schemas() throws -> URL {
        try directory.get().appending(path: "schema")
    }

    private static let owned = Result { try TemporaryDirectory() }

    private static let directory = Result<URL, any Error> {
        if let given = ProcessInfo.processInfo.environment["IMGSHIP_SPEC_FIXTURES"] { return URL(filePath: given) }
        let out = URL(filePath: try owned.get().path.string)
        let result = try Program.run([Checkout.root.appending(path: "Scripts/spec-fixtures").path, out.path])
        guard result.status == 0 else { throw Missing(description: result.standardError) }
        return out
    }
}
