import Foundation
import SystemPackage

/// A directory of the test's own, removed when the test lets go of it.
package final class TemporaryDirectory: Sendable {
    package let path: FilePath

    package init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("imgship-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        path = FilePath(base.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    /// Writes a file below the directory, making the directories above it.
    @discardableResult
    package func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> FilePath {
        try write(name, Array(text.utf8), mode: mode)
    }

    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o644) throws -> FilePath {
        let file = path.appending(name)
        try FileManager.default.createDirectory(atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file.string))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.string)
        return file
    }

    package func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.appending(name).string)))
    }
}
