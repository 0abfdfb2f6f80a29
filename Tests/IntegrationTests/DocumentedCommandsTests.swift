import Foundation
import SystemPackage
import TestSupport
import Testing

/// Every command that the documents and examples show is one that the program has, with options that it has.
@Suite struct `Commands in documents` {
    private static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

    private struct Command: Hashable {
        let file: String
        let words: [String]
    }

    private static func files() throws -> [String] {
        let all = try Program.output(["git", "ls-files", "README.md", "docs", "examples"], directory: root.string)
        return all.split(separator: "\n").map(String.init).filter { [".md", ".yml", ".yaml"].contains(where: $0.hasSuffix) }
    }

    /// In documents the commands of code, inline and in blocks; in examples the lines that a shell runs.
    private static func commands(in file: String) throws -> [Command] {
        let text = try String(contentsOfFile: root.appending(file).string, encoding: .utf8)
        var found: [String] = []
        if file.hasSuffix(".md") {
            for block in text.matches(of: /```[^\n]*\n([\s\S]*?)```/) {
                found += block.1.matches(of: /(?:^|\n)\$? ?(imgship [^\n]*)/).map { String($0.1) }
            }
            let prose = text.replacing(/```[^\n]*\n[\s\S]*?```/, with: "")
            found += prose.matches(of: /`(imgship [^`\n]*)`/).map { String($0.1) }
        } else {
            found += text.matches(of: /\n[ ]*(?:- |run: |- run: )?(imgship [^\n]*)/).map { String($0.1) }
        }
        return found.map { line in
            let command = line.split(separator: /\s#|\s\|\s|&&|;/, maxSplits: 1).first ?? ""
            return Command(file: file, words: command.split(separator: " ").dropFirst().map(String.init))
        }
    }

    @Test func `have the verbs and options of the program`() throws {
        let project = try SampleProject()
        var help: [String: String] = [:]
        let commands = Set(try Self.files().flatMap(Self.commands))
        #expect(commands.count > 20)
        for command in commands {
            var verb = command.words.prefix { $0.wholeMatch(of: /[a-z]+/) != nil }
            guard !verb.isEmpty else { continue }
            // `task run`, `infra plan`, `secret set` are verbs of two words; behind others stand names.
            verb = verb.prefix(["task", "infra", "secret"].contains(verb[0]) ? 2 : 1)
            let name = verb.joined(separator: " ")
            if help[name] == nil {
                let output = try project.run(Array(verb) + ["--help"])
                #expect(output.text.contains("USAGE: imgship \(name)"), "\(command.file): there is no 'imgship \(name)'")
                help[name] = output.text
            }
            let own = command.words.prefix { $0 != "--" }
            for option in own.compactMap({ $0.firstMatch(of: /^(--[a-z-]+)/)?.1 }) where option != "--help" {
                #expect(
                    help[name]?.contains(try Regex("\(option)\\b")) == true,
                    "\(command.file): 'imgship \(name)' has no option \(option)")
            }
        }
    }
}
