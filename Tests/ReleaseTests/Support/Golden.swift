import Foundation
import Testing

/// Compares with a file below `Golden/`; `IMGSHIP_UPDATE_GOLDEN=1` writes it anew, for review in the diff.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Checkout.tests.appendingPathComponent("ReleaseTests/Golden/\(name)")
    if ProcessInfo.processInfo.environment["IMGSHIP_UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "differs from \(name); IMGSHIP_UPDATE_GOLDEN=1 accepts it", sourceLocation: sourceLocation)
}

/// Files of the repository.
enum Checkout {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appendingPathComponent(path))) }
    static func sample(_ name: String) throws -> [UInt8] { try bytes("Tests/ReleaseTests/Samples/\(name)") }
}
