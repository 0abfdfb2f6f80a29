import Diagnostics

/// What the last stage of a Dockerfile says, as far as it can be said without running anything.
struct DockerfileFacts: Sendable, Hashable {
    struct Copy: Sendable, Hashable {
        let from: String
        let to: String
    }

    /// Relative to the project.
    let path: String
    /// The image it begins with, arguments filled in.
    private(set) var base: String?
    private(set) var ports: [Int] = []
    private(set) var variables: [String: String] = [:]
    private(set) var workdir = "/"
    private(set) var entrypoint: [String] = []
    private(set) var command: [String] = []
    private(set) var copies: [Copy] = []
    private(set) var debianPackages: [String] = []
    /// What could not be turned into anything.
    private(set) var notes: [DraftNote] = []
    private var arguments: [String: String] = [:]
    /// The images of earlier stages, by name.
    private var stages: [String: String] = [:]

    init(_ text: String, path: String) {
        self.path = path
        for instruction in Dockerfile(text).instructions { take(instruction) }
    }

    /// The minor version of Python that the base has: `python:3.12-slim`.
    var pythonMinor: Int? {
        guard let base, let colon = base.lastIndex(of: ":"), Path.name(of: String(base[..<colon])) == "python" else { return nil }
        return PythonVersion.minor(in: String(base[base.index(after: colon)...]))
    }

    /// Whether the base is a Python of a kind that Debian's own can stand for.
    var isPython: Bool { base.map { Path.name(of: $0).hasPrefix("python") || Path.name(of: $0).hasPrefix("uv:") } ?? false }

    private mutating func take(_ instruction: Dockerfile.Instruction) {
        let rest = filled(instruction.rest)
        switch instruction.name {
        case "FROM": begin(rest)
        case "ARG": takePairs(rest) { $0.arguments[$1] = $2 }
        case "ENV": takePairs(rest) { $0.variables[$1] = $2 }
        case "EXPOSE": ports += rest.split(separator: " ").compactMap { Int($0.prefix { $0 != "/" }) }.filter((1...65535).contains)
        case "WORKDIR": workdir = absolute(rest)
        case "ENTRYPOINT": entrypoint = words(instruction.rest)
        case "CMD": command = words(instruction.rest)
        case "COPY", "ADD": takeCopy(instruction, rest)
        case "RUN": takeRun(instruction)
        case "ONBUILD": note("'ONBUILD' is not taken over", instruction)
        default: break
        }
    }

    /// A stage: what came before belongs to another image.
    private mutating func begin(_ rest: String) {
        let words = rest.split(separator: " ").map(String.init).filter { !$0.hasPrefix("--") }
        guard let first = words.first else { return }
        let image = stages[first] ?? first
        if words.count == 3, words[1].lowercased() == "as" { stages[words[2]] = image }
        let (arguments, stages) = (arguments, stages)
        self = DockerfileFacts("", path: path)
        (self.arguments, self.stages, base) = (arguments, stages, image)
    }

    /// `A=1 B="two words"`, or `A value`, or `A` alone.
    private mutating func takePairs(_ rest: String, _ put: (inout Self, String, String) -> Void) {
        let words = ShellWords.plain(rest.filter { !"$(){}".contains($0) }) ?? []
        guard let first = words.first else { return }
        if VariableKind.isName(first) { return put(&self, first, words.dropFirst().joined(separator: " ")) }
        for word in words {
            guard let equals = word.firstIndex(of: "=") else { continue }
            let name = String(word[..<equals])
            if VariableKind.isName(name) { put(&self, name, String(word[word.index(after: equals)...])) }
        }
    }

    private mutating func takeCopy(_ instruction: Dockerfile.Instruction, _ rest: String) {
        let all = ShellWords.list(rest) ?? rest.split(separator: " ").map(String.init)
        if all.contains(where: { $0.hasPrefix("--from=") }) {
            return note("what another stage makes is not taken over: COPY \(rest)", instruction)
        }
        let words = all.filter { !$0.hasPrefix("--") }
        guard words.count > 1, let target = words.last else { return }
        for source in words.dropLast() {
            guard !source.contains("*"), !source.contains("://"), let from = Path.plain(source) else {
                note("'\(source)' is not taken over: name the files under 'copy'", instruction)
                continue
            }
            let isInto = target.hasSuffix("/") || words.count > 2
            copies.append(Copy(from: from, to: absolute(target) + (isInto && absolute(target) != "/" ? "/" : "")))
        }
    }

    private mutating func takeRun(_ instruction: Dockerfile.Instruction) {
        let run = RunCommand(instruction.rest)
        debianPackages += run.debianPackages
        if !run.rest.isEmpty {
            let first = run.rest[0].prefix(60)
            note("nothing is run in a build, so this is not taken over: \(first)\(run.rest[0].count > 60 ? "..." : "")", instruction)
        }
    }

    private mutating func note(_ text: String, _ instruction: Dockerfile.Instruction) {
        notes.append(DraftNote(text, at: SourceLocation(file: path, line: instruction.line)))
    }

    /// A command in either form: a list, or a line for a shell, which is needed only where it does more than start a program.
    private func words(_ rest: String) -> [String] {
        if let list = ShellWords.list(rest) { return list }
        if let words = ShellWords.plain(rest) { return words.first == "exec" ? Array(words.dropFirst()) : words }
        return ["/bin/sh", "-c", rest]
    }

    private func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : workdir + "/" + path
        let plain = Path.plain(whole) ?? "."
        return plain == "." ? "/" : "/" + plain
    }

    /// With `$NAME`, `${NAME}` and `${NAME:-default}` replaced where they are known.
    private func filled(_ text: String) -> String {
        var result = "", rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let after = rest[rest.index(after: dollar)...]
            let isBraced = after.first == "{"
            let inside = isBraced ? after.dropFirst().prefix { $0 != "}" } : after.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let name = inside.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let standard = inside.firstRange(of: ":-").map { String(inside[$0.upperBound...]) }
            let value = (variables[String(name)] ?? arguments[String(name)]).flatMap { $0.isEmpty ? nil : $0 } ?? standard
            let end = isBraced && inside.endIndex < after.endIndex ? after.index(after: inside.endIndex) : inside.endIndex
            result += value ?? String(rest[dollar..<end])
            rest = rest[end...]
        }
        return result + rest
    }
}
