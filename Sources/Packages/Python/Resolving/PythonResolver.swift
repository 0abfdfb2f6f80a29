import Bytes
import Diagnostics
import OCI
import SystemPackage

/// Turns what a user lists under `python: requirements:` into locked wheels, whichever form it has.
///
/// `pylock.toml` or `pylock.NAME.toml` is taken as it is; a requirements file with hashes is taken at its word, uv only tells which files
/// the hashes belong to; anything else is resolved by uv.
package struct PythonResolver: Sendable {
    private let uv: UvResolver
    private let size: WheelSizeLookup

    /// - Parameters:
    ///   - sources: where wheels may come from; see ``PythonAddresses/source`` for the machine's own.
    ///   - scratch: an existing directory for temporary files, which the caller removes.
    ///   - environment: variables set for uv, or with nil removed, on top of the program's own environment.
    ///   - size: asked for wheels whose index does not give a size.
    package init(
        sources: [PythonSource], scratch: FilePath, environment: [String: String?] = [:], size: @escaping WheelSizeLookup
    ) {
        uv = UvResolver(sources: sources, scratch: scratch, environment: environment)
        self.size = size
    }

    /// Resolves the files for one target.
    /// - Parameters:
    ///   - files: one pylock.toml, or one or more requirements files.
    ///   - locked: the wheels of the lock there was for this platform.
    ///   - update: what may leave the versions of `locked`; means nothing for files that are locks themselves.
    /// - Returns: sorted by name.
    /// - Throws: ``PythonError``, ``HelperError``; what `size` throws.
    package func resolve(
        _ files: [FilePath], for target: PythonTarget, locked: [LockedArtifact] = [], update: UvResolver.Update = .everything
    ) async throws -> [LockedArtifact] {
        let wheels: [SourcedWheel]
        if let pylock = files.first(where: Self.isPylock) {
            guard files.count == 1 else {
                throw PythonError(.malformedFile, pylock.string, reason: "a pylock.toml stands alone, and there are \(files.count) files")
            }
            let document = try PylockDocument(try Self.text(of: pylock), file: pylock.string)
            wheels = try document.wheels(for: target).map { SourcedWheel(wheel: $0, source: sourceName) }
        } else {
            let texts = try files.map { ($0, try Self.text(of: $0)) }
            if texts.contains(where: { HashedRequirements.isHashed($0.1) }) {
                wheels = try await resolveHashed(texts, target)
            } else {
                wheels = try await uv.resolve(files, for: target, locked: locked, update: update)
            }
        }
        var artifacts: [LockedArtifact] = []
        for wheel in wheels { artifacts.append(try await artifact(wheel)) }
        return artifacts.sorted { $0.name < $1.name }
    }

    /// The packages that requirements files ask for by name: those that pip would mark as REQUESTED.
    ///
    /// Lines that are no plain requirement (options, addresses) are left out; so is everything in a `pylock.toml`, which does not tell.
    package static func requested(in text: String) -> Set<PackageName> {
        var names: Set<PackageName> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let name = line.trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            let after = line.trimmed.dropFirst(name.count).trimmed
            guard let parsed = try? PackageName(name), after.isEmpty || "[=<>!~;#@(\\".contains(after.first ?? "?") else { continue }
            names.insert(parsed)
        }
        return names
    }

    /// The files that a requirements file names with `-r`, `--requirement`, `-c` or `--constraint`, as written.
    /// - Source: pip's documentation, "Requirements File Format".
    package static func includes(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let line = line.trimmed
            for option in ["--requirement", "--constraint", "-r", "-c"] where line.hasPrefix(option) {
                let rest = line.dropFirst(option.count)
                guard let first = rest.first, first == "=" || first.isWhitespace || option.count == 2 else { continue }
                let name = rest.drop { $0 == "=" || $0.isWhitespace }.prefix { $0 != "#" }.trimmed
                return name.isEmpty ? nil : String(name)
            }
            return nil
        }
    }

    /// Source `pypi` where it is among the sources, else the first.
    private var sourceName: String {
        let names = uv.sources.map(\.name)
        return names.contains(PythonSource.machineName) ? PythonSource.machineName : names.first ?? PythonSource.machineName
    }

    /// - Source: packaging.python.org, "pylock.toml Specification", section "File name".
    private static func isPylock(_ file: FilePath) -> Bool {
        let name = file.lastComponent?.string ?? ""
        return name == "pylock.toml" || (name.hasPrefix("pylock.") && name.hasSuffix(".toml"))
    }

    private static func text(of file: FilePath) throws -> String {
        String(decoding: try FileContent.read(file, limit: 64 << 20), as: UTF8.self)
    }

    /// Lets uv find the files of the versions the user pinned, and takes only those whose hash the user listed.
    private func resolveHashed(_ files: [(FilePath, String)], _ target: PythonTarget) async throws -> [SourcedWheel] {
        var wanted: [PackageName: HashedRequirements.Requirement] = [:]
        for (file, text) in files {
            for requirement in try HashedRequirements(text, file: file.string).applying(to: target) {
                if let other = wanted.updateValue(requirement, forKey: requirement.name), other.version != requirement.version {
                    throw PythonError(
                        .malformedFile, "'\(requirement.name)' is also required at \(other.location)", at: requirement.location)
                }
            }
        }
        return try await uv.pinned(wanted.values.sorted { $0.name < $1.name }, for: target)
    }

    private func artifact(_ sourced: SourcedWheel) async throws -> LockedArtifact {
        let wheel = sourced.wheel
        var bytes = wheel.size
        if bytes == nil, let address = wheel.address { bytes = try await size(address) }
        guard let bytes, bytes >= 0 else {
            throw PythonError(.unknownSource, wheel.file.text, reason: "nothing says how large the wheel is, nor where it is")
        }
        return LockedArtifact(
            name: wheel.name.text, version: wheel.version, source: sourced.source, path: wheel.file.text, size: bytes, digest: wheel.digest)
    }
}
