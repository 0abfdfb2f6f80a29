import Bytes
import Configuration
import FoundationEssentials
import OCI
import Packages
import SystemPackage

/// What the Python part of an image asks to be locked.
package struct PythonRequest: Sendable, Equatable {
    /// A requirements or lock file of the user, read once: what is resolved is what was fingerprinted.
    package struct File: Sendable, Equatable {
        /// As written in `imgship.yaml`.
        package let name: String
        package let path: FilePath
        package let content: [UInt8]
    }

    package let requirements: [File]
    /// What those name with `-r` and `-c`, however deep: uv reads it too, so it decides about the lock as well.
    package let included: [File]
    /// A finished `pylock.toml` or hash-locked requirements file, instead of ``requirements``.
    package let lock: File?
    /// `3.11`; nil until the base is locked, when the base's interpreter decides.
    package let version: String?
    /// The release of the Debian base, which decides the glibc that wheels may need; nil for other bases.
    package let release: String?
    /// Sorted.
    package let platforms: [Platform]

    /// - Throws: ``BuildError`` `.missingSource`; ``FileError``.
    package init(_ image: String, _ python: PythonSpec, in project: Project) throws {
        requirements = try python.requirements.map { try Self.read($0, python, project) }
        included = try Self.included(by: requirements, python, project)
        lock = try python.lock.map { try Self.read($0, python, project) }
        version = python.version
        release = BaseChain(of: image, in: project.file).debianBase.flatMap(project.file.release(ofBase:))
        platforms = project.file.platforms(ofImage: image).sorted()
    }

    /// What the lock remembers, to see that it still fits.
    package var digest: Digest {
        var print = Fingerprint()
        for file in requirements { print.add("requirements", Digest(of: file.content)) }
        for file in included { print.add("included", Digest(of: file.content)) }
        if let lock { print.add("lock", Digest(of: lock.content)) }
        print.add("version", version ?? "of the base")
        print.add("release", release ?? "none")
        print.add("platforms", each: platforms.map(\.description))
        return print.digest
    }

    /// The packages asked for by name, which get pip's REQUESTED mark; nil when a finished lock does not tell them apart.
    package var requestedPackages: Set<PackageName>? {
        if lock != nil { return nil }
        return requirements.map { PythonResolver.requested(in: String(decoding: $0.content, as: UTF8.self)) }.reduce(into: []) {
            $0.formUnion($1)
        }
    }

    private static func included(by files: [File], _ python: PythonSpec, _ project: Project) throws -> [File] {
        var found: [File] = []
        var waiting = files
        while let file = waiting.popLast() {
            let directory = FilePath(file.name).removingLastComponent()
            for name in PythonResolver.includes(in: String(decoding: file.content, as: UTF8.self)) where !name.contains("://") {
                let path = directory.pushing(FilePath(name)).lexicallyNormalized().string
                guard !found.contains(where: { $0.name == path }) else { continue }
                let next = try read(path, python, project)
                found.append(next)
                waiting.append(next)
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    private static func read(_ name: String, _ python: PythonSpec, _ project: Project) throws -> File {
        let path = project.path(name)
        do {
            return File(name: name, path: path, content: try FileContent.read(path, limit: 8 << 20))
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory {
            throw BuildError(.missingSource, "there is no file '\(name)'", at: python.origin.location)
        }
    }
}
