import Foundation
import TestSupport
import Testing

/// What the manual shows is what golden files hold: those are compared with the program itself.
@Suite struct `The manual of releases` {
    @Test func `shows what the program prints`() throws {
        let manual = try String(contentsOf: Checkout.root.appendingPathComponent("docs/release.md"), encoding: .utf8)
        let blocks = manual.matches(of: /<!-- golden: ([a-z ]+) -->\n```console\n((?:.*\n)+?)```/)
        #expect(blocks.count >= 6)
        for block in blocks {
            let file = Checkout.root.appendingPathComponent("Tests/IntegrationTests/Golden/release/\(block.1).txt")
            var rest = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")[...]
            for line in block.2.split(separator: "\n") {
                let index = rest.firstIndex(of: line)
                #expect(index != nil, "'\(line)' is not in '\(block.1)', or not in this order")
                rest = rest[(index.map { $0 + 1 } ?? rest.startIndex)...]
            }
        }
    }
}
