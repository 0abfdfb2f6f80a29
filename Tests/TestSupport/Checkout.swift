import Foundation

/// The checkout these tests are compiled from.
package enum Checkout {
    package static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    package static let root = tests.deletingLastPathComponent()
}
