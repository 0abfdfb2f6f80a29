import Bytes
import Diagnostics
import FoundationEssentials
import OCI
import SystemPackage

/// Asks uv which wheels a list of requirements comes to, for one target at a time.
///
/// uv evaluates environment markers for the target, not for the machine it runs on, and looks at wheels' metadata alone. It builds
/// nothing: `--only-binary :all:`.
package struct UvResolver: Sendable {
    /// What may move while the rest stays at the versions of an existing lock.
    package enum Update: Sendable, Equatable {
        /// Everything is resolved anew.
        case everything
        /// Nothing moves that still satisfies the requirements.
        case nothing
        /// Only these packages move, and what they force to.
        case packages([PackageName])
    }

    /// In the order they are asked; the last one's last index is uv's default index.
    let sources: [PythonSource]
    /// A directory for uv's answers, which the caller removes.
    let scratch: FilePath
    /// Variables set for uv on top of the program's own environment.
    private let variables: [String: String?]

    package init(sources: [PythonSource], scratch: FilePath, environment: [String: String?] = [:]) {
        self.sources = sources
        self.scratch = scratch
        variables = environment
    }

    /// Resolves requirements files for one target.
    /// - Parameter locked: the wheels of the lock there was, whose versions `update` keeps.
    /// - Throws: ``PythonError`` `.noWheel`, `.unresolvable` with uv's words; ``HelperError``.
    func resolve(
        _ files: [FilePath], for target: PythonTarget, locked: [LockedArtifact] = [], update: Update = .everything
    ) async throws -> [SourcedWheel] {
        var options: [String] = []
        if case .packages(let names) = update { options = names.flatMap { ["--upgrade-package", $0.text] } }
        let preferences = update == .everything ? nil : Self.preferences(locked)
        return try await compile(files, options, preferences, for: target) { _ in true }
    }

    /// Finds the wheels of pinned requirements: uv knows the index, the user's hashes decide which file may be taken.
    /// - Throws: ``PythonError`` `.noWheel` when no wheel that fits the target has a listed hash.
    func pinned(_ requirements: [HashedRequirements.Requirement], for target: PythonTarget) async throws -> [SourcedWheel] {
        let file = scratch.appending("pinned.\(target.machine).txt")
        try write(requirements.map { "\($0.name)==\($0.version)\n" }.joined(), to: file)
        let digests = Dictionary(requirements.map { ($0.name, $0.digests) }, uniquingKeysWith: { first, _ in first })
        return try await compile([file], ["--no-deps"], nil, for: target) { digests[$0.name]?.contains($0.digest) ?? false }
    }

    /// One run of uv that answers in the form of a lock file.
    private func compile(
        _ files: [FilePath], _ options: [String], _ preferences: String?, for target: PythonTarget, where isAllowed: (ResolvedWheel) -> Bool
    ) async throws -> [SourcedWheel] {
        let uv = try await UvProgram.find(environment: variables)
        let answer = scratch.appending("pylock.\(target.machine).toml")
        // uv takes the versions of a lock file it finds in the place of its answer for wishes.
        if let preferences { try write(preferences, to: answer) } else { try? FileManager.default.removeItem(atPath: answer.string) }
        let arguments = Self.arguments(target) + ["--format", "pylock.toml", "-o", answer.string] + options + files.map(\.string)
        let subject = files.map { "'\($0)'" }.joined(separator: ", ")
        try await run(uv, arguments, resolving: subject)
        let text = String(decoding: try FileContent.read(answer, limit: 64 << 20), as: UTF8.self)
        let wheels = try PylockDocument(text, file: subject).wheels(for: target, where: isAllowed)
        return try await name(wheels, uv, target, subject)
    }

    private static func arguments(_ target: PythonTarget) -> [String] {
        [
            "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--color", "never", "--no-python-downloads", "--only-binary",
            ":all:",
            "--python-version", target.python.version, "--python-platform", platformName(target),
        ]
    }

    /// uv's name for the target: it knows glibc 2.17, 2.28 and 2.31 to 2.40, and a wheel for an older one runs on a newer.
    static func platformName(_ target: PythonTarget) -> String {
        let known = [17, 28] + Array(31...40)
        return "\(target.machine)-manylinux_2_\(known.last { $0 <= target.glibcMinor } ?? 17)"
    }

    /// A lock file with nothing but names and versions, which uv keeps to where it can.
    private static func preferences(_ locked: [LockedArtifact]) -> String {
        let packages = locked.map { "[[packages]]\nname = \"\($0.name)\"\nversion = \"\($0.version)\"\n" }
        return (["lock-version = \"1.0\"\ncreated-by = \"imgship\"\n"] + packages).joined(separator: "\n")
    }

    /// The addresses go by environment: on a command line everybody on the machine would see their passwords.
    private var environment: [String: String?] {
        var variables = variables
        let indexes = sources.flatMap(\.indexes)
        variables["UV_DEFAULT_INDEX"] = indexes.last?.exposed
        variables["UV_INDEX"] = indexes.dropLast().map(\.exposed).joined(separator: " ")
        // The old names would be added to the new ones.
        for name in ["UV_INDEX_URL", "UV_EXTRA_INDEX_URL"] { variables.updateValue(nil, forKey: name) }
        let links = sources.flatMap(\.links).map(\.exposed)
        if !links.isEmpty { variables["UV_FIND_LINKS"] = links.joined(separator: ",") }
        if indexes.isEmpty { variables["UV_NO_INDEX"] = "1" }
        if let certificates = sources.compactMap(\.certificates).first { variables["SSL_CERT_FILE"] = certificates }
        return variables
    }

    @discardableResult
    private func run(_ uv: UvProgram, _ arguments: [String], resolving subject: String) async throws -> String {
        let answer = try await uv.run(arguments, environment: environment)
        guard answer.status == 0 else { throw UvMessage.error(answer.standardError, resolving: subject) }
        return answer.standardOutput
    }

    /// Finds out which source each wheel came from; only asked where there are several.
    private func name(_ wheels: [ResolvedWheel], _ uv: UvProgram, _ target: PythonTarget, _ subject: String) async throws -> [SourcedWheel]
    {
        guard sources.count > 1 else {
            let name = sources.first?.name ?? PythonSource.machineName
            return wheels.map { SourcedWheel(wheel: $0, source: name) }
        }
        // pylock.toml does not say it, but uv's other format does, in comments; the versions are known by now.
        let pins = scratch.appending("pins.\(target.machine).txt")
        try write(wheels.map { "\($0.name)==\($0.version)\n" }.joined(), to: pins)
        let listing = try await run(uv, Self.arguments(target) + ["--no-deps", "--emit-index-annotation", pins.string], resolving: subject)
        let origins = Self.origins(in: listing)
        return try wheels.map { wheel in
            guard let origin = origins[wheel.name.text],
                let source = sources.first(where: { ($0.indexes + $0.links).contains { $0.description == origin.description } })
            else { throw PythonError(.unknownSource, wheel.name.text, reason: "uv does not say which index its wheel is from") }
            return SourcedWheel(wheel: wheel, source: source.name)
        }
    }

    /// Reads `name==1.0` lines, each followed by `# from ADDRESS`.
    private static func origins(in listing: String) -> [String: IndexAddress] {
        var origins: [String: IndexAddress] = [:]
        var name = ""
        for line in listing.split(whereSeparator: \.isNewline) {
            let body = line.trimmed
            if body.hasPrefix("# from ") {
                origins[name] = IndexAddress(body.dropFirst("# from ".count))
            } else if !body.hasPrefix("#") {
                name = String(body.prefix { $0 != "=" && $0 != " " })
            }
        }
        return origins
    }

    private func write(_ text: String, to file: FilePath) throws(FileError) {
        try FileContent.replace(file, with: Array(text.utf8), permissions: [.ownerReadWrite])
    }
}

/// A chosen wheel and the name of the source that has it.
struct SourcedWheel: Sendable, Equatable {
    let wheel: ResolvedWheel
    let source: String
}
