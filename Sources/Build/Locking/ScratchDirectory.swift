import FoundationEssentials
import SystemPackage

/// A directory for the temporary files of one run, removed with this object.
final class ScratchDirectory: Sendable {
    let path: FilePath

    init() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("imgship-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = FilePath(directory.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }
}
