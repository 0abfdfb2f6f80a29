import Configuration
import Foundation
import Testing

/// A step of the console walk-through, with what replaces it.
struct ConsoleStep: Sendable, Equatable, CustomTestStringConvertible {
    let step: String
    /// The keys that the line stands below; empty for the top of the file.
    let place: String
    let line: String

    var testDescription: String { step }

    /// The table of a document, from its head on.
    static func table(of document: String) throws -> [ConsoleStep] {
        let text = try String(contentsOfFile: "\(SchemaTests.root)/\(document)", encoding: .utf8)
        let lines = text.components(separatedBy: "\n").drop { !$0.hasPrefix("| in the AWS console |") }
        return lines.prefix { $0.hasPrefix("|") }.dropFirst(2).map { row in
            let cells = row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
            return cells.count == 3
                ? ConsoleStep(step: cells[0], place: cells[1], line: cells[2]) : ConsoleStep(step: row, place: "", line: "")
        }
    }

    static let all = (try? table(of: "docs/console.md")) ?? []

    private static let head = "version: 1\nproject: llm-chat\n"
    private static let images = "images: {frontend: {base: scratch}, backend: {base: scratch}}\n"

    /// The smallest file with the line, and the same without it.
    var files: (with: String, without: String)? {
        switch place {
        case "": ("version: 1\n\(line)\n", "version: 1\nproject: other\n")
        case "images", "infra": (Self.head + "\(place):\n  \(line)\n", Self.head)
        case "services": (Self.head + Self.images + "services:\n  \(line)\n", Self.head + Self.images)
        case "services: frontend", "services: backend":
            {
                let name = place.replacingOccurrences(of: "services: ", with: "")
                let service = Self.head + Self.images + "services:\n  \(name):\n    image: \(name)\n"
                return (service + "    \(line)\n", service)
            }()
        default: nil
        }
    }
}

@Suite struct `The table of the console's steps` {
    @Test(arguments: ConsoleStep.all) func `has lines that the file takes, and that say something`(step: ConsoleStep) throws {
        let files = try #require(step.files, "\(step.place) is no place in the file")
        #expect(try ProjectFile.load(text: files.with, file: "f") != ProjectFile.load(text: files.without, file: "f"))
    }

    @Test func `has every step`() {
        let steps = ConsoleStep.all.map(\.step).joined(separator: "\n")
        for word in [
            "repository", "cluster", "task definition", "roles", "secret", "service", "deployment settings", "network", "load balancer",
            "target group", "grace", "auto scaling", "inbound rule", "public IP",
        ] { #expect(steps.contains(word), "\(word)") }
    }

    @Test func `is the one that the README has`() throws {
        #expect(try ConsoleStep.table(of: "README.md") == ConsoleStep.all)
    }
}
