import Foundation
import Testing

/// Compares with a file below `Golden/` of the tests' own target; `IMGSHIP_UPDATE_GOLDEN=1` writes it anew, for review in the diff.
/// - Parameter target: of the tests; that of the calling file unless given, whose identifier is `TARGET/FILE`.
package func expectGolden(
    _ text: String, _ name: String, of target: String = #fileID, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = Checkout.tests.appendingPathComponent("\(target.prefix { $0 != "/" })/Golden/\(name)")
    if ProcessInfo.processInfo.environment["IMGSHIP_UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "differs from \(name); IMGSHIP_UPDATE_GOLDEN=1 accepts it", sourceLocation: sourceLocation)
}
