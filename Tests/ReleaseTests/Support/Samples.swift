import Foundation
import TestSupport

extension Checkout {
    /// AWS's own JSON, below `Samples/`.
    static func sample(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: tests.appendingPathComponent("ReleaseTests/Samples/\(name)")))
    }
}
