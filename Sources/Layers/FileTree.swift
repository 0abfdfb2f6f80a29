import Archive
import Bytes
import SystemPackage

/// A file or directory of the build's context, to be put at a place in an image.
package struct FileTree: Sendable, Equatable {
    /// Which permission bits files get.
    package enum Mode: Sendable, Hashable {
        /// 0755 when the owner may execute, else 0644; directories 0755; setuid, setgid and sticky kept. Does not depend on a umask.
        case normalized
        /// As on disk.
        case kept
        /// These bits for files; directories get them with an x for each r.
        case fixed(UInt16)
    }

    /// The file or directory on disk.
    package let source: FilePath
    /// Where it goes: a directory's content goes below this path, a file becomes this path.
    package let destination: EntryPath
    package let owner: Owner
    package let mode: Mode
    /// What stays out, relative to ``source``.
    package let ignore: IgnoreRules
    /// More rules, relative to a directory above ``source``: its path below that directory comes first.
    package let outerIgnore: IgnoreRules
    package let pathBelowOuter: [String]

    package init(
        _ source: FilePath, to destination: EntryPath, owner: Owner = .root, mode: Mode = .normalized, ignore: IgnoreRules = .none,
        outerIgnore: IgnoreRules = .none, pathBelowOuter: [String] = []
    ) {
        self.source = source
        self.destination = destination
        self.owner = owner
        self.mode = mode
        self.ignore = ignore
        self.outerIgnore = outerIgnore
        self.pathBelowOuter = pathBelowOuter
    }

    /// Whether the path below ``source`` stays out.
    func excludes(_ path: [Substring]) -> Bool {
        if path.isEmpty { return false }
        return ignore.excludes(path) || (!outerIgnore.isEmpty && outerIgnore.excludes(pathBelowOuter.map { $0[...] } + path))
    }

    /// Whether any path can stay out; if not, nobody need say where a path lies below ``source``.
    var hasRules: Bool { !ignore.isEmpty || !outerIgnore.isEmpty }

    var mustLookIntoExcluded: Bool { ignore.bringsPathsBack || outerIgnore.bringsPathsBack }

    /// The permission bits an object with these bits on disk gets.
    func mode(of status: FileStatus) -> UInt16 {
        switch (mode, status.isDirectory) {
        case (.kept, _): status.mode
        case (.normalized, true): 0o755 | (status.mode & 0o7000)
        case (.normalized, false): (status.mode & 0o100 != 0 ? 0o755 : 0o644) | (status.mode & 0o7000)
        case (.fixed(let bits), true): bits | ((bits & 0o444) >> 2)
        case (.fixed(let bits), false): bits
        }
    }
}
