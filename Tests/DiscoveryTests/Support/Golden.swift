import Foundation
import Testing

/// Compares with a file below `Golden/`; `IMGSHIP_UPDATE_GOLDEN=1` writes it anew, for review in the diff.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Checkout.tests.appendingPathComponent("DiscoveryTests/Golden/\(name)")
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
}
