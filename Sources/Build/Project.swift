import Configuration
import Diagnostics
import Packages
import SystemPackage

/// A project on disk: the file, its lock and where they lie.
package struct Project: Sendable {
    package let file: ProjectFile
    /// Nil when there is no `imgship.lock`.
    package let lock: Lock?
    /// The directory that paths in the file are relative to.
    package let directory: FilePath

    package init(file: ProjectFile, lock: Lock?, directory: FilePath) {
        self.file = file
        self.lock = lock
        self.directory = directory
    }

    /// Beside the file: `imgship.yaml` has `imgship.lock`.
    package static func lockName(of file: String) -> String {
        for suffix in [".yaml", ".yml"] where file.hasSuffix(suffix) { return file.dropLast(suffix.count) + ".lock" }
        return file + ".lock"
    }

    /// The registries that base images are in, as they stand in references; sorted.
    /// - Throws: ``BuildError`` `.unsupportedBase` for a base that is no reference.
    package func baseRegistries() throws -> [String] {
        Set(try ImageRequest.all(in: file).map(\.request.reference.domain)).sorted()
    }

    /// A path of the file, on this machine.
    func path(_ relative: String) -> FilePath {
        relative == "." ? directory : directory.pushing(FilePath(relative))
    }
}
